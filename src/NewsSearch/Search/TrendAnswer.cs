namespace NewsSearch.Search;

/// <summary>Counts over time; all of them come from one snapshot.</summary>
/// <param name="Starts">First moment of each bucket on the request's wall clock; all series have these buckets.</param>
/// <param name="Queries">The queries in the order asked.</param>
/// <param name="Series">By query, then by hits of all queries together, most first.</param>
public sealed record TrendAnswer(
    IndexStatus Index,
    HistogramInterval Interval,
    string Zone,
    IReadOnlyList<DateTime> Starts,
    IReadOnlyList<TrendQuery> Queries,
    IReadOnlyList<TrendSeries> Series
);

/// <summary>
/// A query as a whole. Its total is that of a search with the same filters; for a single-valued dimension the series
/// of the query + <paramref name="Other"/> + <paramref name="Missing"/> = total.
/// </summary>
/// <param name="Undated">Articles without the date.</param>
/// <param name="OutOfRange">Articles whose date is known less exactly than a bucket.</param>
/// <param name="Other">Sum of the counts of values that have no series.</param>
/// <param name="Missing">Articles without any value.</param>
public sealed record TrendQuery(ParsedQuery Query, long Total, long Undated, long OutOfRange, long Other, long Missing);

/// <summary>One line: points + undated + out of range = total.</summary>
/// <param name="Query">Number of the query, from 0.</param>
/// <param name="Value">Value of the dimension; null where none is asked for.</param>
public sealed record TrendSeries(
    int Query,
    string? Value,
    string? Label,
    long Total,
    long Undated,
    long OutOfRange,
    IReadOnlyList<TrendPoint> Points
);

/// <summary>One number of a line and what it is a part of.</summary>
/// <param name="Count">Articles that match.</param>
/// <param name="Total">Articles archived of the same value and bucket, whatever query and filters.</param>
public readonly record struct TrendPoint(DateTime Start, long Count, long Total)
{
    /// <summary>Where nothing is archived, nothing is known: no share can be told.</summary>
    public BucketCoverage Coverage => Total == 0 ? BucketCoverage.None : BucketCoverage.Complete;

    /// <summary>Share of what is archived, 0 to 1; null where nothing is.</summary>
    public double? Ratio => Total == 0 ? null : (double)Count / Total;
}

/// <summary>How much of what appeared in a bucket the archive holds.</summary>
public enum BucketCoverage
{
    /// <summary>No gap is known.</summary>
    Complete,

    /// <summary>A part is known to be lacking.</summary>
    Partial,

    /// <summary>The archive holds nothing of it.</summary>
    None,
}
