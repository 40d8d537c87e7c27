namespace NewsSearch.Extraction.Warc;

/// <summary>What a record is; the kinds that hold no content of a page are one.</summary>
internal enum RecordKind
{
    Other,

    /// <summary>The answer of a server: a head, then the body.</summary>
    Response,

    /// <summary>A document without a server's head.</summary>
    Resource,
    Conversion,

    /// <summary>Says that a page was the same as in another record.</summary>
    Revisit,
}

/// <summary>The header of a record of a WARC or ARC file.</summary>
internal sealed record RecordHeader
{
    public RecordKind Kind { get; init; }

    /// <summary>Bytes that the header takes, its blank line included.</summary>
    public required int Size { get; init; }

    /// <summary>Bytes of the block that follows.</summary>
    public required long Length { get; init; }

    /// <summary>The record's own id.</summary>
    public string? Id { get; init; }

    public string? Uri { get; init; }
    public DateTimeOffset? Date { get; init; }
    public string? ContentType { get; init; }

    /// <summary>What a revisit says about its original.</summary>
    public Original? RefersTo { get; init; }

    /// <summary>The crawler stopped before the end of the document.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>The document goes on in another record.</summary>
    public bool IsSegment { get; init; }
}

/// <summary>The record that a revisit refers to, as far as it says.</summary>
internal sealed record Original(string? Id, string? Uri, string? Date, string? Digest)
{
    public override string ToString()
    {
        var said = string.Join(' ', new[] { Uri, Date is null ? null : $"of {Date}", Id }.Where(p => p is not null));
        return said.Length > 0 ? said : Digest ?? "a record that it does not name";
    }
}

/// <summary>A record, or the reason why there is none at its place.</summary>
/// <param name="Place">Where it begins in the file.</param>
/// <param name="Header">Null when it could not be read.</param>
/// <param name="Bytes">Header and block; of a damaged record the beginning.</param>
/// <param name="Problem">Null for a record that is whole.</param>
internal sealed record FoundRecord(
    string Place,
    RecordHeader? Header,
    ReadOnlyMemory<byte> Bytes,
    string? Problem = null,
    bool IsRejected = false
)
{
    public ReadOnlyMemory<byte> Block => Header is null ? default : Bytes[Header.Size..];
}
