using NewsSearch.Extraction.Wire;

namespace NewsSearch.Extraction.NewsMl;

/// <summary>NewsML 1.0 to 1.2 of the IPTC: one article per <c>NewsItem</c>.</summary>
public sealed class NewsMlReader : IArticleReader
{
    private static readonly WireItems Items = new("a document of NewsML 1", ["NewsItem"], NewsMlItem.Read);

    public string Format => "newsml";
    public int Version => 2;
    public string MediaType => "text/vnd.iptc.newsml";

    public int Recognize(ReadOnlySpan<byte> head) => WireRoot.Find(head) is "NewsML" or "NewsItem" ? 97 : 0;

    public IAsyncEnumerable<ReadItem> ReadAsync(Stream input, ReadContext context, CancellationToken cancellation) =>
        Items.ReadAsync(input, context, cancellation);
}
