using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>Counts hits over time, on the wall clock of the request's zone.</summary>
internal sealed class HistogramCounter
{
    private readonly Snapshot _snapshot;
    private readonly HistogramRequest _request;
    private readonly HistogramInterval _interval;
    private readonly Tally _hits;
    private readonly Tally _all;
    private readonly int _first;
    private readonly int _size;
    private int[] _buckets = [];

    /// <exception cref="TooManyBucketsException">The period has more than <see cref="HistogramRequest.MaxBuckets"/>.</exception>
    public HistogramCounter(Snapshot snapshot, HistogramRequest request, DateFilter? filter)
    {
        _snapshot = snapshot;
        _request = request;
        (_interval, _first, _size) = BucketRange.Of(snapshot, request, filter);
        _hits = new Tally(_size);
        _all = filter is null ? _hits : new Tally(_size);
    }

    public void Open(int segment) => _buckets = Column(_snapshot.Segments[segment]).Buckets;

    /// <summary>Counts hits of the open segment.</summary>
    public void Count(ReadOnlySpan<int> docs)
    {
        Add(_hits, docs);
        if (!ReferenceEquals(_all, _hits))
            Add(_all, docs);
    }

    /// <summary>Counts documents that fail the request's date filter and nothing else.</summary>
    public void CountFiltered(ReadOnlySpan<int> docs) => Add(_all, docs);

    public HistogramResult Result()
    {
        // Empty buckets at both ends say nothing; those between do.
        var from = Array.FindIndex(_all.Buckets, c => c > 0);
        var to = Array.FindLastIndex(_all.Buckets, c => c > 0);
        return new HistogramResult(
            _interval,
            _request.Zone.Id,
            Buckets(_hits, from, to),
            _hits.Undated,
            _hits.OutOfRange
        )
        {
            Unfiltered = Buckets(_all, from, to),
            UndatedUnfiltered = _all.Undated,
            OutOfRangeUnfiltered = _all.OutOfRange,
        };
    }

    private void Add(Tally tally, ReadOnlySpan<int> docs)
    {
        var (buckets, counts, first) = (_buckets, tally.Buckets, _first);
        foreach (var doc in docs)
        {
            var bucket = buckets[doc];
            var at = (uint)(bucket - first);
            if (at < (uint)counts.Length)
                counts[at]++;
            else if (bucket == BucketColumn.Undated)
                tally.Undated++;
            else
                tally.OutOfRange++;
        }
    }

    private BucketColumn Column(Segment segment) => segment.Buckets(_request.Field, _interval, _request.Zone);

    private HistogramBucket[] Buckets(Tally tally, int from, int to) =>
        from < 0
            ? []
            :
            [
                .. Enumerable
                    .Range(from, to - from + 1)
                    .Select(b => new HistogramBucket(BucketColumn.Start(_first + b, _interval), tally.Buckets[b])),
            ];

    private sealed class Tally(int buckets)
    {
        public long[] Buckets { get; } = new long[buckets];
        public long Undated { get; set; }
        public long OutOfRange { get; set; }
    }
}
