using System.Numerics;
using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>One filter of a request, bound to the columns of one segment.</summary>
internal sealed class SegmentFilter
{
    private readonly int[] _sets = [];
    private readonly bool[] _passing = [];
    private readonly long[] _dates = [];
    private readonly DateBounds? _bounds;
    private readonly ulong[]? _kept;

    private SegmentFilter(Segment segment, ValueFilter filter)
    {
        var column = segment.Values(filter.Dimension);
        (_sets, _passing) = (column.Sets, column.Passing(filter));
        _kept = segment.Columns.Kept.Find(Key(filter), All);
    }

    private SegmentFilter(Segment segment, DateField field, DateBounds bounds)
    {
        (_dates, _bounds) = (segment.Dates(field).Values, bounds);
        _kept = segment.Columns.Kept.Find((field, bounds), All);
    }

    /// <summary>The filters of a request, that of the date last.</summary>
    public static SegmentFilter[] Of(Segment segment, IReadOnlyList<ValueFilter> values, DateFilter? date) =>
        [
            .. values.Select(v => new SegmentFilter(segment, v)),
            .. date is null ? [] : new[] { new SegmentFilter(segment, date.Field, new DateBounds(date)) },
        ];

    /// <summary>Leaves those documents of a stretch that pass.</summary>
    public void Narrow(int start, Span<ulong> bits)
    {
        if (_kept is not null)
            Bits.And(bits, _kept.AsSpan(start / Bits.PerWord));
        else
            Test(start, bits);
    }

    private void Test(int start, Span<ulong> bits)
    {
        for (var w = 0; w < bits.Length; w++)
        for (var left = bits[w]; left != 0; left &= left - 1)
            if (!Passes(start + w * Bits.PerWord + BitOperations.TrailingZeroCount(left)))
                bits[w] &= ~(left & (~left + 1));
    }

    private bool Passes(int doc) => _bounds is { } bounds ? bounds.Contain(_dates[doc]) : _passing[_sets[doc]];

    private ulong[] All()
    {
        var documents = Math.Max(_sets.Length, _dates.Length);
        var bits = new ulong[Bits.Words(documents)];
        Bits.Fill(bits, documents);
        Test(0, bits);
        return bits;
    }

    private static string Key(ValueFilter filter) =>
        string.Join(
            '\u001f',
            [filter.Dimension.Name, "any", .. filter.Any, "exact", .. filter.Exact, "none", .. filter.None]
        );
}

/// <summary>
/// A date filter as numbers: instants are compared in UTC, calendar dates on the wall clock of the request, so that
/// "10 February" stays 10 February in every zone.
/// </summary>
internal sealed record DateBounds
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
