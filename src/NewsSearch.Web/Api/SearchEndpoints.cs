using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NewsSearch.Search;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Api;

/// <summary>Marks an endpoint that reads the parameters of a search from its body, for the API document.</summary>
public sealed record TakesSearch;

/// <summary><c>GET /search</c>, and <c>POST /search</c> for searches that are too long for an address.</summary>
public static class SearchEndpoints
{
    private const int LongestAddress = 6_000;

    public static void MapSearch(this IEndpointRouteBuilder api)
    {
        api.MapGet("/search", Get)
            .WithName("search")
            .WithSummary("Search articles")
            .WithMetadata(new KnownParameters(KnownParameter.OfSearch))
            .WithEntityTag()
            .Produces<SearchResponse>(StatusCodes.Status200OK, Negotiation.Json, AtomFeed.MediaType, JsonFeed.MediaType)
            .ProducesProblems(400, 410, 422);
        api.MapPost("/search", PostAsync)
            .WithName("searchByBody")
            .WithSummary("Search articles with the parameters as the members of a JSON object (up to 1 MB)")
            .WithDescription(
                "A member is a string, a number, a boolean, or an array of these for a repeated parameter."
            )
            .WithMetadata(new KnownParameters([KnownParameter.OfSearch.Single(p => p.Name == ParameterList.Cursor)]))
            .WithMetadata(new TakesSearch())
            .Produces<SearchResponse>()
            .ProducesProblems(400, 410, 413, 415, 422);
    }

    private static IResult Get(HttpContext context, SearchCall search)
    {
        switch (Negotiation.Best(context.Request, [Negotiation.Json, AtomFeed.MediaType, JsonFeed.MediaType]))
        {
            case AtomFeed.MediaType:
                return SearchFeedEndpoints.Atom(context, search);
            case JsonFeed.MediaType:
                return SearchFeedEndpoints.Json(context, search);
        }
        var parameters = ParameterList.Of(context.Request.QueryString);
        var outcome = search.Run(parameters, context.RequestAborted);
        var path = context.Request.PathBase + context.Request.Path;
        var links = new LinksResponse(
            outcome.Parameters.On(path),
            outcome.First.On(path),
            outcome.Next?.On(path),
            outcome.Previous?.On(path),
            outcome.First.On(context.Request.PathBase + "/"),
            outcome.First.On(context.Request.PathBase + SearchFeed.AtomPath)
        );
        return Answer(context, outcome, links);
    }

    private static async Task<JsonHttpResult<SearchResponse>> PostAsync(HttpContext context, SearchCall search)
    {
        var body = await SearchBody.ReadAsync(context.Request, context.RequestAborted);
        var parameters = body.And(ParameterList.Of(context.Request.QueryString));
        var outcome = search.Run(parameters, context.RequestAborted);
        var path = context.Request.PathBase + context.Request.Path;
        var isShort = outcome.First.On(path).Length <= LongestAddress;
        var links = new LinksResponse(
            isShort ? outcome.Parameters.On(path) : path,
            isShort ? outcome.First.On(path) : path,
            Page(outcome.Next, outcome.NextCursor),
            Page(outcome.Previous, outcome.PreviousCursor),
            isShort ? outcome.First.On(context.Request.PathBase + "/") : null,
            isShort ? outcome.First.On(context.Request.PathBase + SearchFeed.AtomPath) : null
        );
        return Answer(context, outcome, links);

        // What does not fit into an address goes on as a body: only the cursor is in the link.
        string? Page(ParameterList? page, string? cursor) =>
            isShort ? page?.On(path)
            : cursor is null ? null
            : ParameterList.Of([(ParameterList.Cursor, cursor)]).On(path);
    }

    private static JsonHttpResult<SearchResponse> Answer(
        HttpContext context,
        SearchOutcome outcome,
        LinksResponse links
    )
    {
        LinkHeader.Write(context.Response, links.Self, links.First, links.Next, links.Prev);
        return TypedResults.Json(Response(outcome, links), ApiJson.Readable.SearchResponse);
    }

    private static SearchResponse Response(SearchOutcome outcome, LinksResponse links)
    {
        var (request, index) = (outcome.Request, outcome.Answer.Index);
        var facets = new Dictionary<string, FacetResponse>(StringComparer.Ordinal);
        foreach (var facet in index.Facets)
            facets[facet.Name] = new FacetResponse(
                [.. facet.Values.Select(v => new FacetValueResponse(v.Value, v.Label, v.Count, v.Selected))],
                facet.Other,
                facet.Missing
            );
        if (index.Histogram is { } histogram)
        {
            var dates = DateFacet.Of(histogram, request.Date);
            facets["date"] = new FacetResponse(
                [.. dates.Values.Select(v => new FacetValueResponse(v.Value, v.Label, v.Count, v.Selected))],
                dates.Other,
                dates.Missing
            );
        }
        return new SearchResponse(
            QueryResponse.Of(request.Query),
            SearchedIndexResponse.Of(index.Index),
            new TotalResponse(index.Total, Exact: true),
            [.. outcome.Answer.Items.Select(i => Item(i, request.Fields))],
            facets,
            index.Histogram is null ? null : Histogram(index.Histogram),
            Sample(request, index),
            outcome.Answer.Empty is { } empty
                ? new EmptyResponse(empty.Clauses, empty.Filters, empty.ArchivedInPeriod, empty.DidYouMean)
                : null,
            links
        );
    }

    private static SampleResponse? Sample(SearchRequest request, IndexAnswer index) =>
        request.Sample is { } sample && index.Strata is { } strata
            ? new SampleResponse(
                sample.Size,
                sample.Seed,
                sample.Stratum?.Name,
                [.. strata.Select(s => new StratumResponse(s.Value, s.Frame, s.Drawn))]
            )
            : null;

    private static SearchItemResponse Item(SearchItem item, IReadOnlyList<string>? fields)
    {
        var article = item.Article;
        return new SearchItemResponse(
            Has("id") ? article.Id : null,
            Has("source") ? SourceResponse.Of(article.Source) : null,
            Has("headline") ? article.Headline : null,
            Has("published") ? PublishedResponse.Of(article.Published) : null,
            Has("topics") ? TopicResponse.Of(article.Topics) : null,
            Has("url") ? article.Url : null,
            Has("language") ? article.Language : null,
            Has("version") ? article.Version : null,
            Has("isLatest") ? !item.IsOlder : null,
            Has("score") ? item.Score : null,
            Has("snippet") ? item.Highlight?.Snippet?.Text : null,
            Has("highlights") && item.Highlight is { } marked
                ? new HighlightsResponse(Ranges(marked.Headline), Ranges(marked.Snippet))
                : null
        );

        bool Has(string field) => fields?.Contains(field) ?? true;
    }

    private static IReadOnlyList<RangeResponse> Ranges(MarkedText? text) =>
        text is null ? [] : [.. text.Marks.Select(m => new RangeResponse(m.Start, m.Length))];

    private static HistogramResponse Histogram(HistogramResult histogram) =>
        new(
            histogram.Interval.ToString().ToLowerInvariant(),
            histogram.Zone,
            [
                .. histogram.Buckets.Select(b => new BucketResponse(
                    DateFacet.Start(histogram.Interval, b.Start),
                    b.Count
                )),
            ],
            histogram.Undated,
            histogram.OutOfRange
        );
}
