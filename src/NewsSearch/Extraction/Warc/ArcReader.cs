namespace NewsSearch.Extraction.Warc;

/// <summary>ARC files (version 1 and 2), plain or gzip: the format of the Internet Archive before WARC.</summary>
/// <param name="readers">Read the documents in the records.</param>
public sealed class ArcReader(ArticleReaders readers) : WebArchiveReader(readers)
{
    public override string Format => "arc";
    public override int Version => 1;
    public override string MediaType => "application/x-internet-archive";

    private protected override RecordSyntax Syntax { get; } = new ArcSyntax();

    private protected override bool Begins(ReadOnlySpan<byte> head) => ArcSyntax.Begins(head);
}
