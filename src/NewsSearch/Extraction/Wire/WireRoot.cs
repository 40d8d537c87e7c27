using NewsSearch.Extraction.Feeds;

namespace NewsSearch.Extraction.Wire;

/// <summary>Finds the root element of XML by its first bytes, whatever stands before it and in whatever encoding.</summary>
internal static class WireRoot
{
    /// <summary>The name of the root without its prefix, in its own case; null when the bytes do not begin as XML.</summary>
    public static string? Find(ReadOnlySpan<byte> head)
    {
        // Most inputs have no markup at all, and a capture of the web is none, though it may hold some.
        if (head.IndexOf((byte)'<') < 0 || head.StartsWith("WARC/"u8) || head.StartsWith("filedesc:"u8))
            return null;
        var text = FeedEncoding.Decode(head);
        var rest = text.AsSpan().TrimStart().TrimStart('\uFEFF').TrimStart();
        while (rest.StartsWith("<?") || rest.StartsWith("<!"))
        {
            var length = PreambleLength(rest);
            if (length < 0)
                return null;
            rest = rest[length..].TrimStart();
        }
        return rest.StartsWith("<") ? Name(rest[1..]) : null;
    }

    /// <summary>Length of a declaration, an instruction, a comment or a document type; -1 when it is not closed.</summary>
    public static int PreambleLength(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("<?"))
            return Behind(text, "?>");
        if (text.StartsWith("<!--"))
            return Behind(text, "-->");
        var subset = text.IndexOf('[');
        var end = text.IndexOf('>');
        if (subset < 0 || end < 0 || end < subset)
            return end < 0 ? -1 : end + 1;
        // Declarations of the internal subset end with ">" too; the subset itself ends with "]".
        var closed = text[subset..].IndexOf(']');
        var close = closed < 0 ? -1 : text[(subset + closed)..].IndexOf('>');
        return close < 0 ? -1 : subset + closed + close + 1;
    }

    private static int Behind(ReadOnlySpan<char> text, string end) =>
        text.IndexOf(end) is var at and >= 0 ? at + end.Length : -1;

    private static string? Name(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && (char.IsLetterOrDigit(text[length]) || text[length] is ':' or '_' or '-' or '.'))
            length++;
        // A name that is cut off by the end of the head is no name.
        if (length == 0 || length == text.Length || !(char.IsWhiteSpace(text[length]) || text[length] is '>' or '/'))
            return null;
        var name = text[..length];
        return name[(name.IndexOf(':') + 1)..].ToString();
    }
}
