namespace NewsSearch.Search;

/// <summary>Calendar arithmetic of histograms and date filters.</summary>
public static class HistogramBuckets
{
    /// <summary>An interval that is chosen automatically gives at most this many buckets.</summary>
    private const int FewEnough = 120;

    /// <summary>No clock is further from UTC than this, nor changes twice in twice this time (seconds).</summary>
    private const long Around = 26 * 3_600;

    private static readonly long First = DateTimeOffset.MinValue.ToUnixTimeSeconds();
    private static readonly long Last = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>The first instant (seconds since 1970, UTC) at which the zone's wall clock shows this time or later.</summary>
    /// <remarks>
    /// Of a time that the clock skips (an hour in spring, a whole day where the date line was moved) that is the instant
    /// of the change; of a time that occurs twice it is the first.
    /// </remarks>
    public static long ToUtcSeconds(DateTime wall, TimeZoneInfo zone)
    {
        var shown = Seconds(wall);
        var (from, to) = (shown - Around, shown + Around);
        var (before, after) = (Offset(from, zone), Offset(to, zone));
        if (before == after)
            return shown - before;
        var change = Change(from, to, zone);
        return shown - before < change ? shown - before : Math.Max(change, shown - after);
    }

    /// <summary>The finest of day, week, month, quarter and year that shows the period in few buckets.</summary>
    public static HistogramInterval Choose(DateTime first, DateTime last)
    {
        var days = (last - first).TotalDays + 1;
        return days <= FewEnough ? HistogramInterval.Day
            : days / 30 <= 4 * 12 ? HistogramInterval.Month
            : days / 91 <= FewEnough ? HistogramInterval.Quarter
            : HistogramInterval.Year;
    }

    // The framework knows neither gaps nor repeated times of changes that are no daylight saving (Samoa 2011, Moscow
    // 2014), but the offset of every instant.
    private static long Change(long low, long high, TimeZoneInfo zone)
    {
        var before = Offset(low, zone);
        while (high - low > 1)
        {
            var middle = low + (high - low) / 2;
            if (Offset(middle, zone) == before)
                low = middle;
            else
                high = middle;
        }
        return high;
    }

    private static long Offset(long seconds, TimeZoneInfo zone)
    {
        var instant = DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(seconds, First, Last));
        return (long)zone.GetUtcOffset(instant).TotalSeconds;
    }

    private static long Seconds(DateTime wall) => (wall.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond;
}
