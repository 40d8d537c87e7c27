using System.Text.Json.Serialization;
using NewsSearch.Search;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Api;

/// <summary>Queries over time; all numbers come from the index named.</summary>
/// <param name="Series">By query, then by matches of all queries together, most first; all have the same buckets.</param>
/// <param name="Page">The page that shows the same to a reader.</param>
public sealed record TrendsResponse(
    SearchedIndexResponse Index,
    string Interval,
    string Tz,
    string? Facet,
    string Normalize,
    IReadOnlyList<TrendQueryResponse> Queries,
    IReadOnlyList<TrendSeriesResponse> Series,
    string Page
)
{
    public static TrendsResponse Of(TrendOutcome outcome, string page)
    {
        var (request, answer) = (outcome.Request, outcome.Answer);
        return new TrendsResponse(
            SearchedIndexResponse.Of(answer.Index),
            answer.Interval.ToString().ToLowerInvariant(),
            answer.Zone,
            request.Facet?.Name,
            request.Normalize ? "documents" : "none",
            [
                .. answer.Queries.Select(q => new TrendQueryResponse(
                    QueryResponse.Of(q.Query),
                    new TotalResponse(q.Total, Exact: true),
                    q.Undated,
                    q.OutOfRange,
                    q.Other,
                    q.Missing
                )),
            ],
            [
                .. answer.Series.Select(s => new TrendSeriesResponse(
                    s.Query,
                    s.Value,
                    s.Label,
                    s.Total,
                    s.Undated,
                    s.OutOfRange,
                    [.. s.Points.Select(p => TrendBucketResponse.Of(p, answer.Interval, request.Normalize))]
                )),
            ],
            page
        );
    }
}

/// <summary>A query as a whole.</summary>
/// <param name="Total">As the search with the same filters has it.</param>
/// <param name="Undated">Of these, articles without the date.</param>
/// <param name="OutOfRange">Of these, articles whose date is known less exactly than a bucket.</param>
/// <param name="Other">Sum of the counts of values that have no series.</param>
/// <param name="Missing">Articles without any value.</param>
public sealed record TrendQueryResponse(
    QueryResponse Query,
    TotalResponse Total,
    long Undated,
    long OutOfRange,
    long Other,
    long Missing
);

/// <summary>One line.</summary>
/// <param name="Query">Number of its query, from 0.</param>
/// <param name="Value">Value of the dimension; absent where none was asked for.</param>
/// <param name="Count">Buckets + undated + outOfRange.</param>
public sealed record TrendSeriesResponse(
    int Query,
    string? Value,
    string? Label,
    long Count,
    long Undated,
    long OutOfRange,
    IReadOnlyList<TrendBucketResponse> Buckets
);

/// <summary>One number of a line and what it is a part of.</summary>
/// <param name="Count">Articles that match query and filters.</param>
/// <param name="Total">Articles archived of this value and bucket.</param>
/// <param name="Coverage">complete, partial, or none: nothing is archived, so nothing can be told.</param>
[JsonDerivedType(typeof(NormalizedTrendBucketResponse))]
public record TrendBucketResponse(string Start, long Count, long Total, string Coverage)
{
    public static TrendBucketResponse Of(TrendPoint point, HistogramInterval interval, bool isNormalized)
    {
        var (start, coverage) = (DateFacet.Start(interval, point.Start), point.Coverage.ToString().ToLowerInvariant());
        return isNormalized
            ? new NormalizedTrendBucketResponse(start, point.Count, point.Total, coverage, point.Ratio)
            : new TrendBucketResponse(start, point.Count, point.Total, coverage);
    }
}

/// <summary>The same with the share.</summary>
/// <param name="Ratio">Count / total; null where nothing is archived, never 0.</param>
public sealed record NormalizedTrendBucketResponse(
    string Start,
    long Count,
    long Total,
    string Coverage,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] [property: JsonPropertyOrder(1)] double? Ratio
) : TrendBucketResponse(Start, Count, Total, Coverage);
