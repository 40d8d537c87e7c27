using NewsSearch.Extraction.Wire;

namespace NewsSearch.Extraction.NewsMlG2;

/// <summary>
/// NewsML-G2 of the IPTC: a <c>newsItem</c> or <c>packageItem</c>, or a <c>newsMessage</c> of many, which is read item
/// by item. Items that carry no news (concepts, knowledge, planning, catalogs) are rejected.
/// </summary>
public sealed class G2Reader : IArticleReader
{
    private static readonly HashSet<string> Names =
    [
        "newsItem",
        "packageItem",
        "conceptItem",
        "knowledgeItem",
        "planningItem",
        "catalogItem",
    ];

    private static readonly WireItems Items = new("a document of NewsML-G2", Names, G2Item.Read);

    public string Format => "newsml-g2";
    public int Version => 2;
    public string MediaType => "application/vnd.iptc.g2.newsmessage+xml";

    public int Recognize(ReadOnlySpan<byte> head) =>
        WireRoot.Find(head) is { } root && (root == "newsMessage" || Names.Contains(root)) ? 97 : 0;

    public IAsyncEnumerable<ReadItem> ReadAsync(Stream input, ReadContext context, CancellationToken cancellation) =>
        Items.ReadAsync(input, context, cancellation);
}
