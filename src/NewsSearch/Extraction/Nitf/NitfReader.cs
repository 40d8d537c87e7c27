using NewsSearch.Extraction.Wire;

namespace NewsSearch.Extraction.Nitf;

/// <summary>News Industry Text Format 3.x of the IPTC (and what older versions share with it): one article.</summary>
public sealed class NitfReader : IArticleReader
{
    private static readonly WireItems Items = new("a document of NITF", ["nitf"], NitfArticle.Read);

    public string Format => "nitf";
    public int Version => 2;
    public string MediaType => "text/vnd.iptc.nitf";

    public int Recognize(ReadOnlySpan<byte> head) => WireRoot.Find(head) is "nitf" ? 97 : 0;

    public IAsyncEnumerable<ReadItem> ReadAsync(Stream input, ReadContext context, CancellationToken cancellation) =>
        Items.ReadAsync(input, context, cancellation);
}
