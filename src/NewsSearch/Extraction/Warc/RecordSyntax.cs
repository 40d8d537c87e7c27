namespace NewsSearch.Extraction.Warc;

/// <summary>How the headers of records look in one of the two formats.</summary>
internal abstract class RecordSyntax
{
    /// <summary>A header longer than this is none.</summary>
    public const int LongestHeader = 256 * 1024;

    /// <summary>Reads the header that begins with these bytes.</summary>
    /// <param name="isFinal">No more bytes can follow.</param>
    public abstract HeaderReading Read(ReadOnlySpan<byte> bytes, bool isFinal);

    /// <summary>Where a header begins at the beginning of a line, or -1.</summary>
    /// <param name="isLineStart">The first byte begins a line.</param>
    /// <param name="safe">Bytes before which surely no header begins, when there is none.</param>
    public abstract int Find(ReadOnlySpan<byte> bytes, bool isLineStart, bool isFinal, out int safe);
}

/// <summary>A header, a mistake in it, or neither when more bytes are needed.</summary>
internal readonly record struct HeaderReading(RecordHeader? Header, string? Mistake)
{
    public static HeaderReading NeedsMore => default;

    public static HeaderReading Wrong(string mistake) => new(null, mistake);

    public static HeaderReading Of(RecordHeader header) => new(header, null);
}
