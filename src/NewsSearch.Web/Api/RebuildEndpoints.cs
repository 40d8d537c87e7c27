using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NewsSearch.Archive;
using NewsSearch.Indexing;
using NewsSearch.Search;
using NewsSearch.Web.Hosting;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Api;

/// <summary>Rebuilds of the index: ask for one, follow it, pause, resume, cancel, and swap one in by force.</summary>
public static class RebuildEndpoints
{
    private const string Path = "/api/v1/rebuilds/";
    private const string EventStream = "text/event-stream";
    private const int MostRuns = 1_000;

    private static readonly TimeSpan EventInterval = TimeSpan.FromMilliseconds(500);

    private static readonly KnownParameter Limit = new("limit", "Rebuilds, 1 to 1,000 (100).", IsNumber: true);
    private static readonly KnownParameter ForceSwap = new("force", "Swap although the verification failed.", ["true"]);

    /// <summary>The address of a rebuild.</summary>
    public static string Link(long id) => Path + Id(id);

    public static string Id(long id) => id.ToString(CultureInfo.InvariantCulture);

    public static void MapRebuilds(this IEndpointRouteBuilder api)
    {
        api.MapGet("/rebuilds", List)
            .WithName("rebuilds")
            .IsWholeList()
            .WithSummary("Rebuilds of the index, newest first")
            .Takes(Limit)
            .Produces<RebuildsResponse>()
            .ProducesProblems(400);
        api.MapGet("/rebuilds/{id}", Get)
            .WithName("rebuild")
            .WithSummary("One rebuild with its progress; as server-sent events for Accept: text/event-stream")
            .Takes()
            .Produces<RebuildResponse>()
            .ProducesProblems(400, 404);
        api.MapPost("/rebuilds", StartAsync)
            .RequireAuthorization(AdminKeyAuthentication.Policy)
            .WithName("startRebuild")
            .WithSummary("Build the index again beside the live one")
            .WithMetadata(new TakesRebuild())
            .Takes()
            .Produces<RebuildResponse>(StatusCodes.Status202Accepted)
            .ProducesProblems(400, 401, 409, 413, 507);
        Change("pause", "Stop at a checkpoint", (rebuilds, run, _) => rebuilds.PauseAsync(run));
        Change("resume", "Go on from the checkpoint", (rebuilds, run, _) => Task.FromResult(rebuilds.Resume(run)));
        Change("cancel", "Stop and remove what was built", (rebuilds, run, _) => rebuilds.CancelAsync(run));
        Post("/rebuilds/{id}/swap", SwapAsync, "swapRebuild", "Make a generation live whose verification failed")
            .Takes(ForceSwap)
            .Produces<RebuildResponse>(StatusCodes.Status202Accepted)
            .ProducesProblems(400, 401, 404, 409, 413);

        RouteHandlerBuilder Post(string path, Delegate handler, string name, string summary) =>
            api.MapPost(path, handler)
                .RequireAuthorization(AdminKeyAuthentication.Policy)
                .WithName(name)
                .WithSummary(summary)
                .WithMetadata(new TakesReason());

        void Change(string name, string summary, Func<Rebuilds, RebuildRun, string?, Task<RebuildStatus>> change) =>
            Post($"/rebuilds/{{id}}/{name}", Handler(change), name + "Rebuild", summary)
                .Takes()
                .Produces<RebuildResponse>()
                .ProducesProblems(400, 401, 404, 409, 413);
    }

    private static Func<HttpContext, string, Rebuilds, Task<IResult>> Handler(
        Func<Rebuilds, RebuildRun, string?, Task<RebuildStatus>> change
    ) =>
        async (context, id, rebuilds) =>
        {
            var reason = await ReasonBody.ReadAsync(context.Request, context.RequestAborted);
            return Json(await change(rebuilds, Existing(rebuilds, id).Run, reason));
        };

    private static JsonHttpResult<RebuildsResponse> List(HttpContext context, Rebuilds rebuilds)
    {
        var parameters = ParameterList.Of(context.Request.QueryString);
        var runs = rebuilds.List((int)(KnownParameters.Number(parameters, Limit, 1, MostRuns) ?? 100));
        return TypedResults.Json(
            new RebuildsResponse([.. runs.Select(RebuildResponse.Of)]),
            ApiJson.Readable.RebuildsResponse
        );
    }

    private static IResult Get(HttpContext context, string id, Rebuilds rebuilds)
    {
        var status = Existing(rebuilds, id);
        return context.Request.Headers.Accept.ToString().Contains(EventStream, StringComparison.OrdinalIgnoreCase)
            ? TypedResults.ServerSentEvents(EventsAsync(rebuilds, status.Run.Id, context.RequestAborted))
            : Json(status);
    }

    // Ends with the rebuild, so that a client knows that there is nothing more to wait for.
    private static async IAsyncEnumerable<SseItem<string>> EventsAsync(
        Rebuilds rebuilds,
        long id,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        string? sent = null;
        while (rebuilds.Find(id) is { } status)
        {
            var text = JsonSerializer.Serialize(RebuildResponse.Of(status), ApiJson.Readable.RebuildResponse);
            if (text != sent)
                yield return new SseItem<string>(sent = text, "progress");
            if (!status.Run.IsActive)
                yield break;
            await Task.Delay(EventInterval, cancellation);
        }
    }

    private static async Task<JsonHttpResult<RebuildResponse>> StartAsync(
        HttpContext context,
        Rebuilds rebuilds,
        IIndexFields fields,
        IArchive archive,
        IArticleIndex index
    )
    {
        var asked = await RebuildBody.ReadAsync(context.Request, context.RequestAborted);
        var sources = asked.Check(fields, archive.Sources(), index.Status.SchemaVersion);
        return Accepted(context, rebuilds.Start("admin", asked.Reason, sources));
    }

    private static async Task<JsonHttpResult<RebuildResponse>> SwapAsync(
        HttpContext context,
        string id,
        Rebuilds rebuilds
    )
    {
        var run = Existing(rebuilds, id).Run;
        if (ParameterList.Of(context.Request.QueryString).Value(ForceSwap.Name) is null)
            throw KnownParameters.Invalid(
                ForceSwap,
                "",
                "A generation is swapped in by itself; force=true overrules it."
            );
        var reason =
            await ReasonBody.ReadAsync(context.Request, context.RequestAborted)
            ?? throw new ParameterException(
                "Overruling the verification needs a reason: {\"reason\":\"…\"}.",
                "reason",
                value: null,
                [],
                didYouMean: null,
                isUnknown: false
            );
        return Accepted(context, rebuilds.Force(run, reason));
    }

    private static JsonHttpResult<RebuildResponse> Accepted(HttpContext context, RebuildStatus status)
    {
        context.Response.Headers.Location = context.Request.PathBase + Link(status.Run.Id);
        return Json(status, StatusCodes.Status202Accepted);
    }

    private static JsonHttpResult<RebuildResponse> Json(RebuildStatus status, int code = StatusCodes.Status200OK) =>
        TypedResults.Json(RebuildResponse.Of(status), ApiJson.Readable.RebuildResponse, statusCode: code);

    private static RebuildStatus Existing(Rebuilds rebuilds, string id) =>
        long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && rebuilds.Find(number) is { } status
            ? status
            : throw new NotFoundException($"There is no rebuild '{id}'.");
}
