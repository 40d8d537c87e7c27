using System.Collections.Frozen;

namespace NewsSearch.Extraction.Feeds;

/// <summary>Which elements hold a single value, so that one that begins inside another shows a missing end tag.</summary>
internal static class FeedElements
{
    private static readonly FrozenSet<string> Leaves = FrozenSet.Create(
        StringComparer.Ordinal,
        "title",
        "link",
        "guid",
        "id",
        "pubdate",
        "published",
        "updated",
        "issued",
        "created",
        "modified",
        "description",
        "summary",
        "subtitle",
        "tagline",
        "comments",
        "category",
        "enclosure",
        "language",
        "copyright",
        "rights",
        "generator",
        "managingeditor",
        "webmaster",
        "lastbuilddate",
        "ttl",
        "docs",
        "loc",
        "lastmod",
        "changefreq",
        "priority"
    );

    // Elements that hold others; they may stand behind an unclosed leaf as well.
    private static readonly FrozenSet<string> Groups = FrozenSet.Create(
        StringComparer.Ordinal,
        "author",
        "content",
        "content:encoded",
        "image",
        "source",
        "textinput",
        "contributor",
        "news:news",
        "image:image"
    );

    // HTML has these too, so inside a text they are what they are there.
    private static readonly FrozenSet<string> AlsoHtml = FrozenSet.Create(
        StringComparer.Ordinal,
        "link",
        "summary",
        "source",
        "image",
        "content"
    );

    /// <summary>True when this start tag tells that the element it stands in has ended without an end tag.</summary>
    public static bool Ends(string open, string next, bool hasAttributes)
    {
        if (open.StartsWith("media:", StringComparison.Ordinal))
            return Leaves.Contains(next) || open is "media:thumbnail" or "media:title" && IsMedia(next);
        if (!IsLeaf(open) || !(IsLeaf(next) || Groups.Contains(next) || IsMedia(next)))
            return false;
        var isText = open is "description" or "summary" or "content:encoded" or "dc:description";
        return !isText || !AlsoHtml.Contains(next) || (next == "link" && !hasAttributes);
    }

    /// <summary>True for an element with a single value; it cannot hold items.</summary>
    public static bool IsLeaf(string name) =>
        Leaves.Contains(name)
        || name is "content:encoded"
        || name.StartsWith("dc:", StringComparison.Ordinal)
        || name.StartsWith("dcterms:", StringComparison.Ordinal);

    private static bool IsMedia(string name) => name.StartsWith("media:", StringComparison.Ordinal);
}
