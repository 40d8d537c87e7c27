namespace NewsSearch.Extraction.Feeds;

/// <summary>
/// Where a text occurs next. Remembers what it has found (also that there is nothing), so that asking from each of a
/// million places costs one pass over the document, and a document cannot make it cost more.
/// </summary>
/// <remarks>The places asked from must not decrease.</remarks>
internal sealed class NextIndex(string needle)
{
    private const int Unknown = -2;

    private int _found = Unknown;

    /// <summary>The first occurrence that begins at or behind <paramref name="from"/> and ends by <paramref name="end"/>, or -1.</summary>
    public int From(string text, int from, int end)
    {
        if (_found == -1 || _found >= from)
            return _found;
        var at = from >= end ? -1 : text.AsSpan(from, end - from).IndexOf(needle, StringComparison.OrdinalIgnoreCase);
        return _found = at < 0 ? -1 : from + at;
    }
}
