using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NewsSearch.Indexing;
using NewsSearch.Snapshots;
using NewsSearch.Web.Api;
using NewsSearch.Web.Hosting;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Pages;

/// <summary><c>/admin/snapshots</c>: copies of archive and index: make, check and delete them.</summary>
public static class AdminSnapshotPages
{
    public const string Path = "/admin/snapshots";

    public static void MapAdminSnapshots(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Path, (HttpContext c) => Page(c, problem: null)).Takes(AdminForms.Done).ForAdmin();
        endpoints
            .MapPost(
                Path,
                (HttpContext c, SnapshotCreation creation, SnapshotRuns runs, ISnapshotTrigger trigger) =>
                    DoAsync(c, "snapshot", () => SnapshotEndpoints.Begin(c, creation, runs, trigger))
            )
            .TakesAdminForm();
        endpoints
            .MapPost(
                Path + "/{id}/verify",
                (HttpContext c, string id, SnapshotStore store, SnapshotRuns runs, ISnapshotTrigger trigger) =>
                    DoAsync(c, "checking", () => SnapshotEndpoints.BeginCheck(id, store, runs, trigger))
            )
            .TakesAdminForm();
        endpoints
            .MapPost(
                Path + "/{id}/delete",
                (HttpContext c, string id, SnapshotStore store, SnapshotRuns runs) =>
                    DoAsync(c, "deleted", () => SnapshotEndpoints.Remove(id, store, runs))
            )
            .TakesAdminForm();
    }

    private static Task<IResult> DoAsync(HttpContext context, string done, Action action) =>
        AdminForms.RunAsync(
            context,
            () =>
            {
                action();
                return Task.CompletedTask;
            },
            Path,
            done,
            problem => Page(context, problem)
        );

    private static RazorComponentResult<AdminSnapshotsPage> Page(HttpContext context, Problem? problem)
    {
        var services = context.RequestServices;
        var (store, runs) = (services.GetRequiredService<SnapshotStore>(), services.GetRequiredService<SnapshotRuns>());
        var (snapshots, unreadable) = store.List();
        return new(
            new
            {
                Snapshots = snapshots,
                Making = runs.Creating.Where(r => snapshots.All(s => s.Id != r.Id)).ToList(),
                Checks = snapshots.ToDictionary(
                    s => s.Id,
                    s => SnapshotCheckResponse.Of(runs.Find(s.Id, SnapshotWork.Check), store.LastCheck(s.Id))
                ),
                Unreadable = unreadable,
                Folder = store.Folder,
                Problem = problem,
                Done = ParameterList.Of(context.Request.QueryString).Value(AdminForms.Done.Name),
                Index = services.GetRequiredService<IArticleIndex>().Status,
            }
        );
    }
}
