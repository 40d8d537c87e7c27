namespace NewsSearch.Extraction.Feeds;

/// <summary>Saves what is whole of a JSON object that breaks off.</summary>
internal static class CutJson
{
    /// <summary>The object with the members that are complete; null when there is none.</summary>
    public static byte[]? Close(ReadOnlySpan<byte> cut)
    {
        var depth = 0;
        var comma = -1;
        for (var i = 0; i < cut.Length; i++)
        {
            if (cut[i] == '"')
                i = JsonFeedOutline.StringEnd(cut, i) - 1;
            else if (cut[i] is (byte)'{' or (byte)'[')
                depth++;
            else if (cut[i] is (byte)'}' or (byte)']')
                depth--;
            else if (cut[i] == ',' && depth == 1)
                comma = i;
        }
        return comma < 0 || cut[0] != '{' ? null : [.. cut[..comma], (byte)'}'];
    }
}
