using System.Globalization;
using NewsSearch.Publishing;

namespace NewsSearch.Web.Pages;

/// <summary>
/// What reference managers read from an article's page. Zotero asks for the RIS (<see cref="Api.UnApiEndpoints"/>),
/// which says more than either of these can; others take what they know.
/// </summary>
public static class Citation
{
    /// <summary><c>citation_*</c> and Dublin Core meta elements; a name may repeat.</summary>
    public static IEnumerable<(string Name, string Content)> Meta(Publication publication)
    {
        var article = publication.Article;
        yield return ("DC.type", "newspaperArticle");
        if (article.Headline is { } headline)
            yield return ("citation_title", headline);
        if (article.Subheadline is { } subheadline)
            yield return ("description", subheadline);
        // In the order of speech: a comma would make two authors of one.
        foreach (var author in CreditedName.Of(article))
            yield return ("citation_author", author.Spoken);
        if (Date(publication, '/') is { } date)
            yield return ("citation_publication_date", date);
        yield return ("DC.source", article.Source.Name);
        if (article.Language is { } language)
            yield return ("citation_language", language);
        if (article.Section is { } section)
            yield return ("citation_section", section);
        foreach (var keyword in article.Keywords)
            yield return ("citation_keywords", keyword);
        if (publication.Url is { } url)
            yield return ("citation_public_url", url);
    }

    /// <summary>The article as OpenURL 1.0 context object (COinS, ANSI/NISO Z39.88-2004) of type newspaperArticle.</summary>
    public static string ContextObject(Publication publication)
    {
        var article = publication.Article;
        var pairs = new List<(string Name, string? Value)>
        {
            ("ctx_ver", "Z39.88-2004"),
            ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
            ("rfr_id", "info:sid/newssearch"),
            ("rft.type", "newspaperArticle"),
            ("rft.title", article.Headline),
            ("rft.source", article.Source.Name),
            ("rft.date", Date(publication, '-')),
            ("rft.place", article.Dateline),
            ("rft.language", article.Language),
            ("rft.description", article.Subheadline),
            ("rft.identifier", publication.Url ?? publication.Address),
        };
        foreach (var author in CreditedName.Of(article))
            pairs.Add((author.IsOrganisation ? "rft.aucorp" : "rft.creator", author.Spoken));
        pairs.AddRange(article.Keywords.Select(k => ("rft.subject", (string?)k)));
        return string.Join(
            '&',
            pairs.Where(p => !string.IsNullOrEmpty(p.Value)).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}")
        );
    }

    // The day at most, and never more exactly than it is known.
    private static string? Date(Publication publication, char separator) =>
        publication.PublishedParts is { Count: > 0 } parts
            ? string.Join(separator, parts.Select(p => p.ToString("00", CultureInfo.InvariantCulture)))
            : null;
}
