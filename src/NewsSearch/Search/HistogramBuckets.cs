namespace NewsSearch.Search;

/// <summary>Calendar arithmetic of histograms and date filters.</summary>
public static class HistogramBuckets
{
    /// <summary>An interval that is chosen automatically gives at most this many buckets.</summary>
    private const int FewEnough = 120;

    /// <summary>The first instant (seconds since 1970, UTC) at which the zone's wall clock shows this time or later.</summary>
    /// <remarks>
    /// In the hour that is skipped when clocks go forward that is the instant of the change; of a time that occurs twice
    /// it is the first.
    /// </remarks>
    public static long ToUtcSeconds(DateTime wall, TimeZoneInfo zone)
    {
        var local = DateTime.SpecifyKind(wall, DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(local))
            return EndOfGap(local, zone);
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return Seconds(local) - (long)offset.TotalSeconds;
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

    // Before the gap the earlier offset holds; the instant of the change is where it stops to hold.
    private static long EndOfGap(DateTime local, TimeZoneInfo zone)
    {
        var before = local.AddDays(-1);
        while (zone.IsInvalidTime(before))
            before = before.AddDays(-1);
        var (low, high) = (Seconds(before) - (long)zone.GetUtcOffset(before).TotalSeconds, Seconds(local) + 86_400);
        while (high - low > 1)
        {
            var middle = low + (high - low) / 2;
            if (Wall(middle, zone) >= local)
                high = middle;
            else
                low = middle;
        }
        return high;
    }

    private static DateTime Wall(long seconds, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeSeconds(seconds), zone).DateTime;

    private static long Seconds(DateTime wall) => (wall.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond;
}
