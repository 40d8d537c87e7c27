using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using NewsSearch.Archive;
using NewsSearch.Publishing;
using NewsSearch.Web.Pages;

namespace NewsSearch.Web.Api;

/// <summary>A representation of an article.</summary>
/// <param name="Name">Value of the parameter <c>format</c>.</param>
/// <param name="Label">What readers call it.</param>
/// <param name="Writer">Null for the page and the JSON of this service.</param>
public sealed record ArticleFormat(string Name, string MediaType, string Label, IArticleWriter? Writer = null);

/// <summary>Marks an endpoint that answers an article in any of <see cref="ArticleFormats"/>, for the API document.</summary>
public sealed record GivesFormats;

/// <summary>Every representation of an article: negotiation, links and the API document are made from this list.</summary>
public static class ArticleFormats
{
    public static ArticleFormat Page { get; } = new("html", Negotiation.Html, "HTML");

    public static IReadOnlyList<ArticleFormat> All { get; } =
    [
        Page,
        new("json", Negotiation.Json, "JSON"),
        .. ArticleWriters.All.Select(w => new ArticleFormat(w.Format, w.MediaType, w.Label, w)),
    ];

    /// <summary>All but the page.</summary>
    public static IReadOnlyList<ArticleFormat> Others { get; } = [.. All.Where(f => f != Page)];

    public static KnownParameter Parameter { get; } =
        new(
            "format",
            "The representation, for links; it goes before what the client accepts.",
            [.. All.Select(f => f.Name)]
        );

    /// <summary>The address that gives the article in this format, whatever the client accepts.</summary>
    public static string Address(PathString place, string id, ArticleFormat format) =>
        format == Page
            ? $"{place}/articles/{Uri.EscapeDataString(id)}"
            : $"{place}/api/v1/articles/{Uri.EscapeDataString(id)}?format={format.Name}";

    /// <summary>The article as this writer writes it, named so that saving it gives a file of its type.</summary>
    public static IResult Written(IArticleWriter writer, ArchivedArticle stored, HttpContext context)
    {
        var article = stored.Article;
        var address = $"{PageEndpoints.Origin(context.Request)}/articles/{Uri.EscapeDataString(article.Id)}";
        context.Response.GetTypedHeaders().ContentDisposition = new ContentDispositionHeaderValue("inline")
        {
            FileName = $"{article.Id}.{writer.Extension}",
        };
        var publication = new Publication(article, address) { IsHeld = ShownArticle.IsHeld(stored) };
        return TypedResults.Text(writer.Write(publication), writer.MediaType, Encoding.UTF8);
    }
}
