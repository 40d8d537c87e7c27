namespace NewsSearch.Extraction.Warc;

/// <summary>The documents of a file that were seen so far, to tell whether a revisit refers to one of them.</summary>
internal sealed class KnownOriginals
{
    // Beyond this the reason of a revisit is less exact, and nothing else.
    private const int Most = 200_000;
    private readonly HashSet<string> _names = [];

    public void Add(RecordHeader header)
    {
        if (_names.Count >= Most)
            return;
        if (header.Id is { } id)
            _names.Add(id);
        if (header is { Uri: { } uri, Date: { } date })
            _names.Add(Name(uri, date));
    }

    /// <summary>The reason of a revisit.</summary>
    public string Describe(Original? original) =>
        original is not null && Knows(original)
            ? $"revisit of {original}, a record of this file: unchanged since."
            : $"revisit of {original?.ToString() ?? "a record that it does not name"}: it holds no text of its own. "
                + "Send the file that holds that record.";

    private bool Knows(Original original) =>
        (original.Id is { } id && _names.Contains(id))
        || (original.Uri is { } uri && RecordDates.Read(original.Date) is { } date && _names.Contains(Name(uri, date)));

    private static string Name(string uri, DateTimeOffset date) => $"{date.UtcTicks} {uri}";
}
