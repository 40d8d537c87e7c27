namespace NewsSearch.Search;

/// <summary>What is asked of the index: a query, filters, what to count, and one page of hits.</summary>
public sealed record SearchRequest
{
    public required ParsedQuery Query { get; init; }
    public IReadOnlyList<ValueFilter> Filters { get; init; } = [];
    public DateFilter? Date { get; init; }
    public IReadOnlyList<FacetRequest> Facets { get; init; } = [];

    /// <summary>Null: no histogram and no date facet.</summary>
    public HistogramRequest? Histogram { get; init; }

    public SortOrder Sort { get; init; } = SortOrder.Relevance;

    /// <summary>Hits on the page, 0 to 1,000.</summary>
    public int Limit { get; init; } = 10;

    /// <summary>Continue behind this hit in the snapshot that it names; null starts at the first in the newest.</summary>
    public PagePosition? After { get; init; }

    public bool Highlight { get; init; } = true;

    /// <summary>Members of the items that are wanted; null for all.</summary>
    public IReadOnlyList<string>? Fields { get; init; }

    public VersionScope Versions { get; init; } = VersionScope.Latest;

    /// <summary>Draw a sample instead of the first page; null for pages.</summary>
    public SampleRequest? Sample { get; init; }
}

/// <summary>
/// A sample by hash: an article is drawn for what its id is, so that the same seed draws the same articles on any
/// machine and from any generation that holds them.
/// </summary>
/// <param name="Size">Articles to draw, 1 to 1,000.</param>
/// <param name="Seed">Another seed draws other articles.</param>
/// <param name="Stratum">Draw from each value of this dimension in proportion to its articles; null for one frame.</param>
public sealed record SampleRequest(int Size, long Seed, Dimension? Stratum);

/// <summary>Which stored versions of an article are searched.</summary>
public enum VersionScope
{
    /// <summary>The current one.</summary>
    Latest,

    /// <summary>
    /// All. An article is found when any of its versions satisfies query and filters; it is found once, as the newest
    /// of these, and that one is counted.
    /// </summary>
    Any,
}

public enum SortOrder
{
    Relevance,
    Newest,
    Oldest,
    Source,
}

/// <summary>A filter by one dimension: any of <paramref name="Any"/> or <paramref name="Exact"/>, none of <paramref name="None"/>.</summary>
/// <param name="Any">Values, with what is narrower in a tree.</param>
/// <param name="Exact">Values without what is narrower.</param>
/// <param name="None">Excluded values, with what is narrower in a tree.</param>
public sealed record ValueFilter(
    Dimension Dimension,
    IReadOnlyList<string> Any,
    IReadOnlyList<string> Exact,
    IReadOnlyList<string> None
);

public enum DateField
{
    Published,
    Modified,
    Retrieved,
    Indexed,
}

/// <summary>A filter by date.</summary>
/// <param name="Field">Which of the four dates.</param>
/// <param name="Interval">The interval; null asks for articles without that date (<c>date=unknown</c>).</param>
/// <param name="Zone">Zone of the interval's wall clock.</param>
/// <param name="Overlap">True matches dates of which only a part may lie in the interval.</param>
public sealed record DateFilter(DateField Field, DateInterval? Interval, TimeZoneInfo Zone, bool Overlap);

/// <summary>
/// Wall-clock interval with both ends inclusive at their own precision: <paramref name="End"/> is the first moment
/// behind it. Null is open.
/// </summary>
public sealed record DateInterval(DateTime? Start, DateTime? End);

/// <summary>Which values of a dimension to count.</summary>
/// <param name="Size">How many values to list, most frequent first.</param>
/// <param name="Prefix">Only values that begin like this, or of whose label a word does (case-insensitive).</param>
/// <param name="Min">Only values with at least this count.</param>
public sealed record FacetRequest(Dimension Dimension, int Size = 20, string? Prefix = null, int Min = 1)
{
    /// <summary>Whether the prefix lets a value into the list.</summary>
    public bool Lists(string value, string label) =>
        Prefix is not { Length: > 0 } prefix
        || value.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
        || BeginsWord(label, prefix);

    private static bool BeginsWord(string label, string beginning)
    {
        for (var at = 0; (at = label.IndexOf(beginning, at, StringComparison.OrdinalIgnoreCase)) >= 0; at++)
            if (at == 0 || !char.IsLetterOrDigit(label[at - 1]))
                return true;
        return false;
    }
}

public enum HistogramInterval
{
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

/// <summary>Counts over time.</summary>
/// <param name="Interval">Null chooses the finest that gives at most about a hundred buckets.</param>
public sealed record HistogramRequest(DateField Field, HistogramInterval? Interval, TimeZoneInfo Zone)
{
    /// <summary>Most buckets of one histogram.</summary>
    public const int MaxBuckets = 20_000;
}

/// <summary>The histogram that was asked for has too many buckets.</summary>
public sealed class TooManyBucketsException(long requested, long max, string? message = null)
    : Exception(
        message ?? $"The histogram would have {requested} buckets, {max} are the most: choose a coarser interval."
    )
{
    public long Requested => requested;
    public long Max => max;
}

/// <summary>The place behind (or before) a hit in one snapshot of the index.</summary>
/// <param name="Snapshot">The snapshot that the page was read from.</param>
/// <param name="Key">Sort key of the hit (score bits, seconds or ordinal).</param>
/// <param name="Sequence">Unique last key: the sequence number of the hit.</param>
/// <param name="IsBefore">The page that ends before this hit, instead of the one that begins behind it.</param>
public sealed record PagePosition(string Snapshot, long Key, long Sequence, bool IsBefore = false);
