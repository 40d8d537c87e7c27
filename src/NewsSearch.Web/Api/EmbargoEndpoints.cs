using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NewsSearch.Archive;
using NewsSearch.Articles;
using NewsSearch.Web.Hosting;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Api;

/// <summary>For admins: items that are archived and that readers cannot see yet.</summary>
public static class EmbargoEndpoints
{
    private const int MostItems = 1_000;

    private static readonly KnownParameter Limit = new("limit", "Items, 1 to 1,000 (100).", IsNumber: true);

    public static void MapEmbargoes(this IEndpointRouteBuilder api)
    {
        api.MapGet("/embargoes", GetAll)
            .RequireAuthorization(AdminKeyAuthentication.Policy)
            .WithName("embargoes")
            .IsWholeList()
            .WithSummary("Items that are not published yet, those of the next release first, then those without a date")
            .Takes(Limit)
            .Produces<EmbargoesResponse>()
            .ProducesProblems(400, 401);
        api.MapGet("/embargoes/{id}", Get)
            .RequireAuthorization(AdminKeyAuthentication.Policy)
            .WithName("embargo")
            .WithSummary("What is not published yet of an article, also where an older version of it is public")
            .Takes()
            .Produces<ArticleResponse>()
            .ProducesProblems(400, 401, 404);
    }

    private static JsonHttpResult<EmbargoesResponse> GetAll(HttpContext context, IArchive archive)
    {
        var parameters = ParameterList.Of(context.Request.QueryString);
        var held = archive.Held.List((int)(KnownParameters.Number(parameters, Limit, 1, MostItems) ?? 100));
        var api = context.Request.PathBase + "/api/v1";
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(
            new EmbargoesResponse([.. held.Select(h => EmbargoResponse.Of(h, api))]),
            ApiJson.Readable.EmbargoesResponse
        );
    }

    private static JsonHttpResult<ArticleResponse> Get(HttpContext context, string id, IArchive archive)
    {
        var held = archive.Held.Find(id) ?? throw new NotFoundException($"Nothing is held of an article '{id}'.");
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(ArticleResponse.Of(held.Article, indexed: null), ApiJson.Readable.ArticleResponse);
    }
}

/// <summary>Items that are not published yet.</summary>
public sealed record EmbargoesResponse(IReadOnlyList<EmbargoResponse> Items);

/// <summary>An item that is not published yet.</summary>
/// <param name="Id">Id of the article.</param>
/// <param name="EmbargoedUntil">When it is published; absent when it waits for a later item.</param>
/// <param name="PubStatus">usable or withheld.</param>
/// <param name="Ledger">Address of the line that it came by.</param>
/// <param name="Self">Address of its text.</param>
public sealed record EmbargoResponse(
    string Id,
    SourceResponse Source,
    string? Headline,
    string? EmbargoedUntil,
    string PubStatus,
    string Received,
    string? Ledger,
    string Self
)
{
    public static EmbargoResponse Of(HeldArticle held, string api) =>
        new(
            held.Article.Id,
            SourceResponse.Of(held.Article.Source),
            held.Article.Headline,
            held.Until is { } until ? DateText.Machine(until) : null,
            Publishability.Name(held.Article.Status),
            DateText.Machine(held.Received),
            held.Ledger is { } line ? $"{api}/ledger/{line}" : null,
            $"{api}/embargoes/{Uri.EscapeDataString(held.Article.Id)}"
        );
}
