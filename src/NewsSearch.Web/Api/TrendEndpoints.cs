using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NewsSearch.Search;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Api;

/// <summary><c>GET /trends</c>: queries over time against everything archived.</summary>
public static class TrendEndpoints
{
    private static readonly KnownParameter[] Parameters = [.. TrendParameters.All.Select(KnownParameter.Of)];

    public static void MapTrends(this IEndpointRouteBuilder api) =>
        api.MapGet("/trends", Get)
            .WithName("trends")
            .WithSummary("Count up to five queries over time, by the values of a dimension")
            .WithDescription(
                "Every series has every bucket. count: articles that match query and filters. total: everything archived "
                    + "of the same value and bucket, whatever query and filters, within the period of date. ratio (with "
                    + "normalize=documents): count / total, null where nothing is archived. coverage: complete until a gap "
                    + "is known; none where nothing is archived. For each series buckets + undated + outOfRange = count; "
                    + "for a single-valued dimension the counts of a query's series + other + missing = total of the search."
            )
            .WithMetadata(new KnownParameters(Parameters))
            .WithEntityTag()
            .Produces<TrendsResponse>()
            .ProducesProblems(400, 422);

    private static JsonHttpResult<TrendsResponse> Get(HttpContext context, TrendCall trends)
    {
        var outcome = trends.Run(ParameterList.Of(context.Request.QueryString), context.RequestAborted);
        var path = context.Request.PathBase + context.Request.Path;
        var page = outcome.Parameters.On(context.Request.PathBase + "/trends");
        context.Response.Headers.Link =
            $"<{outcome.Parameters.On(path)}>; rel=\"self\", <{page}>; rel=\"alternate\"; type=\"text/html\"";
        return TypedResults.Json(TrendsResponse.Of(outcome, page), ApiJson.Readable.TrendsResponse);
    }
}
