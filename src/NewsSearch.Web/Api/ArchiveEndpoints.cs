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

/// <summary>What the archive holds: articles and sources, and for admins the ledger and the job history.</summary>
public static class ArchiveEndpoints
{
    private const int MostLines = 1_000;

    private static readonly KnownParameter Outcome = new(
        "outcome",
        "Only lines with this outcome.",
        [.. Enum.GetNames<IngestOutcome>().Select(n => n.ToLowerInvariant())]
    );

    private static readonly KnownParameter Before = new("before", "Only lines with a smaller id.", IsNumber: true);
    private static readonly KnownParameter Limit = new("limit", "Lines, 1 to 1,000 (100).", IsNumber: true);

    public static void MapArchive(this IEndpointRouteBuilder api)
    {
        api.MapGet("/articles/{id}", GetArticle)
            .WithName("article")
            .WithSummary("One article")
            .Takes()
            .WithEntityTag()
            .Produces<ArticleResponse>()
            .ProducesProblems(400, 404, 406);
        api.MapGet("/sources", GetSources)
            .WithName("sources")
            .WithSummary("Publishers and how many of their articles are archived")
            .Takes()
            .WithEntityTag()
            .Produces<SourcesResponse>()
            .ProducesProblems(400);
        api.MapGet("/ledger", GetLedger)
            .RequireAuthorization(AdminKeyAuthentication.Policy)
            .WithName("ledger")
            .WithSummary("What became of every item ever received, newest first")
            .Takes(Outcome, Before, Limit)
            .Produces<LedgerResponse>()
            .ProducesProblems(400, 401);
        api.MapGet("/runs", GetRuns)
            .RequireAuthorization(AdminKeyAuthentication.Policy)
            .WithName("runs")
            .WithSummary("Runs of background jobs, newest first")
            .Takes(Limit)
            .Produces<RunsResponse>()
            .ProducesProblems(400, 401);
    }

    /// <summary>An article as JSON, or as a page for a client that takes nothing else.</summary>
    private static IResult GetArticle(HttpContext context, string id, IArchive archive, IArticleIndex index) =>
        Negotiation.Choose(context.Request, Negotiation.Json, id) == Negotiation.Json
            ? ArticleJson(context, id, archive, index)
            : PageEndpoints.ArticlePage(id, archive, index);

    /// <exception cref="NotFoundException">There is no such article.</exception>
    public static IResult ArticleJson(HttpContext context, string id, IArchive archive, IArticleIndex index)
    {
        if (archive.Find(id) is not { IsDeleted: false } stored)
            throw new NotFoundException($"There is no article '{id}'.");
        context.Response.Headers.Link =
            $"<{context.Request.PathBase}/api/v1/articles/{Uri.EscapeDataString(id)}>; rel=\"self\", "
            + $"<{context.Request.PathBase}/articles/{Uri.EscapeDataString(id)}>; rel=\"alternate\"; type=\"text/html\"";
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

    private static JsonHttpResult<LedgerResponse> GetLedger(HttpContext context, IArchive archive)
    {
        var parameters = ParameterList.Of(context.Request.QueryString);
        IngestOutcome? outcome = parameters.Value(Outcome.Name) is { } name
            ? Enum.Parse<IngestOutcome>(name, ignoreCase: true)
            : null;
        var limit = (int)(KnownParameters.Number(parameters, Limit, 1, MostLines) ?? 100);
        var lines = archive.Ledger(outcome, KnownParameters.Number(parameters, Before, 0, long.MaxValue), limit);
        var path = context.Request.PathBase + context.Request.Path;
        var next = lines.Count == limit ? parameters.With(Before.Name, lines[^1].Id.ToString()).On(path) : null;
        var first = parameters.Without(Before.Name).On(path);
        context.Response.Headers.Link =
            $"<{parameters.On(path)}>; rel=\"self\", <{first}>; rel=\"first\""
            + (next is null ? "" : $", <{next}>; rel=\"next\"");
        var totals = archive.LedgerTotals();
        return TypedResults.Json(
            new LedgerResponse(
                totals.Values.Sum(),
                IngestResponse.Names(totals),
                [.. lines.Select(LedgerLineResponse.Of)],
                new LedgerLinksResponse(parameters.On(path), first, next)
            ),
            ApiJson.Readable.LedgerResponse
        );
    }

    private static JsonHttpResult<RunsResponse> GetRuns(HttpContext context, IArchive archive)
    {
        var parameters = ParameterList.Of(context.Request.QueryString);
        var runs = archive.Jobs((int)(KnownParameters.Number(parameters, Limit, 1, MostLines) ?? 100));
        return TypedResults.Json(
            new RunsResponse([
                .. runs.Select(r => new RunResponse(
                    r.Id,
                    r.Kind,
                    DateText.Machine(r.Started),
                    r.Ended is { } ended ? DateText.Machine(ended) : null,
                    r.Done,
                    r.Error
                )),
            ]),
            ApiJson.Readable.RunsResponse
        );
    }

    private static string? Day(DateTimeOffset? date) => date is { } value ? DateText.Machine(value) : null;
}

/// <summary>There is nothing of this id.</summary>
public sealed class NotFoundException(string message) : Exception(message);
