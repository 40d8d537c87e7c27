using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// Counts hits over time, on the wall clock of the request's zone: those in the period asked for, and without the
/// date filter those in a wider one.
/// </summary>
internal sealed class HistogramCounter
{
    /// <summary>Most buckets beside those of the period asked for, half of them on either side where there are as many.</summary>
    private const int MostBeside = 400;

    private readonly Snapshot _snapshot;
    private readonly HistogramRequest _request;
    private readonly HistogramInterval _interval;
    private readonly Tally _hits;
    private readonly Tally _all;
    private BucketColumn? _column;

    /// <exception cref="TooManyBucketsException">The period has more than <see cref="HistogramRequest.MaxBuckets"/>.</exception>
    public HistogramCounter(Snapshot snapshot, HistogramRequest request, DateFilter? filter)
    {
        _snapshot = snapshot;
        _request = request;
        var clip = filter?.Field == request.Field ? filter.Interval : null;
        _interval = BucketRange.Interval(snapshot, request, clip);
        var used = BucketRange.Used(snapshot, request, _interval);
        var asked = used.Clipped(clip, _interval).Limited();
        _hits = new Tally(asked);
        _all = filter is null ? _hits : new Tally(Around(asked, used, clip));
    }

    public void Open(int segment) => _column = Column(_snapshot.Segments[segment]);

    /// <summary>Counts hits of the open segment.</summary>
    /// <param name="sign">1, or -1 to take them out again.</param>
    public void Count(ReadOnlySpan<int> docs, int sign) => Add(_hits, docs, sign);

    /// <summary>Counts documents that pass everything but perhaps the request's date filter, where there is one.</summary>
    public void CountUnfiltered(ReadOnlySpan<int> docs, int sign) => Add(_all, docs, sign);

    /// <summary>Counts all documents of the open segment as hits, seen or not.</summary>
    public void CountAll() => AddAll(_hits);

    /// <summary>Counts all documents of the open segment, as <see cref="CountUnfiltered"/> does.</summary>
    public void CountAllUnfiltered() => AddAll(_all);

    public HistogramResult Result() =>
        new(_interval, _request.Zone.Id, Buckets(_hits), _hits.Undated, _hits.OutOfRange)
        {
            Unfiltered = Buckets(_all),
            UndatedUnfiltered = _all.Undated,
            OutOfRangeUnfiltered = _all.OutOfRange,
        };

    private void Add(Tally tally, ReadOnlySpan<int> docs, int sign)
    {
        var (buckets, counts, first) = (_column!.Buckets, tally.Buckets, tally.Range.First);
        foreach (var doc in docs)
        {
            var bucket = buckets[doc];
            var at = (uint)(bucket - first);
            if (at < (uint)counts.Length)
                counts[at] += sign;
            else if (bucket == BucketColumn.Undated)
                tally.Undated += sign;
            else
                tally.OutOfRange += sign;
        }
    }

    private void AddAll(Tally tally)
    {
        var (totals, first) = (_column!.Totals, _column.First - tally.Range.First);
        long inRange = 0;
        for (var bucket = 0; bucket < totals.Length; bucket++)
            if ((uint)(first + bucket) < (uint)tally.Buckets.Length)
            {
                tally.Buckets[first + bucket] += totals[bucket];
                inRange += totals[bucket];
            }
        tally.Undated += _column.UndatedDocuments;
        tally.OutOfRange += _column.Buckets.Length - _column.UndatedDocuments - inRange;
    }

    private BucketColumn Column(Segment segment) => segment.Buckets(_request.Field, _interval, _request.Zone);

    private BucketRange Around(BucketRange asked, BucketRange used, DateInterval? clip)
    {
        if (used.Count <= asked.Count + MostBeside)
            return used;
        var (first, last) = asked;
        if (asked.Count == 0)
        {
            // Nothing is dated in the period asked for, or none was asked for: the end that is nearer, or the newest.
            last = clip?.End < BucketColumn.Start(used.First, _interval) ? used.First - 1 : used.Last;
            first = last + 1;
        }
        var before = Math.Min(first - used.First, Math.Max(MostBeside / 2, MostBeside - (used.Last - last)));
        return new BucketRange(first - before, Math.Min(used.Last, last + MostBeside - before));
    }

    // Empty buckets at both ends say nothing; those between do.
    private HistogramBucket[] Buckets(Tally tally)
    {
        var from = Array.FindIndex(tally.Buckets, c => c > 0);
        var to = Array.FindLastIndex(tally.Buckets, c => c > 0);
        return from < 0
            ? []
            :
            [
                .. Enumerable
                    .Range(from, to - from + 1)
                    .Select(b => new HistogramBucket(
                        BucketColumn.Start(tally.Range.First + b, _interval),
                        tally.Buckets[b]
                    )),
            ];
    }

    private sealed class Tally(BucketRange range)
    {
        public BucketRange Range => range;
        public long[] Buckets { get; } = new long[range.Count];
        public long Undated { get; set; }
        public long OutOfRange { get; set; }
    }
}
