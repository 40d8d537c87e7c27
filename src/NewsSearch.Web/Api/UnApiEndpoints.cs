using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NewsSearch.Archive;
using NewsSearch.Search;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Api;

/// <summary>
/// unAPI (revision 1): which formats there are, and where an article is in one of them. Reference managers read from
/// it what a page names as <c>unapi-id</c>, Zotero before everything else.
/// </summary>
public static class UnApiEndpoints
{
    public const string Path = "/unapi";

    private static readonly KnownParameter Identifier = new("id", "Id of an article.");

    // Not its allowed values: unAPI wants 406 for others.
    private static readonly KnownParameter Format = new("format", "Name of a format.");

    public static void MapUnApi(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet(Path, Answer).ExcludeFromDescription().Takes(Identifier, Format);

    private static IResult Answer(HttpContext context, IArchive archive)
    {
        var parameters = ParameterList.Of(context.Request.QueryString);
        var named = parameters.Value(Format.Name);
        if (parameters.Value(Identifier.Name) is not { Length: > 0 } id)
            return named is null
                ? Formats(null)
                : throw new ParameterException(
                    "A format is of an article: its id is missing.",
                    Identifier.Name,
                    value: null,
                    [],
                    didYouMean: null,
                    isUnknown: false
                );
        if (named is null)
        {
            _ = ShownArticle.Of(context, archive, id);
            return Formats(id);
        }
        var place = context.Request.PathBase;
        var format =
            ArticleFormats.Others.FirstOrDefault(f => f.Name == named)
            ?? throw new NotAcceptableException([
                .. ArticleFormats.Others.Select(f => new AlternativeResponse(
                    f.MediaType,
                    ArticleFormats.Address(place, id, f)
                )),
            ]);
        // There it has its validators, and says what became of it.
        return TypedResults.LocalRedirect(ArticleFormats.Address(place, id, format));
    }

    private static ContentHttpResult Formats(string? id)
    {
        var formats = new XElement(
            "formats",
            id is null ? null : new XAttribute("id", id),
            ArticleFormats.Others.Select(f => new XElement(
                "format",
                new XAttribute("name", f.Name),
                new XAttribute("type", f.MediaType)
            ))
        );
        return TypedResults.Text(
            """<?xml version="1.0" encoding="UTF-8"?>""" + "\n" + formats,
            "application/xml",
            contentEncoding: null,
            id is null ? StatusCodes.Status200OK : StatusCodes.Status300MultipleChoices
        );
    }
}
