using NewsSearch.Articles;

namespace NewsSearch.Search;

/// <summary>Answer of the index; hits, counts and histogram come from one snapshot.</summary>
public sealed record IndexAnswer
{
    public required IndexStatus Index { get; init; }
    public required long Total { get; init; }
    public required IReadOnlyList<IndexHit> Hits { get; init; }

    /// <summary>Where the next page begins; null when this was the last.</summary>
    public PagePosition? Next { get; init; }

    /// <summary>Where the page before ends; null when this was the first.</summary>
    public PagePosition? Previous { get; init; }

    /// <summary>What a sample was drawn from: for each stratum its articles and how many of them were drawn.</summary>
    public IReadOnlyList<SampleStratum>? Strata { get; init; }

    public IReadOnlyList<FacetResult> Facets { get; init; } = [];
    public HistogramResult? Histogram { get; init; }
}

/// <summary>A part of the frame of a sample.</summary>
/// <param name="Value">Value of the dimension; null for articles without one, and for the only stratum.</param>
/// <param name="Frame">Articles that matched.</param>
public sealed record SampleStratum(string? Value, long Frame, int Drawn);

/// <summary>A hit: the archived version that matched, by its sequence number.</summary>
/// <param name="IsOlder">It is not the current version of its article.</param>
public sealed record IndexHit(long Sequence, float Score, bool IsOlder = false);

/// <summary>
/// Counts of one dimension. For a single-valued dimension, listed counts + <paramref name="Other"/> +
/// <paramref name="Missing"/> equals the total without the dimension's own filter.
/// </summary>
/// <param name="Other">Sum of the counts of values that are not listed.</param>
/// <param name="Missing">Articles without any value.</param>
public sealed record FacetResult(string Name, IReadOnlyList<FacetValue> Values, long Other, long Missing);

/// <summary>One counted value.</summary>
public sealed record FacetValue(string Value, string Label, long Count, bool Selected);

/// <summary>Counts over time; buckets + undated + out of range = total.</summary>
/// <param name="Undated">Articles without the date.</param>
/// <param name="OutOfRange">Articles whose date is known less exactly than a bucket, or lies outside of all buckets.</param>
public sealed record HistogramResult(
    HistogramInterval Interval,
    string Zone,
    IReadOnlyList<HistogramBucket> Buckets,
    long Undated,
    long OutOfRange
)
{
    /// <summary>
    /// The buckets without the request's own date filter (multi-select): also those beside the period asked for, of
    /// which the nearest few hundred.
    /// </summary>
    public IReadOnlyList<HistogramBucket> Unfiltered { get; init; } = Buckets;

    /// <summary>Articles without the date, whatever the request's date filter.</summary>
    public long UndatedUnfiltered { get; init; } = Undated;

    /// <summary>As <see cref="OutOfRange"/>, whatever the request's date filter.</summary>
    public long OutOfRangeUnfiltered { get; init; } = OutOfRange;
}

/// <summary>One bucket; <paramref name="Start"/> is the first day (or hour) on the request's wall clock.</summary>
public sealed record HistogramBucket(DateTime Start, long Count);

/// <summary>State of the index that answered.</summary>
/// <param name="Generation">Name of the generation.</param>
/// <param name="SchemaVersion">Version of the fields that it holds.</param>
/// <param name="Documents">Searchable articles.</param>
/// <param name="Sequence">Archive sequence that searches see.</param>
/// <param name="CommittedSequence">Archive sequence that survives a crash.</param>
/// <param name="CommittedAt">Time of that commit.</param>
public sealed record IndexStatus(
    string Generation,
    int SchemaVersion,
    long Documents,
    long Sequence,
    long CommittedSequence,
    DateTimeOffset? CommittedAt
);

/// <summary>A hit with what a page or a client shows of it.</summary>
/// <param name="Article">The version that matched.</param>
/// <param name="IsOlder">It is not the current one.</param>
public sealed record SearchItem(
    Article Article,
    float Score,
    DateTimeOffset Recorded,
    HighlightedText? Highlight,
    bool IsOlder = false
);

/// <summary>A text with the places that satisfied the query.</summary>
/// <param name="Headline">Marks in the headline.</param>
/// <param name="Snippet">The best passage of the body, or the whole where that was asked for; null without a body.</param>
public sealed record HighlightedText(MarkedText? Headline, MarkedText? Snippet);

/// <summary>A text and the ranges to mark in it, in order and without overlap.</summary>
public sealed record MarkedText(string Text, IReadOnlyList<MarkRange> Marks);

/// <summary>Offset and length in UTF-16 units.</summary>
public sealed record MarkRange(int Start, int Length);

/// <summary>The complete answer to a search.</summary>
/// <param name="Empty">Why nothing was found; null when something was.</param>
public sealed record SearchAnswer(IndexAnswer Index, IReadOnlyList<SearchItem> Items, EmptyAnswer? Empty = null);

/// <summary>A cursor whose snapshot is no longer held: the client starts again.</summary>
public sealed class CursorExpiredException() : Exception("The snapshot that this cursor pinned is no longer held.");
