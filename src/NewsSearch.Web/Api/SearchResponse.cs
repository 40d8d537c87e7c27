using NewsSearch.Search;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Api;

/// <summary>The answer to a search.</summary>
public sealed record SearchResponse(
    QueryResponse Query,
    SearchedIndexResponse Index,
    TotalResponse Total,
    IReadOnlyList<SearchItemResponse> Items,
    IReadOnlyDictionary<string, FacetResponse> Facets,
    HistogramResponse? Histogram,
    SampleResponse? Sample,
    EmptyResponse? Explanation,
    LinksResponse Links
);

/// <summary>How the query was read.</summary>
/// <param name="Canonical">One spelling for all queries that mean the same.</param>
/// <param name="Parsed">The reading with full parentheses.</param>
public sealed record QueryResponse(string Canonical, string Parsed, IReadOnlyList<WarningResponse> Warnings)
{
    public static QueryResponse Of(ParsedQuery query) =>
        new(
            query.Canonical,
            query.Parsed,
            [.. query.Warnings.Select(w => new WarningResponse(w.Code, w.Message, w.Position, w.Length))]
        );
}

/// <summary>A likely mistake in a query that was answered all the same.</summary>
public sealed record WarningResponse(string Code, string Message, int Position, int Length);

/// <summary>The index that answered.</summary>
/// <param name="Sequence">Archive sequence that it shows.</param>
public sealed record SearchedIndexResponse(
    string Generation,
    int SchemaVersion,
    long Documents,
    long Sequence,
    string? CommittedAt
)
{
    public static SearchedIndexResponse Of(IndexStatus index) =>
        new(
            index.Generation,
            index.SchemaVersion,
            index.Documents,
            index.Sequence,
            index.CommittedAt is { } committed ? DateText.Machine(committed) : null
        );
}

public sealed record TotalResponse(long Value, bool Exact);

/// <summary>One article that was found; with the parameter <c>fields</c> only the members that it names.</summary>
/// <param name="Version">The version that matched, whose values these are.</param>
/// <param name="IsLatest">Whether it is the current one; only <c>versions=any</c> finds others.</param>
public sealed record SearchItemResponse(
    string? Id,
    SourceResponse? Source,
    string? Headline,
    PublishedResponse? Published,
    IReadOnlyList<TopicResponse>? Topics,
    string? Url,
    string? Language,
    int? Version,
    bool? IsLatest,
    float? Score,
    string? Snippet,
    HighlightsResponse? Highlights
);

/// <summary>The ranges that satisfied the query, in UTF-16 units of the text named.</summary>
public sealed record HighlightsResponse(IReadOnlyList<RangeResponse> Headline, IReadOnlyList<RangeResponse> Snippet);

public sealed record RangeResponse(int Start, int Length);

/// <summary>Counts of one dimension without its own filter.</summary>
/// <param name="Other">Sum of the counts of values that are not listed.</param>
/// <param name="Missing">Articles without any value.</param>
public sealed record FacetResponse(IReadOnlyList<FacetValueResponse> Values, long Other, long Missing);

public sealed record FacetValueResponse(string Value, string Label, long Count, bool Selected);

/// <summary>Counts over time; buckets + undated + outOfRange = total.</summary>
public sealed record HistogramResponse(
    string Interval,
    string Tz,
    IReadOnlyList<BucketResponse> Buckets,
    long Undated,
    long OutOfRange
);

public sealed record BucketResponse(string Start, long Count);

/// <summary>Why nothing was found.</summary>
/// <param name="Clauses">Each part of the query that had to match, with what it finds alone.</param>
/// <param name="Filters">Each filter with what would be found without it, the one that removed most first.</param>
/// <param name="ArchivedInPeriod">Articles archived of the period asked for; absent without a date filter.</param>
/// <param name="DidYouMean">The query with words that the archive knows.</param>
public sealed record EmptyResponse(
    IReadOnlyList<ClauseCount> Clauses,
    IReadOnlyList<FilterCount> Filters,
    long? ArchivedInPeriod,
    string? DidYouMean
);

/// <summary>What a sample was drawn from; the items are the sample, in the order of their hashes.</summary>
/// <param name="Stratify">The dimension whose values were drawn from in proportion.</param>
public sealed record SampleResponse(int Size, long Seed, string? Stratify, IReadOnlyList<StratumResponse> Strata);

/// <summary>A part of the frame.</summary>
/// <param name="Value">Absent for articles without a value, and for the only stratum.</param>
/// <param name="Frame">Articles that matched.</param>
public sealed record StratumResponse(string? Value, long Frame, int Drawn);

/// <summary>Addresses relative to the service.</summary>
/// <param name="Next">
/// The next page; absent on the last. A search that was sent as a body of more than 6,000 characters is continued by
/// sending the same body to this address.
/// </param>
/// <param name="Permalink">The page that shows this search to a reader.</param>
/// <param name="Feed">The search as an Atom feed.</param>
public sealed record LinksResponse(
    string Self,
    string First,
    string? Next,
    string? Prev,
    string? Permalink,
    string? Feed
);
