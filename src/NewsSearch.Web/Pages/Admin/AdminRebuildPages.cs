using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NewsSearch.Archive;
using NewsSearch.Indexing;
using NewsSearch.Search;
using NewsSearch.Web.Api;
using NewsSearch.Web.Hosting;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Pages;

/// <summary><c>/admin/rebuilds</c>: rebuilds of the index with their progress, and its generations.</summary>
public static class AdminRebuildPages
{
    public const string Path = "/admin/rebuilds";

    private const int MostRuns = 50;

    public static void MapAdminRebuilds(this IEndpointRouteBuilder endpoints)
    {
        endpoints
            .MapGet(
                Path,
                (HttpContext c, Rebuilds rebuilds, IArticleIndex index) => Page(c, rebuilds, index, problem: null)
            )
            .Takes(AdminForms.Done)
            .ForAdmin();
        endpoints.MapPost(Path, StartAsync).TakesAdminForm();
        Change("pause", "paused", (rebuilds, run) => rebuilds.PauseAsync(run));
        Change("resume", "resumed", (rebuilds, run) => Task.FromResult(rebuilds.Resume(run)));
        Change("cancel", "cancelled", (rebuilds, run) => rebuilds.CancelAsync(run));
        endpoints.MapPost($"{Path}/{{id:long}}/swap", SwapAsync).TakesAdminForm();
        endpoints.MapPost("/admin/generations/{name}/activate", ActivateAsync).TakesAdminForm();

        void Change(string verb, string done, Func<Rebuilds, RebuildRun, Task> change) =>
            endpoints
                .MapPost(
                    $"{Path}/{{id:long}}/{verb}",
                    (HttpContext c, long id, Rebuilds rebuilds, IArticleIndex index) =>
                        DoAsync(c, rebuilds, index, done, () => change(rebuilds, Existing(rebuilds, id)))
                )
                .TakesAdminForm();
    }

    private static async Task<IResult> StartAsync(HttpContext context, Rebuilds rebuilds, IArticleIndex index)
    {
        var reason = await ReasonAsync(context);
        return await DoAsync(
            context,
            rebuilds,
            index,
            "started",
            () =>
            {
                rebuilds.Start("admin", reason);
                return Task.CompletedTask;
            }
        );
    }

    // Overrules the verification, as the API does with force=true.
    private static async Task<IResult> SwapAsync(
        HttpContext context,
        long id,
        Rebuilds rebuilds,
        IArticleIndex index,
        PageText texts
    )
    {
        var reason = await ReasonAsync(context);
        return await DoAsync(
            context,
            rebuilds,
            index,
            "forced",
            () =>
            {
                var run = Existing(rebuilds, id);
                rebuilds.Force(run, reason ?? throw NoReason(texts));
                return Task.CompletedTask;
            }
        );
    }

    // Where the browser did not insist on the field.
    private static ParameterException NoReason(PageText texts) =>
        new(texts["admin.rebuild.force.reason.missing"], "reason", value: null, [], didYouMean: null, isUnknown: false);

    private static async Task<string?> ReasonAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var reason = form["reason"].ToString().Trim();
        return reason.Length == 0 ? null : reason;
    }

    private static Task<IResult> ActivateAsync(
        HttpContext context,
        string name,
        Rebuilds rebuilds,
        IArticleIndex index
    ) => DoAsync(context, rebuilds, index, "activated", () => rebuilds.ActivateAsync(name, context.RequestAborted));

    private static Task<IResult> DoAsync(
        HttpContext context,
        Rebuilds rebuilds,
        IArticleIndex index,
        string done,
        Func<Task> action
    ) => AdminForms.RunAsync(context, action, Path, done, problem => Page(context, rebuilds, index, problem));

    private static RazorComponentResult<AdminRebuildsPage> Page(
        HttpContext context,
        Rebuilds rebuilds,
        IArticleIndex index,
        Problem? problem
    ) =>
        new(
            new
            {
                Runs = rebuilds.List(MostRuns),
                Generations = index.Generations.List(),
                Notes = IndexNotes.Of(index, context.RequestServices.GetRequiredService<IArchive>()),
                Problem = problem,
                Done = ParameterList.Of(context.Request.QueryString).Value(AdminForms.Done.Name),
                Index = index.Status,
            }
        );

    private static RebuildRun Existing(Rebuilds rebuilds, long id) =>
        rebuilds.Find(id)?.Run
        ?? throw new NotFoundException(string.Create(CultureInfo.InvariantCulture, $"There is no rebuild {id}."));
}
