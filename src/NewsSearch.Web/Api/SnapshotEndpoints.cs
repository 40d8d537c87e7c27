using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NewsSearch.Snapshots;
using NewsSearch.Web.Hosting;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Api;

/// <summary>Copies of archive and index that are made while the service works.</summary>
public static class SnapshotEndpoints
{
    private static readonly KnownParameter As = new(
        "as",
        "verify: opens the snapshot beside the live data and checks it. Restoring for good is done with the command "
            + "'snapshot restore' while the service is stopped.",
        ["verify"]
    );

    public static void MapSnapshots(this IEndpointRouteBuilder api)
    {
        api.MapPost("/snapshots", Post)
            .RequireAuthorization(AdminKeyAuthentication.Policy)
            .WithName("makeSnapshot")
            .WithSummary("Make a snapshot of archive and index in the background")
            .Takes()
            .Produces<SnapshotResponse>(StatusCodes.Status202Accepted)
            .ProducesProblems(400, 401, 409, 507);
        api.MapGet("/snapshots", List)
            .RequireAuthorization(AdminKeyAuthentication.Policy)
            .WithName("snapshots")
            .IsWholeList()
            .WithSummary("Snapshots, newest first")
            .Takes()
            .Produces<SnapshotsResponse>()
            .ProducesProblems(400, 401);
        api.MapGet("/snapshots/{id}", Get)
            .RequireAuthorization(AdminKeyAuthentication.Policy)
            .WithName("snapshot")
            .WithSummary("A snapshot with its files and checksums, and what its last check found")
            .Takes()
            .Produces<SnapshotResponse>()
            .ProducesProblems(400, 401, 404);
        api.MapDelete("/snapshots/{id}", Delete)
            .RequireAuthorization(AdminKeyAuthentication.Policy)
            .WithName("deleteSnapshot")
            .WithSummary("Delete a snapshot and what only it needs")
            .Takes()
            .Produces<SnapshotResponse>()
            .ProducesProblems(400, 401, 404, 409);
        api.MapPost("/snapshots/{id}/restore", Restore)
            .RequireAuthorization(AdminKeyAuthentication.Policy)
            .WithName("checkSnapshot")
            .WithSummary("Check a snapshot by opening it beside the live data, in the background")
            .Takes(As)
            .Produces<SnapshotResponse>(StatusCodes.Status202Accepted)
            .ProducesProblems(400, 401, 404, 409, 507);
    }

    private static JsonHttpResult<SnapshotResponse> Post(
        HttpContext context,
        SnapshotCreation creation,
        SnapshotRuns runs,
        ISnapshotTrigger trigger
    )
    {
        var id = Begin(context, creation, runs, trigger);
        return Accepted(
            context,
            SnapshotResponse.Of(runs.Find(id, SnapshotWork.Create) ?? new SnapshotRun(id, SnapshotWork.Create, null))
        );
    }

    /// <summary>Asks for a snapshot; returns its id.</summary>
    /// <exception cref="ConflictException">Another one is being made.</exception>
    /// <exception cref="NotEnoughRoomException">There is no room for it.</exception>
    public static string Begin(
        HttpContext context,
        SnapshotCreation creation,
        SnapshotRuns runs,
        ISnapshotTrigger trigger
    )
    {
        if (runs.Creating.FirstOrDefault(r => r.Error is null) is { } running)
            throw new ConflictException("A snapshot is being made already.", Address(context, running.Id));
        creation.CheckRoom();
        var id = creation.NewId();
        trigger.RequestSnapshot(id);
        return id;
    }

    /// <summary>Asks for a snapshot to be checked, unless that is going on.</summary>
    /// <exception cref="NotFoundException">There is no such snapshot.</exception>
    /// <exception cref="NotEnoughRoomException">There is no room to open it.</exception>
    public static SnapshotManifest BeginCheck(
        string id,
        SnapshotStore store,
        SnapshotRuns runs,
        ISnapshotTrigger trigger
    )
    {
        var snapshot = store.Find(id) ?? throw Missing(id);
        NotEnoughRoomException.Check($"Checking the snapshot {id}", store.Folder, snapshot.Bytes);
        if (runs.Find(id, SnapshotWork.Check) is not { Error: null })
            trigger.RequestCheck(id);
        return snapshot;
    }

    /// <summary>Removes a snapshot and what only it needs.</summary>
    /// <exception cref="NotFoundException">There is no such snapshot.</exception>
    public static SnapshotManifest Remove(string id, SnapshotStore store, SnapshotRuns runs)
    {
        var snapshot = store.Find(id) ?? throw Missing(id);
        using (store.Lock())
        {
            store.Delete(id);
            store.Sweep();
        }
        runs.Complete(id, SnapshotWork.Check);
        return snapshot;
    }

    private static JsonHttpResult<SnapshotsResponse> List(SnapshotStore store, SnapshotRuns runs)
    {
        var (snapshots, unreadable) = store.List();
        var known = snapshots.Select(s => s.Id).ToHashSet();
        return TypedResults.Json(
            new SnapshotsResponse(
                [
                    .. runs.Creating.Where(r => !known.Contains(r.Id)).Select(SnapshotResponse.Of),
                    .. snapshots.Select(s => SnapshotResponse.Of(s, Check(store, runs, s.Id), withFiles: false)),
                ],
                unreadable
            ),
            ApiJson.Readable.SnapshotsResponse
        );
    }

    private static JsonHttpResult<SnapshotResponse> Get(string id, SnapshotStore store, SnapshotRuns runs) =>
        TypedResults.Json(
            store.Find(id) is { } snapshot ? SnapshotResponse.Of(snapshot, Check(store, runs, id), withFiles: true)
                : runs.Find(id, SnapshotWork.Create) is { } run ? SnapshotResponse.Of(run)
                : throw Missing(id),
            ApiJson.Readable.SnapshotResponse
        );

    private static JsonHttpResult<SnapshotResponse> Delete(string id, SnapshotStore store, SnapshotRuns runs)
    {
        var snapshot = Remove(id, store, runs);
        return TypedResults.Json(
            SnapshotResponse.Of(snapshot, check: null, withFiles: false) with
            {
                State = "deleted",
            },
            ApiJson.Readable.SnapshotResponse
        );
    }

    private static JsonHttpResult<SnapshotResponse> Restore(
        HttpContext context,
        string id,
        SnapshotStore store,
        SnapshotRuns runs,
        ISnapshotTrigger trigger
    )
    {
        if (ParameterList.Of(context.Request.QueryString).Value(As.Name) is null)
            throw KnownParameters.Invalid(
                As,
                "",
                "A running service cannot exchange its own data. Stop it and run 'snapshot restore', or check the snapshot with as=verify."
            );
        var snapshot = BeginCheck(id, store, runs, trigger);
        return Accepted(context, SnapshotResponse.Of(snapshot, Check(store, runs, id), withFiles: false));
    }

    private static JsonHttpResult<SnapshotResponse> Accepted(HttpContext context, SnapshotResponse snapshot)
    {
        context.Response.Headers.Location = Address(context, snapshot.Id);
        return TypedResults.Json(
            snapshot,
            ApiJson.Readable.SnapshotResponse,
            statusCode: StatusCodes.Status202Accepted
        );
    }

    private static SnapshotCheckResponse? Check(SnapshotStore store, SnapshotRuns runs, string id) =>
        SnapshotCheckResponse.Of(runs.Find(id, SnapshotWork.Check), store.LastCheck(id));

    private static string Address(HttpContext context, string id) =>
        $"{context.Request.PathBase}/api/v1/snapshots/{id}";

    private static NotFoundException Missing(string id) => new($"There is no snapshot '{id}'.");
}
