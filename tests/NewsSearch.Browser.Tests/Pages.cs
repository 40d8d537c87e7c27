namespace NewsSearch.Browser.Tests;

/// <summary>The pages of the service, one of each kind.</summary>
internal static class Pages
{
    private static readonly IReadOnlyList<string> Fixed =
    [
        "/",
        "/?q=train&source=harbour-wire&topic=transport&date=2019/2025&sort=oldest",
        "/?q=women+or+woman+AND+bridge+OR+train&facet=source,topic,lang,author,section,genre,place,via,date",
        "/?q=nosuchword+train&source=harbour-wire&date=2019",
        "/?q=(trump+AND+(biden",
        "/?q=train&source=harbour-wire&topic=health",
        "/?q=train&cursor=nonsense",
        "/?topic=transport&facet.topic.size=200&limit=50",
        "/trends",
        "/trends?q=train&q=flood&q=women+or+woman&date=2019/2025",
        "/trends?q=train&q=flood&facet=source&interval=year&normalize=documents",
        "/trends?q=train&facet=topic&lang=en&interval=hour",
        "/trends?q=train&q=(open",
        "/sources",
        "/sources?name=nosuch&sort=gaps",
        "/sources/harbour-wire",
        "/sources/the-mixed-courier",
        "/help",
        "/help/query",
        "/help/facets",
        "/help/formats",
        "/help/settings",
        "/help/operations",
        "/login",
        "/nothing/here",
    ];

    /// <summary>Searches whose first article is shown, one page each.</summary>
    private static readonly IReadOnlyList<string> Articles =
    [
        "q=train",
        "lang=ar",
        "source=the-mixed-courier&sort=oldest",
    ];

    /// <summary>Pages of the admin, for a window that is logged in.</summary>
    private static readonly IReadOnlyList<string> OfAdmin =
    [
        "/admin",
        "/admin/ledger",
        "/admin/ledger?outcome=quarantined&before=3",
        "/admin/ledger/1",
        "/admin/rebuilds",
        "/admin/feeds",
        "/admin/snapshots",
    ];

    /// <summary>Every page, also those of the admin.</summary>
    public static async Task<IReadOnlyList<string>> AllAsync(Archive archive)
    {
        var all = Fixed.Concat(OfAdmin).ToList();
        all.Add("/p/" + archive.Kept);
        all.Add("/admin/feeds/" + archive.Feed);
        foreach (var query in Articles)
            all.Add("/articles/" + await archive.ArticleAsync(query));
        foreach (var query in Browser.Tests.Articles.Revised)
        {
            var article = "/articles/" + await archive.ArticleAsync(query);
            all.AddRange([article, $"{article}/versions", $"{article}/versions/1", $"{article}/versions/1..2/diff"]);
        }
        return all;
    }
}
