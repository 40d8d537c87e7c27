using System.Globalization;
using NewsSearch.Articles;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Pages;

/// <summary>What reference managers such as Zotero read from an article's page.</summary>
public static class Citation
{
    /// <summary><c>citation_*</c> and Dublin Core meta elements; a name may repeat.</summary>
    public static IEnumerable<(string Name, string Content)> Meta(Article article)
    {
        yield return ("DC.type", "newspaperArticle");
        if (article.Headline is { } headline)
            yield return ("citation_title", headline);
        foreach (var author in article.Authors)
            yield return ("citation_author", author);
        // Never more exact than it is known.
        if (article.Published is { Value: { } value } published)
            yield return (
                "citation_publication_date",
                value.UtcDateTime.ToString(
                    published.Precision switch
                    {
                        DatePrecision.Year => "yyyy",
                        DatePrecision.Month => "yyyy'/'MM",
                        _ => "yyyy'/'MM'/'dd",
                    },
                    CultureInfo.InvariantCulture
                )
            );
        yield return ("citation_publisher", article.Source.Name);
        if (article.Language is { } language)
            yield return ("citation_language", language);
        if (article.Section is { } section)
            yield return ("citation_section", section);
        foreach (var keyword in article.Keywords)
            yield return ("citation_keywords", keyword);
        if (Links.Web(article.Url) is { } url)
            yield return ("citation_public_url", url);
    }

    /// <summary>The article as OpenURL 1.0 context object (COinS, ANSI/NISO Z39.88-2004) of type newspaperArticle.</summary>
    /// <param name="address">The full address of the article's page, for articles without one of their own.</param>
    public static string ContextObject(Article article, string address)
    {
        var pairs = new List<(string Name, string? Value)>
        {
            ("ctx_ver", "Z39.88-2004"),
            ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
            ("rfr_id", "info:sid/newssearch"),
            ("rft.type", "newspaperArticle"),
            ("rft.title", article.Headline),
            ("rft.source", article.Source.Name),
            ("rft.date", DateText.Machine(article.Published)),
            ("rft.place", article.Dateline),
            ("rft.language", article.Language),
            ("rft.description", article.Subheadline),
            ("rft.identifier", Links.Web(article.Url) ?? address),
        };
        pairs.AddRange(article.Authors.Select(a => ("rft.creator", (string?)a)));
        return string.Join(
            '&',
            pairs.Where(p => !string.IsNullOrEmpty(p.Value)).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}")
        );
    }
}
