namespace NewsSearch.Extraction.Feeds;

/// <summary>
/// Gives the vocabularies of feeds one short name each, whatever prefix a feed declares for them. RSS of any version,
/// Atom and sitemaps have none.
/// </summary>
internal static class FeedNamespaces
{
    private const string Core = "";

    /// <summary>Name of what no feed vocabulary declares, such as the elements of SVG.</summary>
    public const string Foreign = "?";

    // By what the address contains: versions, schemes and slashes at the end vary in the wild.
    private static readonly (string Part, string Name)[] Known =
    [
        ("purl.org/rss/1.0/modules/content", "content"),
        ("purl.org/rss/1.0/modules/link", "l"),
        ("purl.org/rss/1.0/modules/syndication", "sy"),
        ("purl.org/rss/1.0/modules", Foreign),
        ("purl.org/dc/elements", "dc"),
        ("purl.org/dc/terms", "dcterms"),
        ("purl.org/rss/", Core),
        ("purl.org/net/rss", Core),
        ("netscape.com/rdf/simple", Core),
        ("netscape.com/publish/formats/rss", Core),
        ("backend.userland.com", Core),
        ("blogs.law.harvard.edu/tech/rss", Core),
        ("cyber.law.harvard.edu/rss", Core),
        ("www.w3.org/2005/atom", Core),
        ("purl.org/atom/ns", Core),
        ("sitemap-news", "news"),
        ("sitemap-image", "image"),
        ("sitemap-video", "video"),
        ("sitemaps.org/schemas/sitemap", Core),
        ("google.com/schemas/sitemap", Core),
        ("search.yahoo.com/mrss", "media"),
        ("rssboard.org/media-rss", "media"),
        ("itunes.com/dtds/podcast", "itunes"),
        ("itunes.com/dtds/podcast-1.0.dtd", "itunes"),
        ("rssnamespace.org/feedburner", "feedburner"),
        ("pheedo.com/namespace/pheedo", "pheedo"),
        ("prismstandard.org/namespaces", "prism"),
        ("georss.org/georss", "georss"),
        ("schema.org", "schema"),
        ("www.w3.org/1999/xhtml", "xhtml"),
        ("www.w3.org/1999/02/22-rdf-syntax-ns", "rdf"),
        ("www.w3.org/2000/svg", Foreign),
        ("www.w3.org/1998/math", Foreign),
    ];

    /// <summary>The short name of this namespace, or null when it is not known.</summary>
    public static string? Find(string address)
    {
        foreach (var (part, name) in Known)
        {
            if (address.Contains(part, StringComparison.OrdinalIgnoreCase))
                return name;
        }
        return null;
    }

    /// <summary>What this prefix means where no known namespace is declared for it: what it means everywhere else.</summary>
    public static string ByConvention(string prefix) =>
        prefix switch
        {
            "" or "rss" or "rss1" or "atom" or "atom10" or "atom03" or "a10" or "sitemap" => Core,
            "dct" => "dcterms",
            "mrss" => "media",
            "h" or "html" => "xhtml",
            _ => prefix,
        };
}
