using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>The buckets that the dates of a snapshot fall into, cut to the period of a date filter.</summary>
/// <param name="First">Number of the first bucket (<see cref="BucketColumn"/>).</param>
/// <param name="Size">How many buckets; 0 when there is no dated article.</param>
internal readonly record struct BucketRange(HistogramInterval Interval, int First, int Size)
{
    /// <exception cref="TooManyBucketsException">The period has more than <see cref="HistogramRequest.MaxBuckets"/>.</exception>
    public static BucketRange Of(Snapshot snapshot, HistogramRequest request, DateFilter? filter)
    {
        var clip = filter?.Field == request.Field ? filter.Interval : null;
        var interval = request.Interval ?? Automatic(snapshot, request.Field, clip);
        int first = int.MaxValue,
            last = -1;
        foreach (var segment in snapshot.Segments)
        {
            var column = segment.Buckets(request.Field, interval, request.Zone);
            (first, last) = (Math.Min(first, column.First), Math.Max(last, column.Last));
        }
        if (clip?.Start is { } start)
            first = Math.Max(first, BucketColumn.Of(start, interval));
        if (clip?.End is { } end && end > DateTime.MinValue)
            last = Math.Min(last, BucketColumn.Of(end.AddTicks(-1), interval));
        var size = last - (long)first + 1;
        if (size <= 0)
            return new BucketRange(interval, 0, 0);
        return size > HistogramRequest.MaxBuckets
            ? throw new TooManyBucketsException(size, HistogramRequest.MaxBuckets)
            : new BucketRange(interval, first, (int)size);
    }

    private static HistogramInterval Automatic(Snapshot snapshot, DateField field, DateInterval? clip)
    {
        long earliest = long.MaxValue,
            latest = long.MinValue;
        foreach (var segment in snapshot.Segments)
        {
            var dates = segment.Dates(field);
            (earliest, latest) = (Math.Min(earliest, dates.Earliest), Math.Max(latest, dates.Latest));
        }
        if (earliest > latest)
            return HistogramInterval.Month;
        var (first, last) = (DateTime.UnixEpoch.AddSeconds(earliest), DateTime.UnixEpoch.AddSeconds(latest));
        first = clip?.Start > first ? clip.Start.Value : first;
        last = clip?.End < last ? clip.End.Value : last;
        return first > last ? HistogramInterval.Month : HistogramBuckets.Choose(first, last);
    }
}
