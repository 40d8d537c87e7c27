using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Api;

/// <summary>Every search as a feed; the feed of a source is the search for it.</summary>
public static class SearchFeedEndpoints
{
    public static void MapSearchFeeds(this IEndpointRouteBuilder api)
    {
        api.MapGet("/search.atom", Atom)
            .WithName("searchAsAtom")
            .WithSummary("A search as an Atom feed, newest first unless sort says otherwise")
            .WithMetadata(new KnownParameters(KnownParameter.OfSearch))
            .WithEntityTag()
            .Produces<string>(StatusCodes.Status200OK, AtomFeed.MediaType)
            .ProducesProblems(400, 410, 422);
        api.MapGet("/search.feed.json", Json)
            .WithName("searchAsJsonFeed")
            .WithSummary("A search as a JSON Feed 1.1, newest first unless sort says otherwise")
            .WithMetadata(new KnownParameters(KnownParameter.OfSearch))
            .WithEntityTag()
            .Produces<JsonFeed>(StatusCodes.Status200OK, JsonFeed.MediaType)
            .ProducesProblems(400, 410, 422);
    }

    public static FileContentHttpResult Atom(HttpContext context, SearchCall search) =>
        TypedResults.Bytes(AtomFeed.Write(Feed(context, search)), AtomFeed.MediaType + "; charset=utf-8");

    public static JsonHttpResult<JsonFeed> Json(HttpContext context, SearchCall search) =>
        TypedResults.Json(JsonFeed.Of(Feed(context, search)), ApiJson.Readable.JsonFeed, JsonFeed.MediaType);

    private static SearchFeed Feed(HttpContext context, SearchCall search)
    {
        var parameters = SearchFeed.Parameters(ParameterList.Of(context.Request.QueryString));
        return SearchFeed.Of(context.Request, search.Run(parameters, context.RequestAborted));
    }
}
