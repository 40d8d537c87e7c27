using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>Consecutive buckets by their numbers (<see cref="BucketColumn"/>).</summary>
internal readonly record struct BucketRange(int First, int Last)
{
    public static readonly BucketRange Empty = new(0, -1);

    public int Count => Last - First + 1;

    /// <summary>The width of buckets: the one asked for, else one that gives few of them for the dates in the period.</summary>
    public static HistogramInterval Interval(Snapshot snapshot, HistogramRequest request, DateInterval? period)
    {
        if (request.Interval is { } asked)
            return asked;
        long earliest = long.MaxValue,
            latest = long.MinValue;
        foreach (var segment in snapshot.Segments)
        {
            var dates = segment.Dates(request.Field);
            (earliest, latest) = (Math.Min(earliest, dates.Earliest), Math.Max(latest, dates.Latest));
        }
        if (earliest > latest)
            return HistogramInterval.Month;
        var (first, last) = (DateTime.UnixEpoch.AddSeconds(earliest), DateTime.UnixEpoch.AddSeconds(latest));
        first = period?.Start > first ? period.Start.Value : first;
        last = period?.End < last ? period.End.Value : last;
        return first > last ? HistogramInterval.Month : HistogramBuckets.Choose(first, last);
    }

    /// <summary>The buckets that the dates of a snapshot fall into.</summary>
    public static BucketRange Used(Snapshot snapshot, HistogramRequest request, HistogramInterval interval)
    {
        int first = int.MaxValue,
            last = -1;
        foreach (var segment in snapshot.Segments)
        {
            var column = segment.Buckets(request.Field, interval, request.Zone);
            (first, last) = (Math.Min(first, column.First), Math.Max(last, column.Last));
        }
        return first > last ? Empty : new BucketRange(first, last);
    }

    /// <summary>Those of them that have a part of the period.</summary>
    public BucketRange Clipped(DateInterval? period, HistogramInterval interval)
    {
        var (first, last) = this;
        if (period?.Start is { } start)
            first = Math.Max(first, BucketColumn.Of(start, interval));
        if (period?.End is { } end && end > DateTime.MinValue)
            last = Math.Min(last, BucketColumn.Of(end.AddTicks(-1), interval));
        return first > last ? Empty : new BucketRange(first, last);
    }

    /// <exception cref="TooManyBucketsException">There are more than <see cref="HistogramRequest.MaxBuckets"/>.</exception>
    public BucketRange Limited() =>
        Count > HistogramRequest.MaxBuckets
            ? throw new TooManyBucketsException(Count, HistogramRequest.MaxBuckets)
            : this;
}
