using NewsSearch.Extraction;
using NewsSearch.Extraction.Feeds;
using NewsSearch.Extraction.Html;

namespace NewsSearch.Sources.Polling;

/// <summary>What came where a feed was expected.</summary>
/// <param name="Reader">The reader that takes it in.</param>
/// <param name="Problem">Why it is not the feed; null when it is.</param>
internal sealed record FeedContent(IArticleReader Reader, FeedFacts? Facts, string? Problem)
{
    /// <summary>Looks at a document by its content; what the server calls it does not matter.</summary>
    public static async Task<FeedContent> InspectAsync(
        ArticleReaders readers,
        FetchAnswer answer,
        ReadContext context,
        CancellationToken cancellation
    )
    {
        var bytes = answer.Body;
        var reader = readers.Recognize(bytes.Span[..Math.Min(bytes.Length, ArticleReaders.HeadSize)]);
        if (reader is null or Extraction.SavedText.SavedTextReader or HtmlReader)
            return new FeedContent(new FeedReader(), null, Foreign(reader, answer));
        var facts = await FeedFacts.ReadAsync(reader, bytes, context, cancellation).ConfigureAwait(false);
        if (facts.Sitemaps.Count > 0)
            return new FeedContent(
                reader,
                facts,
                $"This is an index of sitemaps. Declare those that are wanted: {string.Join(", ", facts.Sitemaps.Take(5))}"
                    + (facts.Sitemaps.Count > 5 ? $" and {facts.Sitemaps.Count - 5} more." : ".")
            );
        return new FeedContent(reader, facts, null);
    }

    private static string Foreign(IArticleReader? reader, FetchAnswer answer)
    {
        var named = answer.MediaType is { } type ? $" (Content-Type {type})" : "";
        if (reader is not HtmlReader)
            return $"The answer{named} is no feed, sitemap or other format with items that can be read.";
        var found = LinkedFeeds.Find(answer.Body.Span, answer.Address.AbsoluteUri);
        return found.Count == 0
            ? $"The answer{named} is an HTML page, not a feed, and the page names no feed."
            : $"The answer{named} is an HTML page, not a feed. It names these feeds: {string.Join(", ", found)}.";
    }
}
