namespace NewsSearch.Search;

/// <summary>stub</summary>
public static class HistogramBuckets
{
    public static DateTime Floor(HistogramInterval i, DateTime w) =>
        i switch
        {
            HistogramInterval.Year => new(w.Year, 1, 1, 0, 0, 0, DateTimeKind.Unspecified),
            HistogramInterval.Month => new(w.Year, w.Month, 1, 0, 0, 0, DateTimeKind.Unspecified),
            HistogramInterval.Quarter => new(w.Year, (w.Month - 1) / 3 * 3 + 1, 1, 0, 0, 0, DateTimeKind.Unspecified),
            HistogramInterval.Week => w.Date.AddDays(-((int)w.DayOfWeek + 6) % 7),
            HistogramInterval.Day => w.Date,
            _ => w.Date.AddHours(w.Hour),
        };

    public static DateTime Next(HistogramInterval i, DateTime w) =>
        i switch
        {
            HistogramInterval.Year => w.AddYears(1),
            HistogramInterval.Month => w.AddMonths(1),
            HistogramInterval.Quarter => w.AddMonths(3),
            HistogramInterval.Week => w.AddDays(7),
            HistogramInterval.Day => w.AddDays(1),
            _ => w.AddHours(1),
        };

    public static IReadOnlyList<DateTime> Starts(HistogramInterval i, DateTime first, DateTime last)
    {
        var l = new List<DateTime>();
        for (var d = Floor(i, first); d <= last; d = Next(i, d))
            l.Add(d);
        return l;
    }

    public static long ToUtcSeconds(DateTime wall, TimeZoneInfo zone)
    {
        while (zone.IsInvalidTime(wall))
            wall = wall.AddMinutes(1);
        return (long)
            (
                TimeZoneInfo.ConvertTimeToUtc(DateTime.SpecifyKind(wall, DateTimeKind.Unspecified), zone)
                - DateTime.UnixEpoch
            ).TotalSeconds;
    }

    public static HistogramInterval Choose(DateTime first, DateTime last) => HistogramInterval.Month;
}
