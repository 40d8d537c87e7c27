using System.Globalization;
using System.IO.Hashing;
using System.Text;
using NewsSearch.Articles;

namespace NewsSearch.Extraction.Feeds;

/// <summary>What somebody who polls a feed wants to know of it, beside its articles.</summary>
/// <param name="Hint">The time between fetches that the feed asks for.</param>
/// <param name="IsCutOff">The document ends within itself: its transport broke off, whatever the server said.</param>
/// <param name="Sitemaps">The sitemaps that an index of sitemaps names; empty for every other document.</param>
/// <param name="Links">The pages of items whose text the feed does not hold in full.</param>
internal sealed record FeedFacts(
    TimeSpan? Hint,
    bool IsCutOff,
    IReadOnlyList<string> Sitemaps,
    IReadOnlyList<LinkedItem> Links
)
{
    private static readonly string[] Roots = ["rss", "feed", "rdf", "urlset", "sitemapindex", "channel"];

    /// <summary>The facts of a document that the reader of this format reads.</summary>
    public static async Task<FeedFacts> ReadAsync(
        IArticleReader reader,
        ReadOnlyMemory<byte> bytes,
        ReadContext context,
        CancellationToken cancellation
    )
    {
        var text = FeedDocument.Decode(bytes).Text;
        if (reader is SitemapReader)
        {
            var isIndex = SitemapReader.Document.Frame(text, context).Root?.Name == "sitemapindex";
            var entries = SitemapReader.Document.Entries(text, context).Select(e => e.Draft).ToList();
            return isIndex
                ? new FeedFacts(null, false, [.. entries.Select(d => d.Url).OfType<string>()], [])
                : new FeedFacts(null, IsCut(text), [], Single(entries.Select(LinkedItem.Of)));
        }
        var links = new List<LinkedItem?>();
        var input = new MemoryStream(bytes.ToArray(), writable: false);
        await foreach (var item in reader.ReadAsync(input, context, cancellation).ConfigureAwait(false))
            links.Add(LinkedItem.Of(item.Article));
        var hint = reader is FeedReader ? HintOf(FeedReader.Document.Frame(text, context).Channel) : null;
        return new FeedFacts(hint, IsCut(text), [], Single(links));
    }

    // The page of several items is the page of none of them.
    private static List<LinkedItem> Single(IEnumerable<LinkedItem?> links) =>
        [.. links.OfType<LinkedItem>().GroupBy(l => l.Url).Where(g => g.Count() == 1).SelectMany(g => g)];

    // Feeds in the wild have all kinds of mistakes; one that ends within a word or a tag and never closes was cut.
    private static bool IsCut(string text)
    {
        var end = text.AsSpan().TrimEnd(" \t\r\n\0\uFEFF");
        if (end.IsEmpty || end[^1] is '>' or '}' or ']')
            return false;
        foreach (var root in Roots)
        {
            if (end.LastIndexOf("</" + root, StringComparison.OrdinalIgnoreCase) >= 0)
                return false;
        }
        return true;
    }

    // RSS 2.0 and the syndication module of RSS 1.0.
    private static TimeSpan? HintOf(MarkupNode? channel)
    {
        if (Number(channel?.Line("ttl")) is { } ttl)
            return TimeSpan.FromMinutes(ttl);
        var minutes = channel?.Line("sy:updateperiod")?.ToLowerInvariant() switch
        {
            "hourly" => 60,
            "daily" => 24 * 60,
            "weekly" => 7 * 24 * 60,
            "monthly" => 30 * 24 * 60,
            "yearly" => 365 * 24 * 60,
            _ => 0,
        };
        return minutes > 0
            ? TimeSpan.FromMinutes(Math.Max(1, minutes / (Number(channel?.Line("sy:updatefrequency")) ?? 1)))
            : null;
    }

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number is > 0 and < 1_000_000
            ? number
            : null;
}

/// <summary>An item of a feed whose text lies on the page that it links to.</summary>
/// <param name="Url">Address of the page, as the item names it.</param>
/// <param name="Source">Publisher of the item.</param>
/// <param name="Mark">Fingerprint of what the item says; it changes when the page is likely to have changed.</param>
internal sealed record LinkedItem(string Url, string? Source, long Mark)
{
    public static LinkedItem? Of(Article? article) =>
        article is { Url: { } url, Completeness: not Completeness.Full }
            ? new LinkedItem(
                url,
                article.Source == SourceId.Unknown ? null : article.Source.Name,
                MarkOf(article.Headline, article.Body, article.Modified)
            )
            : null;

    public static LinkedItem? Of(ArticleDraft draft) =>
        draft.Url is { } url
            ? new LinkedItem(url, draft.Source?.Name, MarkOf(draft.Headline, null, draft.Modified))
            : null;

    private static long MarkOf(string? headline, string? body, DateTimeOffset? modified) =>
        (long)XxHash64.HashToUInt64(Encoding.UTF8.GetBytes($"{headline}\n{body}\n{modified?.ToUniversalTime():O}"));
}
