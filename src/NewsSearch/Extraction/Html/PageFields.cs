using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using NewsSearch.Articles;

namespace NewsSearch.Extraction.Html;

/// <summary>Everything about the article that its page says beside the text, best evidence first.</summary>
internal static class PageFields
{
    private const int MostImages = 20;

    // Who wrote a comment or another article has not written this one.
    private const string Beside = "aside, nav, footer, [class*=comment], [id*=comment], [class*=related]";

    public static ArticleDraft Read(
        IHtmlDocument document,
        JsonLd? data,
        Microdata? marked,
        MetaTags meta,
        ReadContext context
    )
    {
        var draft = new ArticleDraft
        {
            Headline = Headline(document, data, marked, meta),
            Subheadline = data?.Text("alternativeHeadline") ?? marked?.Text("alternativeHeadline"),
            Section =
                data?.Text("articleSection")
                ?? meta.First("article:section", "parsely-section", "section", "dc.subject")
                ?? marked?.Text("articleSection"),
            Genre = data?.Text("genre") ?? marked?.Text("genre"),
            Dateline = (data?.Text("dateline") ?? marked?.Text("dateline")) is { Length: <= 60 } place ? place : null,
            Language = CleanText.LanguageTag(
                data?.Text("inLanguage")
                    ?? marked?.Text("inLanguage")
                    ?? document.DocumentElement?.GetAttribute("lang")
                    ?? meta.First("og:locale", "content-language", "dc.language", "language")
            ),
            Url = Url(document, data, meta, context),
            Published = PageDates.Published(document, data, marked, meta, context),
            Modified = DateReading.Instant(
                data?.Text("dateModified")
                    ?? meta.First("article:modified_time", "og:updated_time", "last-modified")
                    ?? marked?.Text("dateModified")
            ),
            IsAccessibleForFree = data?.Flag("isAccessibleForFree"),
        };
        if (draft.IsAccessibleForFree == false)
            draft.Completeness = Completeness.Excerpt;
        if ((data?.Text("publisher") ?? meta.First("og:site_name") ?? marked?.Text("publisher")) is { } publisher)
            draft.Source = SourceId.FromName(publisher);
        ReadAuthors(document, data, marked, meta, draft);
        draft.Keywords.AddRange(data?.List("keywords") ?? []);
        if (draft.Keywords.Count == 0)
            draft.Keywords.AddRange(meta.All("article:tag"));
        if (draft.Keywords.Count == 0)
            draft.Keywords.AddRange(meta.Split("news_keywords", "parsely-tags", "keywords"));
        if (draft.Keywords.Count == 0)
            draft.Keywords.AddRange(marked?.List("keywords") ?? []);
        ReadImages(document, data, meta, draft);
        FieldEvidence.Note(draft, document, data, marked, meta);
        return draft;
    }

    /// <summary>The page's description of the article, or null.</summary>
    public static string? Description(JsonLd? data, MetaTags meta) =>
        data?.Text("description")
        ?? meta.First("og:description", "description", "twitter:description", "dc.description");

    private static string? Headline(IHtmlDocument document, JsonLd? data, Microdata? marked, MetaTags meta)
    {
        var headings = document.QuerySelectorAll("h1");
        var heading = headings.Length == 1 ? CleanText.Line(headings[0].TextContent) : null;
        // A headline that the page shows nowhere, beside a name that it does show, is a description.
        if (data?.Text("headline") is { } own)
            return data.Text("name") is { } name && name == heading && name != own ? name : own;
        var title =
            meta.First("og:title", "twitter:title", "parsely-title", "dc.title", "headline", "title")
            ?? marked?.Text("headline")
            ?? data?.Text("name")
            ?? CleanText.Line(document.Title);
        if (heading is { Length: >= 15 } && title?.StartsWith(heading, StringComparison.OrdinalIgnoreCase) == true)
            return heading;
        return WithoutSite(title, meta.First("og:site_name")) ?? heading;
    }

    // "Headline | Site" and "Headline - Site"
    private static string? WithoutSite(string? title, string? site)
    {
        if (title is null || site is null || !title.EndsWith(site, StringComparison.OrdinalIgnoreCase))
            return title;
        var headline = title[..^site.Length].TrimEnd();
        return headline.Length > 3 && "|-–—:»·•".Contains(headline[^1])
            ? headline.TrimEnd('|', '-', '–', '—', ':', '»', '·', '•', ' ')
            : title;
    }

    private static string? Url(IHtmlDocument document, JsonLd? data, MetaTags meta, ReadContext context)
    {
        var canonical = document.QuerySelector("link[rel~=canonical]")?.GetAttribute("href");
        string?[] candidates = [canonical, meta.First("og:url"), data?.Text("url"), data?.Text("mainEntityOfPage")];
        Uri.TryCreate(context.Url, UriKind.Absolute, out var given);
        foreach (var candidate in candidates)
        {
            var text = candidate?.Trim();
            var address = CanonicalUrl.Normalize(
                given is not null && Uri.TryCreate(given, text, out var joined) ? joined.AbsoluteUri : text
            );
            // Some sites name their home page on every page.
            if (address is not null && new Uri(address).PathAndQuery.Length > 1)
                return address;
        }
        return context.Url;
    }

    private static void ReadAuthors(
        IHtmlDocument document,
        JsonLd? data,
        Microdata? marked,
        MetaTags meta,
        ArticleDraft draft
    )
    {
        draft.Byline = document
            .QuerySelectorAll(".byline, .by-line, [rel=author], [itemprop=author], .author-name")
            .Where(e => e.Closest(Beside) is null)
            .Select(e => CleanText.Line(e.TextContent))
            .FirstOrDefault(IsByline);
        draft.Authors.AddRange(data?.List("author").Where(IsName) ?? []);
        if (draft.Authors.Count == 0)
            draft.Authors.AddRange(
                meta.All(
                        "author",
                        "article:author",
                        "parsely-author",
                        "dc.creator",
                        "dcterms.creator",
                        "byl",
                        "sailthru.author"
                    )
                    .SelectMany(a => Bylines.Authors(a) is { Count: > 0 } persons ? persons : [a])
                    .Where(IsName)
            );
        if (draft.Authors.Count == 0)
            draft.Authors.AddRange(marked?.List("author").Where(IsName) ?? []);
    }

    private static bool IsByline(string? line) =>
        line is { Length: <= 120 }
        && (Bylines.Authors(line).Count > 0 || Bylines.LooksLikePerson(Bylines.WithoutLeader(line)));

    private static bool IsName(string author) =>
        author.Length <= 80 && !author.Contains("://", StringComparison.Ordinal) && !author.Contains('@');

    private static void ReadImages(IHtmlDocument document, JsonLd? data, MetaTags meta, ArticleDraft draft)
    {
        foreach (var figure in Figures(document))
        {
            var caption = CleanText.Line(figure.QuerySelector("figcaption")?.TextContent);
            var picture = figure.QuerySelector("img");
            if (caption is null || figure.Closest("aside, nav, footer") is not null)
                continue;
            draft.Images.Add(ImageCredit.Image(Address(document, picture?.GetAttribute("src")), caption));
        }
        var own = data?.Images() ?? [];
        if (own.Count == 0 && meta.First("og:image", "og:image:url", "twitter:image") is { } url)
            own = [new ArticleImage(url, meta.First("og:image:alt", "twitter:image:alt"), null)];
        foreach (var image in own)
        {
            var address = CanonicalUrl.Normalize(image.Url);
            if (address is not null && !draft.Images.Exists(i => i.Url == address))
                draft.Images.Insert(0, image with { Url = address });
        }
    }

    // Of figures in figures only the outermost: else the captions inside would be read once for each of them.
    private static IEnumerable<IElement> Figures(IHtmlDocument document) =>
        document.QuerySelectorAll("figure").Where(f => f.ParentElement?.Closest("figure") is null).Take(MostImages);

    private static string? Address(IHtmlDocument document, string? source) =>
        source is null ? null
        : Uri.TryCreate(document.BaseUri, UriKind.Absolute, out var page) && Uri.TryCreate(page, source, out var joined)
            ? CanonicalUrl.Normalize(joined.AbsoluteUri)
        : CanonicalUrl.Normalize(source);
}
