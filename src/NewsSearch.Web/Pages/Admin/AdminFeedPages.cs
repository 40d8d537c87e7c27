using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NewsSearch.Archive;
using NewsSearch.Indexing;
using NewsSearch.Sources.Polling;
using NewsSearch.Web.Api;
using NewsSearch.Web.Hosting;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Pages;

/// <summary><c>/admin/feeds</c>: the feeds that are polled: declare, pause, poll and remove them.</summary>
public static class AdminFeedPages
{
    public const string Path = "/admin/feeds";

    private const int LogLines = 50;

    public static void MapAdminFeeds(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Path, (HttpContext c) => Page(c, problem: null)).Takes(AdminForms.Done).ForAdmin();
        endpoints.MapGet(Path + "/{id}", Log).Takes().ForAdmin();
        endpoints.MapPost(Path, AddAsync).TakesAdminForm();
        Change("poll", "polling", (feeds, feed, now) => feeds.MakeDue(feed.Id, now));
        Change("enable", "enabled", (feeds, feed, now) => Switch(feeds, feed, isEnabled: true, now));
        Change("disable", "disabled", (feeds, feed, now) => Switch(feeds, feed, isEnabled: false, now));
        Change("remove", "removed", (feeds, feed, _) => feeds.Remove(feed.Id));

        void Change(string verb, string done, Action<IFeedRegister, PolledFeed, DateTimeOffset> change) =>
            endpoints
                .MapPost(
                    $"{Path}/{{id}}/{verb}",
                    (HttpContext c, string id, IFeedRegister feeds, TimeProvider clock, IPollingTrigger polling) =>
                        DoAsync(
                            c,
                            done,
                            () =>
                            {
                                change(feeds, Existing(feeds, id), clock.GetUtcNow());
                                polling.Request();
                            }
                        )
                )
                .TakesAdminForm();
    }

    private static async Task<IResult> AddAsync(
        HttpContext context,
        IFeedRegister feeds,
        TimeProvider clock,
        IPollingTrigger polling
    )
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        return await DoAsync(
            context,
            "declared",
            () =>
            {
                var feed = FeedDeclarations.New(Declaration(form), fileEntry: null, clock.GetUtcNow());
                if (!feeds.Add(feed))
                    throw new FeedAddressTakenException(
                        feed.DeclaredUrl,
                        feeds.FindByUrl(feed.DeclaredUrl)?.Id ?? feed.Id
                    );
                polling.Request();
            },
            form
        );
    }

    // Read as the API reads it, so that the same is refused for the same reason.
    private static FeedDeclaration Declaration(IFormCollection form)
    {
        var declared = new JsonObject();
        foreach (var name in (string[])["url", "source", "via", "interval"])
            if (form[name].ToString().Trim() is { Length: > 0 } value)
                declared[name] = value;
        declared["fullText"] = form["fullText"] == "true";
        using var json = JsonDocument.Parse(declared.ToJsonString());
        return FeedDeclarationReader.Read(json.RootElement, basis: null);
    }

    private static void Switch(IFeedRegister feeds, PolledFeed feed, bool isEnabled, DateTimeOffset now) =>
        feeds.Change(feed.Id, feed.Declaration with { IsEnabled = isEnabled }, feed.FileEntry, now);

    private static Task<IResult> DoAsync(
        HttpContext context,
        string done,
        Action action,
        IFormCollection? form = null
    ) =>
        AdminForms.RunAsync(
            context,
            () =>
            {
                action();
                return Task.CompletedTask;
            },
            Path,
            done,
            problem => Page(context, problem, form)
        );

    private static RazorComponentResult<AdminFeedsPage> Page(
        HttpContext context,
        Problem? problem,
        IFormCollection? form = null
    )
    {
        var services = context.RequestServices;
        return new(
            new
            {
                Feeds = services.GetRequiredService<IFeedRegister>().All(),
                Form = form,
                Problem = problem,
                Done = ParameterList.Of(context.Request.QueryString).Value(AdminForms.Done.Name),
                Index = services.GetRequiredService<IArticleIndex>().Status,
            }
        );
    }

    private static RazorComponentResult<AdminFeedLogPage> Log(string id, IFeedRegister feeds, IArticleIndex index) =>
        new(
            new
            {
                Feed = Existing(feeds, id),
                Fetches = feeds.Fetches(id, LogLines),
                Index = index.Status,
            }
        );

    /// <exception cref="NotFoundException">There is no such feed.</exception>
    private static PolledFeed Existing(IFeedRegister feeds, string id) => feeds.Find(id) ?? throw FeedView.NotFound(id);
}
