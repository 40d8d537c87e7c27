namespace NewsSearch.Extraction.Feeds;

/// <summary>Sitemaps. Those for news name headline, publisher and date of each page; others only pages.</summary>
public sealed class SitemapReader : IArticleReader
{
    internal static MarkupFeed Document { get; } =
        new("a sitemap", new(StringComparer.OrdinalIgnoreCase) { "url", "sitemap" }, SitemapItem.Read);

    public string Format => "sitemap";
    public int Version => 1;
    public string MediaType => "application/xml";

    public int Recognize(ReadOnlySpan<byte> head) => FeedRecognition.Sitemap(head);

    public IAsyncEnumerable<ReadItem> ReadAsync(Stream input, ReadContext context, CancellationToken cancellation) =>
        FeedReader.ReadAllAsync(Document, input, context, cancellation);
}
