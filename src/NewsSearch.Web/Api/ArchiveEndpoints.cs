using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NewsSearch.Archive;
using NewsSearch.Indexing;
using NewsSearch.Web.Hosting;
using NewsSearch.Web.Pages;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Api;

/// <summary>What the archive holds: articles and sources, and for admins the job history.</summary>
public static class ArchiveEndpoints
{
    private const int MostLines = 1_000;

    private static readonly KnownParameter Limit = new("limit", "Lines, 1 to 1,000 (100).", IsNumber: true);

    public static void MapArchive(this IEndpointRouteBuilder api)
    {
        api.MapGet("/articles/{id}", GetArticle)
            .WithName("article")
            .WithSummary("One article, in the format that the client accepts or names")
            .Takes(ArticleFormats.Parameter)
            .WithEntityTag()
            .Produces<ArticleResponse>()
            .WithMetadata(new GivesFormats())
            .ProducesProblems(400, 404, 406, 410);
        api.MapGet("/sources", GetSources)
            .WithName("sources")
            .IsWholeList()
            .WithSummary("Publishers and how many of their articles are archived")
            .Takes()
            .WithEntityTag()
            .Produces<SourcesResponse>()
            .ProducesProblems(400);
        api.MapGet("/runs", GetRuns)
            .RequireAuthorization(AdminKeyAuthentication.Policy)
            .WithName("runs")
            .IsWholeList()
            .WithSummary("Runs of background jobs, newest first")
            .Takes(Limit)
            .Produces<RunsResponse>()
            .ProducesProblems(400, 401);
        api.MapGet("/runs/{id}", GetRun)
            .RequireAuthorization(AdminKeyAuthentication.Policy)
            .WithName("run")
            .WithSummary("One run of a background job")
            .Takes()
            .Produces<RunResponse>()
            .ProducesProblems(400, 401, 404);
    }

    private static IResult GetArticle(HttpContext context, string id, IArchive archive, IArticleIndex index) =>
        ArticleIn(Negotiation.Format(context.Request, Negotiation.Json, id), context, id, archive, index);

    /// <summary>The article in this format, with the addresses of all others.</summary>
    /// <exception cref="NotFoundException">There is no such article.</exception>
    /// <exception cref="GoneException">It was withdrawn.</exception>
    public static IResult ArticleIn(
        ArticleFormat format,
        HttpContext context,
        string id,
        IArchive archive,
        IArticleIndex index
    )
    {
        var stored = ShownArticle.Of(context, archive, id);
        if (format == ArticleFormats.Page)
            return PageEndpoints.ArticlePage(stored, index);
        var place = context.Request.PathBase;
        var self = $"<{place}/api/v1/articles/{Uri.EscapeDataString(id)}>; rel=\"self\"";
        var others = ArticleFormats
            .All.Where(f => f != format)
            .Select(f => $"<{ArticleFormats.Address(place, id, f)}>; rel=\"alternate\"; type=\"{f.MediaType}\"");
        context.Response.Headers.Link = string.Join(", ", others.Prepend(self));
        if (format.Writer is { } writer)
            return ArticleFormats.Written(writer, stored, context);
        DateTimeOffset? indexed = stored.Sequence <= index.Status.Sequence ? stored.Recorded : null;
        return TypedResults.Json(ArticleResponse.Of(stored.Article, indexed), ApiJson.Readable.ArticleResponse);
    }

    private static JsonHttpResult<SourcesResponse> GetSources(IArchive archive)
    {
        var sources = archive.Sources();
        return TypedResults.Json(
            new SourcesResponse([
                .. sources.Select(s => new SourceSummaryResponse(
                    s.Id,
                    s.Name,
                    s.Articles,
                    Day(s.FirstPublished),
                    Day(s.LastPublished)
                )),
            ]),
            ApiJson.Readable.SourcesResponse
        );
    }

    private static JsonHttpResult<RunsResponse> GetRuns(HttpContext context, IArchive archive)
    {
        var parameters = ParameterList.Of(context.Request.QueryString);
        var runs = archive.Jobs((int)(KnownParameters.Number(parameters, Limit, 1, MostLines) ?? 100));
        return TypedResults.Json(new RunsResponse([.. runs.Select(RunResponse.Of)]), ApiJson.Readable.RunsResponse);
    }

    private static JsonHttpResult<RunResponse> GetRun(string id, IArchive archive) =>
        archive.Jobs(int.MaxValue).FirstOrDefault(r => r.Id.ToString() == id) is { } run
            ? TypedResults.Json(RunResponse.Of(run), ApiJson.Readable.RunResponse)
            : throw new NotFoundException($"There is no run '{id}'.");

    private static string? Day(DateTimeOffset? date) => date is { } value ? DateText.Machine(value) : null;
}

/// <summary>There is nothing of this id.</summary>
public sealed class NotFoundException(string message) : Exception(message);
