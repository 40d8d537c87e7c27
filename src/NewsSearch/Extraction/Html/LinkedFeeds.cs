using NewsSearch.Extraction.Feeds;

namespace NewsSearch.Extraction.Html;

/// <summary>The feeds that a page names (<c>link rel=alternate</c>), for somebody who gave the page's address instead.</summary>
internal static class LinkedFeeds
{
    private const int MostFeeds = 5;

    private static readonly string[] Types =
    [
        "application/rss+xml",
        "application/atom+xml",
        "application/feed+json",
        "application/rdf+xml",
    ];

    public static IReadOnlyList<string> Find(ReadOnlySpan<byte> page, string address)
    {
        using var document = PageParser.Parse(TextDecoding.Decode(page, mayDeclare: true));
        return
        [
            .. document
                .QuerySelectorAll("link[rel~=alternate][href]")
                .Where(l => Types.Contains(l.GetAttribute("type")?.Trim(), StringComparer.OrdinalIgnoreCase))
                .Select(l => FeedAddress.Resolve(l.GetAttribute("href"), address))
                .OfType<string>()
                .Distinct()
                .Take(MostFeeds),
        ];
    }
}
