using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>Counts hits over time, on the wall clock of the request's zone.</summary>
internal sealed class HistogramCounter
{
    private readonly Snapshot _snapshot;
    private readonly HistogramRequest _request;
    private readonly bool _isFiltered;
    private readonly HistogramInterval _interval;
    private readonly IReadOnlyList<DateTime> _starts;
    private readonly Boundaries? _utc;
    private readonly Boundaries? _wall;
    private readonly long[] _hits;
    private readonly long[] _all;
    private readonly int _undated;
    private readonly int _outOfRange;
    private long[] _dates = [];

    /// <exception cref="TooManyBucketsException">The period has more than <see cref="HistogramRequest.MaxBuckets"/>.</exception>
    public HistogramCounter(Snapshot snapshot, HistogramRequest request, DateFilter? filter)
    {
        _snapshot = snapshot;
        _request = request;
        _isFiltered = filter is not null;
        var (first, last) = Period(filter);
        _interval =
            request.Interval
            ?? (first is null ? HistogramInterval.Month : HistogramBuckets.Choose(first.Value, last!.Value));
        _starts = first is null ? [] : Starts(first.Value, last!.Value);
        if (_starts.Count > 0)
        {
            var end = HistogramBuckets.Next(_interval, _starts[^1]);
            long[] wall = [.. _starts.Append(end).Select(DateBounds.WallSeconds)];
            long[] utc = [.. _starts.Append(end).Select(s => HistogramBuckets.ToUtcSeconds(s, request.Zone))];
            var slot = _interval == HistogramInterval.Hour ? 3_600 : 86_400;
            (_wall, _utc) = (new Boundaries(wall, slot), new Boundaries(utc, slot));
        }
        _undated = _starts.Count;
        _outOfRange = _starts.Count + 1;
        _hits = new long[_starts.Count + 2];
        _all = _isFiltered ? new long[_starts.Count + 2] : _hits;
    }

    public void Open(int segment) => _dates = _snapshot.Segments[segment].Dates(_request.Field).Values;

    /// <param name="doc">Document of the open segment.</param>
    /// <param name="isHit">False: it fails the date filter only.</param>
    public void Count(int doc, bool isHit)
    {
        var bucket = Bucket(_dates[doc]);
        if (isHit)
            _hits[bucket]++;
        if (_isFiltered)
            _all[bucket]++;
    }

    public HistogramResult Result()
    {
        var (first, last) = Extent();
        return new HistogramResult(
            _interval,
            _request.Zone.Id,
            Buckets(_hits, first, last),
            _hits[_undated],
            _hits[_outOfRange]
        )
        {
            Unfiltered = Buckets(_all, first, last),
            UndatedUnfiltered = _all[_undated],
            OutOfRangeUnfiltered = _all[_outOfRange],
        };
    }

    private int Bucket(long stored)
    {
        if (stored == StoredDate.Unknown)
            return _undated;
        if (_utc is null)
            return _outOfRange;
        var start = StoredDate.Start(stored);
        if (StoredDate.Precision(stored) == StoredDate.Second)
            return _utc.Find(start) is >= 0 and var b ? b : _outOfRange;
        var bucket = _wall!.Find(start);
        // A date known less exactly than a bucket belongs to none of them.
        return bucket >= 0 && StoredDate.End(stored) < _wall.End(bucket) ? bucket : _outOfRange;
    }

    private (DateTime? First, DateTime? Last) Period(DateFilter? filter)
    {
        long earliest = long.MaxValue,
            latest = long.MinValue;
        foreach (var segment in _snapshot.Segments)
        {
            var dates = segment.Dates(_request.Field);
            earliest = Math.Min(earliest, dates.Earliest);
            latest = Math.Max(latest, dates.Latest);
        }
        if (earliest > latest)
            return (null, null);
        // Instants and calendar dates mix: a day more on each side covers every zone.
        var first = DateTime.UnixEpoch.AddSeconds(earliest).AddDays(-1);
        var last = DateTime.UnixEpoch.AddSeconds(latest).AddDays(1);
        if (filter?.Interval is not { } interval || filter.Field != _request.Field)
            return (first, last);
        first = interval.Start > first ? interval.Start.Value : first;
        last = interval.End <= last ? interval.End.Value.AddSeconds(-1) : last;
        return first > last ? (null, null) : (first, last);
    }

    private IReadOnlyList<DateTime> Starts(DateTime first, DateTime last)
    {
        var bucket = _interval switch
        {
            HistogramInterval.Hour => TimeSpan.FromHours(1),
            HistogramInterval.Day => TimeSpan.FromDays(1),
            HistogramInterval.Week => TimeSpan.FromDays(7),
            _ => TimeSpan.FromDays(28),
        };
        var needed = (long)((last - first) / bucket) + 2;
        if (needed > HistogramRequest.MaxBuckets)
            throw new TooManyBucketsException(needed, HistogramRequest.MaxBuckets);
        return HistogramBuckets.Starts(_interval, first, last);
    }

    // Empty buckets at both ends say nothing; those between do.
    private (int First, int Last) Extent()
    {
        var first = Array.FindIndex(_all, 0, _starts.Count, c => c > 0);
        return first < 0 ? (0, -1) : (first, Array.FindLastIndex(_all, _starts.Count - 1, c => c > 0));
    }

    private HistogramBucket[] Buckets(long[] counts, int first, int last) =>
        [.. Enumerable.Range(first, last - first + 1).Select(b => new HistogramBucket(_starts[b], counts[b]))];

    /// <summary>Finds the bucket of a second: a table by day (or hour) gives the first candidate.</summary>
    private sealed class Boundaries
    {
        private readonly long[] _bounds;
        private readonly int[] _bySlot;
        private readonly long _slot;

        public Boundaries(long[] bounds, long slot)
        {
            _bounds = bounds;
            _slot = slot;
            _bySlot = new int[(bounds[^1] - bounds[0]) / slot + 1];
            var bucket = 0;
            for (var s = 0; s < _bySlot.Length; s++)
            {
                while (bucket + 1 < bounds.Length && bounds[bucket + 1] <= bounds[0] + s * slot)
                    bucket++;
                _bySlot[s] = bucket;
            }
        }

        public long End(int bucket) => _bounds[bucket + 1];

        /// <summary>The bucket that holds this second, or -1.</summary>
        public int Find(long second)
        {
            if (second < _bounds[0] || second >= _bounds[^1])
                return -1;
            var bucket = _bySlot[(second - _bounds[0]) / _slot];
            while (_bounds[bucket + 1] <= second)
                bucket++;
            return bucket;
        }
    }
}
