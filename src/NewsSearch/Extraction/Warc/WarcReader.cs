namespace NewsSearch.Extraction.Warc;

/// <summary>WARC files (ISO 28500, 0.17 to 1.1), plain or gzip: the pages and feeds that a crawler kept.</summary>
/// <param name="readers">Read the documents in the records.</param>
public sealed class WarcReader(ArticleReaders readers) : WebArchiveReader(readers)
{
    public override string Format => "warc";
    public override int Version => 1;
    public override string MediaType => "application/warc";

    private protected override RecordSyntax Syntax { get; } = new WarcSyntax();

    private protected override bool Begins(ReadOnlySpan<byte> head) => WarcSyntax.Begins(head.TrimStart("\r\n"u8));
}
