using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using NewsSearch.Archive;
using NewsSearch.Sources.Polling;
using NewsSearch.Web.Hosting;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Api;

/// <summary><c>/admin/feeds</c>: the feeds that are polled, how each stands, and a poll at once.</summary>
public static class FeedEndpoints
{
    private const string Path = "/admin/feeds";
    private const long MaxBodyBytes = 64 * 1024;

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    private static readonly KnownParameter Wait = new("wait", "fetched: answer once the fetch is over.", ["fetched"]);

    public static void MapFeeds(this IEndpointRouteBuilder api)
    {
        api.MapGet(Path, List)
            .RequireAuthorization(AdminKeyAuthentication.Policy)
            .WithName("feeds")
            .IsWholeList()
            .WithSummary("The feeds that are polled and how each stands")
            .Takes()
            .Produces<FeedsResponse>()
            .ProducesProblems(400, 401);
        api.MapPost(Path, AddAsync)
            .RequireAuthorization(AdminKeyAuthentication.Policy)
            .WithName("addFeed")
            .WithSummary("Declare a feed (RSS, Atom, JSON Feed, sitemap) that is polled from now on")
            .Takes()
            .Accepts<FeedRequest>("application/json")
            .Produces<FeedResponse>(StatusCodes.Status201Created)
            .ProducesProblems(400, 401, 409, 413, 415, 507);
        api.MapGet(Path + "/{id}", (string id, FeedView view) => Json(view.WithFetches(view.Find(id))))
            .RequireAuthorization(AdminKeyAuthentication.Policy)
            .WithName("feed")
            .WithSummary("A feed, how it stands, and its last fetches")
            .Takes()
            .Produces<FeedResponse>()
            .ProducesProblems(400, 401, 404);
        api.MapPatch(Path + "/{id}", ChangeAsync)
            .RequireAuthorization(AdminKeyAuthentication.Policy)
            .WithName("changeFeed")
            .WithSummary("Change a feed; it is fetched anew at once unless it is disabled")
            .Takes()
            .Accepts<FeedRequest>("application/json")
            .Produces<FeedResponse>()
            .ProducesProblems(400, 401, 404, 409, 413, 415, 507);
        api.MapDelete(Path + "/{id}", Remove)
            .RequireAuthorization(AdminKeyAuthentication.Policy)
            .WithName("removeFeed")
            .WithSummary("Poll a feed no longer and forget its log; its articles stay")
            .Takes()
            .Produces<FeedResponse>()
            .ProducesProblems(400, 401, 404, 507);
        api.MapPost(Path + "/{id}/poll", PollAsync)
            .RequireAuthorization(AdminKeyAuthentication.Policy)
            .WithName("pollFeed")
            .WithSummary("Fetch a feed now")
            .Takes(Wait)
            .Produces<FeedResponse>()
            .Produces<FeedResponse>(StatusCodes.Status202Accepted)
            .ProducesProblems(400, 401, 404, 409, 507);
    }

    private static JsonHttpResult<FeedsResponse> List(IFeedRegister feeds, FeedFile file, FeedView view) =>
        TypedResults.Json(
            new FeedsResponse([.. feeds.All().Select(view.Of)], FeedFileResponse.Of(file.Report)),
            ApiJson.Readable.FeedsResponse
        );

    private static async Task<JsonHttpResult<FeedResponse>> AddAsync(
        HttpContext context,
        IFeedRegister feeds,
        FeedView view,
        IPollingTrigger polling,
        TimeProvider clock
    )
    {
        var declaration = await ReadAsync(context, basis: null);
        var feed = FeedDeclarations.New(declaration, fileEntry: null, clock.GetUtcNow());
        if (!feeds.Add(feed))
            throw new FeedAddressTakenException(declaration.Url, feeds.FindByUrl(declaration.Url)?.Id ?? feed.Id);
        polling.Request();
        context.Response.Headers.Location =
            $"{context.Request.PathBase}{context.Request.Path.Value!.TrimEnd('/')}/{feed.Id}";
        return Json(view.Of(feed), StatusCodes.Status201Created);
    }

    private static async Task<JsonHttpResult<FeedResponse>> ChangeAsync(
        HttpContext context,
        string id,
        IFeedRegister feeds,
        FeedView view,
        IPollingTrigger polling,
        TimeProvider clock
    )
    {
        var known = view.Find(id);
        var declaration = await ReadAsync(context, known.Declaration);
        if (!feeds.Change(id, declaration, known.FileEntry, clock.GetUtcNow()))
            throw FeedView.NotFound(id);
        polling.Request();
        return Json(view.Of(view.Find(id)));
    }

    private static JsonHttpResult<FeedResponse> Remove(string id, IFeedRegister feeds, FeedView view)
    {
        var known = view.Find(id);
        return feeds.Remove(id) ? Json(view.Of(known)) : throw FeedView.NotFound(id);
    }

    private static async Task<JsonHttpResult<FeedResponse>> PollAsync(
        HttpContext context,
        string id,
        IFeedRegister feeds,
        FeedView view,
        IPollingTrigger polling,
        TimeProvider clock,
        IOptions<NewsSearchOptions> options
    )
    {
        var known = view.Find(id);
        if (!known.Declaration.IsEnabled)
            throw new FeedDisabledException(id);
        var mustWait = ParameterList.Of(context.Request.QueryString).Has(Wait.Name);
        if (mustWait && options.Value.Role == ServiceRole.Web)
            throw KnownParameters.Invalid(Wait, "fetched", "This process runs no jobs (role Web).");
        feeds.MakeDue(id, clock.GetUtcNow());
        polling.Request();
        if (!mustWait)
            return Json(view.Of(view.Find(id)), StatusCodes.Status202Accepted);
        while (view.Find(id).State.Fetches == known.State.Fetches)
        {
            if (!view.Find(id).Declaration.IsEnabled)
                throw new FeedDisabledException(id);
            await Task.Delay(LookAgain, context.RequestAborted);
        }
        return Json(view.WithFetches(view.Find(id)));
    }

    private static async Task<FeedDeclaration> ReadAsync(HttpContext context, FeedDeclaration? basis)
    {
        await using var body = LimitedStream.Of(context, context.Request.Body, MaxBodyBytes);
        try
        {
            using var document = await JsonDocument.ParseAsync(body, cancellationToken: context.RequestAborted);
            return FeedDeclarationReader.Read(document.RootElement, basis);
        }
        catch (JsonException e)
        {
            throw new FeedDeclarationException(
                "body",
                null,
                $"The body is not JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}."
            );
        }
    }

    private static JsonHttpResult<FeedResponse> Json(FeedResponse feed, int status = StatusCodes.Status200OK) =>
        TypedResults.Json(feed, ApiJson.Readable.FeedResponse, statusCode: status);
}

/// <summary>A feed that is disabled is to be fetched.</summary>
public sealed class FeedDisabledException(string id)
    : Exception($"The feed {id} is disabled: enable it first (PATCH {{\"enabled\": true}}).");
