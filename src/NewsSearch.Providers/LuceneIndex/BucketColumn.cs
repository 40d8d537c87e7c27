using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// The histogram bucket of each document of a segment for one interval and time zone, numbered from the beginning of
/// the calendar, so that the numbers mean the same in every segment.
/// </summary>
internal sealed class BucketColumn
{
    private int[]? _totals;

    public const int Undated = -1;

    /// <summary>Known less exactly than a bucket.</summary>
    public const int Imprecise = -2;

    public BucketColumn(DateColumn dates, HistogramInterval interval, TimeZoneInfo zone)
    {
        var clock = new WallClock(zone);
        Buckets = new int[dates.Values.Length];
        for (var doc = 0; doc < Buckets.Length; doc++)
        {
            var bucket = Of(dates.Values[doc], interval, clock);
            Buckets[doc] = bucket;
            UndatedDocuments += bucket == Undated ? 1 : 0;
            if (bucket < 0)
                continue;
            First = Math.Min(First, bucket);
            Last = Math.Max(Last, bucket);
        }
    }

    public int[] Buckets { get; }

    /// <summary>Smallest bucket in use; greater than <see cref="Last"/> when there is none.</summary>
    public int First { get; } = int.MaxValue;

    public int Last { get; } = -1;

    /// <summary>Documents of each bucket from <see cref="First"/> on.</summary>
    // A race counts the same twice.
    public int[] Totals => _totals ??= CountTotals();

    /// <summary>Documents without a date.</summary>
    public int UndatedDocuments { get; }

    /// <summary>First moment of a bucket on the wall clock.</summary>
    public static DateTime Start(int bucket, HistogramInterval interval)
    {
        var first = DateTime.MinValue;
        return interval switch
        {
            HistogramInterval.Hour => first.AddHours(bucket),
            HistogramInterval.Day => first.AddDays(bucket),
            HistogramInterval.Week => first.AddDays(7.0 * bucket), // 0001-01-01 was a Monday.
            HistogramInterval.Month => first.AddMonths(bucket),
            HistogramInterval.Quarter => first.AddMonths(3 * bucket),
            _ => first.AddYears(bucket),
        };
    }

    /// <summary>The bucket that holds a moment of the wall clock.</summary>
    public static int Of(DateTime wall, HistogramInterval interval) =>
        interval switch
        {
            HistogramInterval.Hour => (int)(wall.Ticks / TimeSpan.TicksPerHour),
            HistogramInterval.Day => (int)(wall.Ticks / TimeSpan.TicksPerDay),
            HistogramInterval.Week => (int)(wall.Ticks / TimeSpan.TicksPerDay / 7),
            HistogramInterval.Month => (wall.Year - 1) * 12 + wall.Month - 1,
            HistogramInterval.Quarter => (wall.Year - 1) * 4 + (wall.Month - 1) / 3,
            _ => wall.Year - 1,
        };

    private int[] CountTotals()
    {
        var totals = new int[Math.Max(0, Last - First + 1)];
        foreach (var bucket in Buckets)
            if (bucket >= 0)
                totals[bucket - First]++;
        return totals;
    }

    private static int Of(long stored, HistogramInterval interval, WallClock clock)
    {
        if (stored == StoredDate.Unknown)
            return Undated;
        var start = StoredDate.Start(stored);
        if (StoredDate.Precision(stored) == StoredDate.Second)
            return Of(DateTime.UnixEpoch.AddSeconds(clock.ToWall(start)), interval);
        var first = Of(DateTime.UnixEpoch.AddSeconds(start), interval);
        return first == Of(DateTime.UnixEpoch.AddSeconds(StoredDate.End(stored)), interval) ? first : Imprecise;
    }

    /// <summary>Converts instants to a zone's wall clock; days without a change of offset are looked up once.</summary>
    private sealed class WallClock(TimeZoneInfo zone)
    {
        private const long Mixed = long.MinValue;
        private readonly Dictionary<long, long> _offsetByDay = [];

        public long ToWall(long utcSeconds)
        {
            var day = Math.DivRem(utcSeconds, 86_400, out var rest);
            if (rest < 0)
                day--;
            if (!_offsetByDay.TryGetValue(day, out var offset))
            {
                var first = Offset(day * 86_400);
                var isSteady = first == Offset(day * 86_400 + 43_200) && first == Offset(day * 86_400 + 86_399);
                offset = isSteady ? first : Mixed;
                _offsetByDay.Add(day, offset);
            }
            return utcSeconds + (offset == Mixed ? Offset(utcSeconds) : offset);
        }

        private long Offset(long utcSeconds) =>
            (long)zone.GetUtcOffset(DateTimeOffset.FromUnixTimeSeconds(utcSeconds)).TotalSeconds;
    }
}
