using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using NewsSearch.Articles;

namespace NewsSearch.Extraction.Html;

/// <summary>Everything about the article that its page says beside the text, best evidence first.</summary>
internal static class PageFields
{
    private const int MostImages = 20;

    public static ArticleDraft Read(IHtmlDocument document, JsonLd? data, MetaTags meta, ReadContext context)
    {
        var draft = new ArticleDraft
        {
            Headline = Headline(document, data, meta),
            Subheadline = data?.Text("alternativeHeadline"),
            Section =
                data?.Text("articleSection")
                ?? meta.First("article:section", "parsely-section", "section", "dc.subject"),
            Genre = data?.Text("genre"),
            Dateline = data?.Text("dateline") is { Length: <= 60 } place ? place : null,
            Language = CleanText.LanguageTag(
                data?.Text("inLanguage")
                    ?? document.DocumentElement?.GetAttribute("lang")
                    ?? meta.First("og:locale", "content-language", "dc.language", "language")
            ),
            Url = Url(document, data, meta, context),
            Published = PageDates.Published(document, data, meta, context),
            Modified = DateReading.Instant(
                data?.Text("dateModified") ?? meta.First("article:modified_time", "og:updated_time", "last-modified")
            ),
            IsAccessibleForFree = data?.Flag("isAccessibleForFree"),
        };
        if (draft.IsAccessibleForFree == false)
            draft.Completeness = Completeness.Excerpt;
        if ((data?.Text("publisher") ?? meta.First("og:site_name")) is { } publisher)
            draft.Source = SourceId.FromName(publisher);
        ReadAuthors(document, data, meta, draft);
        draft.Keywords.AddRange(data?.List("keywords") ?? []);
        if (draft.Keywords.Count == 0)
            draft.Keywords.AddRange(meta.All("article:tag"));
        if (draft.Keywords.Count == 0)
            draft.Keywords.AddRange(meta.Split("news_keywords", "parsely-tags", "keywords"));
        ReadImages(document, data, meta, draft);
        NoteEvidence(document, data, meta, draft);
        return draft;
    }

    // By what says the same: a value is often said in several places, and the best of them is named.
    private static void NoteEvidence(IHtmlDocument document, JsonLd? data, MetaTags meta, ArticleDraft draft)
    {
        Note("headline", draft.Headline, "headline", ["og:title", "twitter:title", "dc.title", "headline", "title"]);
        Note("section", draft.Section, "articleSection", ["article:section", "parsely-section", "section"]);
        Note("authors", draft.Authors.FirstOrDefault(), "author", ["author", "article:author", "dc.creator"]);
        Note("language", draft.Language is null ? null : data?.Text("inLanguage"), "inLanguage", []);
        if (draft.Language is not null)
            draft.Evidence.TryAdd(
                "language",
                document.DocumentElement?.HasAttribute("lang") == true ? "markup" : "meta"
            );
        if (draft.Byline is not null)
            draft.Evidence["byline"] = "markup";
        if (draft.Source is not null)
            draft.Evidence["source"] = data?.Text("publisher") is null ? "meta" : "json-ld";
        if (draft.Modified is not null)
            draft.Evidence["modified"] = data?.Text("dateModified") is null ? "meta" : "json-ld";

        void Note(string field, string? value, string property, string[] names)
        {
            if (value is null)
                return;
            draft.Evidence[field] =
                data?.List(property).Contains(value) == true ? "json-ld"
                : names.Any(n => meta.All(n).Contains(value)) ? "meta"
                : "markup";
        }
    }

    /// <summary>The page's description of the article, or null.</summary>
    public static string? Description(JsonLd? data, MetaTags meta) =>
        data?.Text("description")
        ?? meta.First("og:description", "description", "twitter:description", "dc.description");

    private static string? Headline(IHtmlDocument document, JsonLd? data, MetaTags meta)
    {
        if (data?.Text("headline") is { } own)
            return own;
        var headings = document.QuerySelectorAll("h1");
        var heading = headings.Length == 1 ? CleanText.Line(headings[0].TextContent) : null;
        var title =
            meta.First("og:title", "twitter:title", "parsely-title", "dc.title", "headline", "title")
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

    private static void ReadAuthors(IHtmlDocument document, JsonLd? data, MetaTags meta, ArticleDraft draft)
    {
        draft.Authors.AddRange(data?.List("author").Where(IsName) ?? []);
        var shown = document.QuerySelector(".byline, .by-line, [rel=author], [itemprop=author], .author-name");
        if (CleanText.Line(shown?.TextContent) is { Length: <= 120 } byline)
            draft.Byline = byline;
        if (draft.Authors.Count > 0)
            return;
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
    }

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
