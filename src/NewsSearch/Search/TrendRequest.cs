namespace NewsSearch.Search;

/// <summary>One to five queries counted over time, each as a whole or by the values of a dimension.</summary>
public sealed record TrendRequest
{
    public const int MaxQueries = 5;

    /// <summary>Most numbers of one answer: queries × values × buckets.</summary>
    public const int MaxPoints = 200_000;

    public required IReadOnlyList<ParsedQuery> Queries { get; init; }

    /// <summary>What is counted; what it is compared with is everything archived.</summary>
    public IReadOnlyList<ValueFilter> Filters { get; init; } = [];

    /// <summary>The period; both what is counted and what it is compared with lie in it.</summary>
    public DateFilter? Date { get; init; }

    /// <summary>A series for each value of this dimension; null for one series of each query.</summary>
    public Dimension? Facet { get; init; }

    /// <summary>Series of each query at the most, those with most hits first; null for all.</summary>
    public int? Size { get; init; }

    public required HistogramRequest Histogram { get; init; }

    /// <summary>Whether the share of everything archived is asked for beside the counts.</summary>
    public bool Normalize { get; init; }
}
