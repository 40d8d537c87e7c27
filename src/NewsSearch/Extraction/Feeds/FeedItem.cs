using NewsSearch.Articles;

namespace NewsSearch.Extraction.Feeds;

/// <summary>Reads one item of RSS, Atom or what resembles them.</summary>
internal static class FeedItem
{
    private const string Evidence = "feed";
    private const int DatelineZone = 300;

    private static readonly string[] PublishedNames =
    [
        "pubdate",
        "published",
        "issued",
        "dcterms:issued",
        "dc:date",
        "prism:publicationdate",
        "dcterms:available",
        "dcterms:date",
        "date",
        "dcterms:created",
        "created",
    ];

    private static readonly string[] ModifiedNames = ["updated", "modified", "dcterms:modified", "lastmod"];

    public static ArticleDraft Read(MarkupNode item, FeedHead head, ReadContext context, bool isCut)
    {
        var draft = new ArticleDraft();
        var title = item.First("title", "dc:title", "media:title", "itunes:title");
        if (title is not null)
            draft.Headline = Headline(item);
        var (body, bodyNode, isFull) = FeedTexts.Body(item);
        draft.Body = body;
        draft.Completeness = isFull && !isCut ? Completeness.Full : Completeness.Excerpt;
        if (body is not null)
            draft.Dateline = Bylines.SplitDateline(body[..Math.Min(body.Length, DatelineZone)]).Place;
        ReadOrigin(item, head, draft);
        ReadDates(item, draft, context);
        ReadAddress(item, head, draft);
        ReadPersons(item, head, draft);
        ReadNames(item, draft);
        draft.Language = Language(item, bodyNode ?? title, head);
        FeedTopics.Read(item, draft);
        FeedImages.Read(item, head.Base, draft.Images);
        if (bodyNode is not null && FeedTexts.Html(bodyNode, FeedTexts.IsAtom(item)) is { } html)
            FeedImages.ReadFigures(html, bodyNode.Scope.Base ?? draft.Url ?? head.Base, draft.Images);
        return draft;
    }

    private static string? Headline(MarkupNode item)
    {
        foreach (var name in (string[])["title", "dc:title", "media:title", "itunes:title"])
        {
            foreach (var node in item.All(name).Take(8))
            {
                if (FeedTexts.Title(node, FeedTexts.IsAtom(item)) is { } title)
                    return title;
            }
        }
        return null;
    }

    // An item that was taken over names its origin; the feed is then only the channel.
    private static void ReadOrigin(MarkupNode item, FeedHead head, ArticleDraft draft)
    {
        var origin = item.First("source");
        var title = origin?.First("title");
        var name =
            title is not null ? FeedTexts.Title(title, isAtom: true)
            : origin?.Children.Count > 0 ? null
            : MarkupText.Line(origin);
        name ??= item.Line("dc:publisher", "prism:publicationname");
        draft.Source = SourceId.FromName(name) is var source && source == SourceId.Unknown ? head.Source : source;
        if (head.Carrier is not null)
            draft.Via.Add(head.Carrier);
    }

    private static void ReadDates(MarkupNode item, ArticleDraft draft, ReadContext context)
    {
        foreach (var name in PublishedNames)
        {
            // A date that can be read is better than one that comes first; of repeated elements the last one counts.
            if (draft.Published?.Value is null && Last(item, name) is { } raw)
                draft.Published = FirstReadable(draft.Published, DateReading.Read(raw, Evidence, context.Retrieved));
        }
        var modified =
            ModifiedNames.Select(n => Last(item, n)).FirstOrDefault(m => m is not null) ?? item.Attribute("lastmod");
        draft.Modified = DateReading.Instant(modified);
        // Atom demands only this date: of an entry that was never revised it is the one of publication.
        if (draft.Published?.Value is null)
            draft.Published = FirstReadable(draft.Published, DateReading.Read(modified, Evidence, context.Retrieved));
    }

    private static string? Last(MarkupNode item, string name) => MarkupText.Line(item.All(name).LastOrDefault());

    private static PublishedDate? FirstReadable(PublishedDate? first, PublishedDate? next) =>
        first is null || next?.Value is not null ? next : first;

    private static void ReadAddress(MarkupNode item, FeedHead head, ArticleDraft draft)
    {
        draft.Url = FeedLinks.Page(item, head.Base);
        var id = item.Line("guid", "id", "dc:identifier") ?? CleanText.Line(item.Attribute("rdf:about"));
        // The page names the article in every feed, sitemap and crawl, the identifier only in this feed; so it counts
        // where the item has no page for itself.
        if (draft.Url is null || draft.Url == head.Home || FeedLinks.HasFragment(item))
            draft.OwnId = id;
        else if (id is not null && id != draft.Url)
            draft.OtherIds.Add(id);
    }

    private static void ReadPersons(MarkupNode item, FeedHead head, ArticleDraft draft)
    {
        var persons = FeedPersons.Read(item, "author", "dc:creator", "dc:author", "itunes:author", "creator");
        if (persons.Count == 0 && item.First("source") is { } origin)
            persons = FeedPersons.Read(origin, "author");
        // Of a feed as a whole, most are the publisher or its software.
        var inherited = head.Authors.Where(a => Bylines.LooksLikePerson(a.Name)).ToList();
        FeedPersons.Apply(draft, persons.Count > 0 ? persons : inherited, draft.Source?.Name);
    }

    private static void ReadNames(MarkupNode item, ArticleDraft draft)
    {
        draft.Section = item.Line("prism:section", "section", "schema:articlesection");
        draft.Genre = item.Line("prism:genre", "genre", "schema:genre");
        foreach (var name in (string[])["georss:featurename", "prism:location", "dcterms:spatial"])
            draft.Places.AddRange(item.All(name).Take(20).Select(MarkupText.Line).OfType<string>());
        draft.IsAccessibleForFree = item.Line("schema:isaccessibleforfree", "isaccessibleforfree")?.ToLowerInvariant()
            is { } free
            ? Flag(free)
            : null;
    }

    /// <summary>What a stated yes or no means; null for anything else.</summary>
    public static bool? Flag(string text) =>
        text switch
        {
            "true" or "yes" or "1" => true,
            "false" or "no" or "0" => false,
            _ => null,
        };

    private static string? Language(MarkupNode item, MarkupNode? text, FeedHead head)
    {
        if (CleanText.LanguageTag(item.Line("dc:language", "language")) is { } stated)
            return stated;
        var declared = (text ?? item).Scope.Language;
        // xml:lang="" says that the language of the feed does not hold here.
        return declared is { Length: 0 } ? null : CleanText.LanguageTag(declared) ?? head.Language;
    }
}
