using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using NewsSearch.Articles;

namespace NewsSearch.Extraction.Html;

/// <summary>The publication date of a page with the evidence that gave it.</summary>
internal static partial class PageDates
{
    private static readonly string[] MetaNames =
    [
        "article:published_time",
        "og:article:published_time",
        "datepublished",
        "og:published_time",
        "parsely-pub-date",
        "sailthru.date",
        "dc.date.issued",
        "dcterms.issued",
        "dc.date",
        "dcterms.created",
        "dcterms.date",
        "dc.date.created",
        "pubdate",
        "publishdate",
        "publish-date",
        "publish_date",
        "publication_date",
        "article.published",
        "published-date",
        "cxenseparse:recs:publishtime",
        "datecreated",
        "displaydate",
        "pdate",
        "originalpublicationdate",
        "rnews:datepublished",
        "date",
    ];

    /// <summary>
    /// The first believable date in the order json-ld, meta, microdata, url; else the first that was rejected. What other
    /// evidence says otherwise is kept beside it.
    /// </summary>
    public static PublishedDate? Published(
        IHtmlDocument document,
        JsonLd? data,
        Microdata? marked,
        MetaTags meta,
        ReadContext context
    ) =>
        PublishedDate.Choose(
            Candidates(document, data, marked, meta, context)
                .Select(c => DateReading.Read(c.Raw, c.Evidence, context.Retrieved))
        );

    private static IEnumerable<(string? Raw, string Evidence)> Candidates(
        IHtmlDocument document,
        JsonLd? data,
        Microdata? marked,
        MetaTags meta,
        ReadContext context
    )
    {
        yield return (data?.Text("datePublished") ?? data?.Text("dateCreated"), "json-ld");
        yield return (BestMeta(meta, context), "meta");
        yield return (marked?.Text("datePublished") ?? marked?.Text("dateCreated"), "microdata");
        var shown = document.QuerySelector(
            "[itemprop=datePublished], time[pubdate], article time[datetime], header time[datetime]"
        );
        yield return (shown?.GetAttribute("datetime") ?? shown?.GetAttribute("content") ?? shown?.TextContent, "meta");
        var address = document.QuerySelector("link[rel~=canonical]")?.GetAttribute("href") ?? meta.First("og:url");
        foreach (var url in (string?[])[address, context.Url])
        {
            if (url is not null && DatedPath().Match(url) is { Success: true } match)
                yield return ($"{match.Groups["y"].Value}-{match.Groups["m"].Value}-{match.Groups["d"].Value}", "url");
        }
    }

    // Of many names for one date the first believable one speaks for all.
    private static string? BestMeta(MetaTags meta, ReadContext context)
    {
        string? first = null;
        foreach (var name in MetaNames)
        {
            if (meta.First(name) is not { } raw)
                continue;
            if (DateReading.Read(raw, "meta", context.Retrieved)?.Value is not null)
                return raw;
            first ??= raw;
        }
        return first;
    }

    [GeneratedRegex(@"/(?<y>(?:19|20)\d\d)[/\-_]?(?<m>0[1-9]|1[0-2])[/\-_]?(?<d>0[1-9]|[12]\d|3[01])(?!\d)")]
    private static partial Regex DatedPath();
}
