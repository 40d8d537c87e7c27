using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>One filter of a request, bound to the columns of one segment.</summary>
internal sealed class SegmentFilter
{
    private readonly int[] _sets = [];
    private readonly bool[] _passing = [];
    private readonly long[] _dates = [];
    private readonly DateBounds? _bounds;

    private SegmentFilter(int[] sets, bool[] passing) => (_sets, _passing) = (sets, passing);

    private SegmentFilter(long[] dates, DateBounds bounds) => (_dates, _bounds) = (dates, bounds);

    public static SegmentFilter Of(Segment segment, ValueFilter filter)
    {
        var column = segment.Values(filter.Dimension);
        return new SegmentFilter(column.Sets, column.Passing(filter));
    }

    public static SegmentFilter Of(Segment segment, DateFilter filter, DateBounds bounds) =>
        new(segment.Dates(filter.Field).Values, bounds);

    public bool Passes(int doc) => _bounds is { } bounds ? bounds.Contain(_dates[doc]) : _passing[_sets[doc]];
}

/// <summary>
/// A date filter as numbers: instants are compared in UTC, calendar dates on the wall clock of the request, so that
/// "10 February" stays 10 February in every zone.
/// </summary>
internal sealed class DateBounds
{
    private readonly bool _unknown;
    private readonly bool _overlap;
    private readonly long _fromUtc = long.MinValue;
    private readonly long _toUtc = long.MaxValue;
    private readonly long _fromWall = long.MinValue;
    private readonly long _toWall = long.MaxValue;

    public DateBounds(DateFilter filter)
    {
        _overlap = filter.Overlap;
        if (filter.Interval is not { } interval)
        {
            _unknown = true;
            return;
        }
        if (interval.Start is { } start)
        {
            _fromUtc = HistogramBuckets.ToUtcSeconds(start, filter.Zone);
            _fromWall = WallSeconds(start);
        }
        if (interval.End is { } end)
        {
            _toUtc = HistogramBuckets.ToUtcSeconds(end, filter.Zone);
            _toWall = WallSeconds(end);
        }
    }

    /// <summary>Whether a date (<see cref="StoredDate"/>) lies in the interval.</summary>
    public bool Contain(long stored)
    {
        if (stored == StoredDate.Unknown)
            return _unknown;
        if (_unknown)
            return false;
        var start = StoredDate.Start(stored);
        if (StoredDate.Precision(stored) == StoredDate.Second)
            return start >= _fromUtc && start < _toUtc;
        var end = StoredDate.End(stored);
        return _overlap ? end >= _fromWall && start < _toWall : start >= _fromWall && end < _toWall;
    }

    public static long WallSeconds(DateTime wall) => (wall.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond;
}
