using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NewsSearch.Archive;
using NewsSearch.Indexing;
using NewsSearch.Web.Hosting;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Api;

/// <summary>How the service is: the index, and the two health checks that supervisors ask.</summary>
public static class StateEndpoints
{
    public static void MapIndexState(this IEndpointRouteBuilder api) =>
        api.MapGet("/index", GetIndex)
            .WithName("index")
            .WithSummary("State of the index and how far it is behind the archive")
            .Takes()
            .Produces<IndexResponse>()
            .ProducesProblems(400);

    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints
            .MapGet("/health/live", () => Healthy())
            .WithName("live")
            .WithSummary("The process answers")
            .Takes()
            .Produces<HealthResponse>()
            .ProducesProblems(400);
        endpoints
            .MapGet("/health/ready", (StartUp start) => start.IsReady ? Healthy() : throw new NotReadyException())
            .WithName("ready")
            .WithSummary("A generation of the index is open")
            .Takes()
            .Produces<HealthResponse>()
            .ProducesProblems(400, 503);
    }

    private static JsonHttpResult<IndexResponse> GetIndex(IArticleIndex index, IArchive archive, IIndexFields fields)
    {
        // The index first: read the other way round, a run in between would make the lag negative.
        var status = index.Status;
        var last = archive.LastSequence;
        var unreadable = UnreadableResponse.Of(archive.Unreadable);
        return TypedResults.Json(
            new IndexResponse(
                status.Generation,
                status.SchemaVersion,
                status.Documents,
                status.Sequence,
                last,
                // An index that is ahead belongs to another archive and is built again.
                status.Sequence > last
                    ? last
                    : last - status.Sequence,
                status.CommittedSequence,
                status.CommittedAt is { } committed ? DateText.Machine(committed) : null,
                [.. fields.ChangedSince(status.SchemaVersion).Select(f => f.Name)],
                index.Generations.NeedsRebuild is not null ? "needs-rebuild"
                    : unreadable.Count > 0 ? "damaged"
                    : "ok",
                IndexNotes.Of(index, archive),
                unreadable
            ),
            ApiJson.Readable.IndexResponse
        );
    }

    private static JsonHttpResult<HealthResponse> Healthy() =>
        TypedResults.Json(new HealthResponse("ok"), ApiJson.Readable.HealthResponse);
}

/// <summary>The service is starting.</summary>
public sealed class NotReadyException() : Exception("No generation of the index is open yet.");
