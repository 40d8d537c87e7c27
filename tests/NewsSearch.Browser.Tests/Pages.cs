namespace NewsSearch.Browser.Tests;

/// <summary>The pages of the service, one of each kind.</summary>
internal static class Pages
{
    public static readonly IReadOnlyList<string> Fixed =
    [
        "/",
        "/?q=train&source=harbour-wire&topic=transport&date=2019/2025&sort=oldest",
        "/?q=women+or+woman+AND+bridge+OR+train&facet=source,topic,lang,author,section,genre,place,via,date",
        "/?q=nosuchword+train&source=harbour-wire&date=2019",
        "/?q=(trump+AND+(biden",
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
    public static readonly IReadOnlyList<string> Articles =
    [
        "q=train",
        "lang=ar",
        "source=the-mixed-courier&sort=oldest",
    ];

    public static async Task<IReadOnlyList<string>> AllAsync(Archive archive)
    {
        var all = Fixed.ToList();
        foreach (var query in Articles)
            all.Add("/articles/" + await archive.ArticleAsync(query));
        return all;
    }
}
