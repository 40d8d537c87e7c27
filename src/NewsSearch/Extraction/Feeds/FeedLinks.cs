namespace NewsSearch.Extraction.Feeds;

/// <summary>Finds the page that an item or a feed is about.</summary>
internal static class FeedLinks
{
    /// <summary>The address of the item's page: the one before redirection by a feed service, if it is told.</summary>
    public static string? Page(MarkupNode item, string? baseAddress)
    {
        var around = item.Scope.Base ?? baseAddress;
        return FeedAddress.Resolve(item.Line("feedburner:origlink", "pheedo:origlink"), around)
            ?? Alternate(item, baseAddress)
            ?? Permalink(item, around)
            ?? FeedAddress.Resolve(item.Attribute("href"), around)
            ?? FeedAddress.Resolve(item.Attribute("rdf:about"), around)
            ?? FeedAddress.Resolve(item.First("content")?.Attribute("src"), around);
    }

    /// <summary>The link to the page itself: the text of an RSS link, or Atom's alternate, HTML before other types.</summary>
    public static string? Alternate(MarkupNode node, string? baseAddress)
    {
        string? best = null;
        var bestRank = 0;
        foreach (var link in node.All("link"))
        {
            var relation = link.Attribute("rel")?.Trim();
            if (!string.IsNullOrEmpty(relation) && !relation.EndsWith("alternate", StringComparison.OrdinalIgnoreCase))
                continue;
            var href = link.Attribute("href");
            var rank = Rank(href, link.Attribute("type"));
            if (rank <= bestRank)
                continue;
            var around = link.Scope.Base ?? baseAddress;
            var address =
                FeedAddress.Resolve(href ?? MarkupText.Line(link), around)
                ?? FeedAddress.Resolve(link.Attribute("rdf:resource"), around);
            if (address is not null)
                (best, bestRank) = (address, rank);
        }
        return best;
    }

    /// <summary>True when the address names a place in a page, so that many items share the page.</summary>
    public static bool HasFragment(MarkupNode item) =>
        item.All("link").Any(l => (l.Attribute("href") ?? MarkupText.Line(l))?.Contains('#') == true);

    private static int Rank(string? href, string? type) =>
        href is null ? 4
        : type is null || type.Contains("html", StringComparison.OrdinalIgnoreCase) ? 3
        : 1;

    private static string? Permalink(MarkupNode item, string? baseAddress)
    {
        foreach (var guid in item.All("guid"))
        {
            var stated = guid.Attribute("ispermalink")?.Trim();
            if (string.Equals(stated, "false", StringComparison.OrdinalIgnoreCase))
                continue;
            var address = MarkupText.Line(guid);
            if (FeedAddress.IsAbsolute(address) || (stated is not null && address?.StartsWith('/') == true))
                return FeedAddress.Resolve(address, guid.Scope.Base ?? baseAddress);
        }
        return null;
    }
}
