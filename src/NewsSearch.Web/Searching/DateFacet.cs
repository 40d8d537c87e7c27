using System.Globalization;
using NewsSearch.Search;

namespace NewsSearch.Web.Searching;

/// <summary>A bucket of the histogram as a value that <c>date=</c> understands.</summary>
public sealed record DateFacetValue(string Value, string Label, long Count, bool Selected);

/// <summary>The buckets of a histogram and what is in none of them; all together are the total that they are of.</summary>
/// <param name="Values">Oldest first.</param>
/// <param name="Other">Articles whose date is known less exactly than a bucket, or lies far from the period asked for.</param>
/// <param name="Missing">Articles without a date.</param>
public sealed record DateFacet(IReadOnlyList<DateFacetValue> Values, long Other, long Missing)
{
    /// <summary>The facet: buckets that hold articles, without the request's own date filter.</summary>
    public static DateFacet Of(HistogramResult histogram, DateFilter? filter) =>
        new(
            [
                .. histogram
                    .Unfiltered.Where(b => b.Count > 0)
                    .Select(b => Listed(b, histogram.Interval, filter, Label(histogram.Interval, b.Start))),
            ],
            histogram.OutOfRangeUnfiltered,
            histogram.UndatedUnfiltered
        );

    /// <summary>What a chart shows: the buckets of the period asked for, also the empty ones; without a period all.</summary>
    /// <param name="label">What readers call a bucket, by its start.</param>
    public static DateFacet Charted(HistogramResult histogram, DateFilter? filter, Func<DateTime, string> label)
    {
        var (buckets, other, missing) = filter?.Interval is null
            ? (histogram.Unfiltered, histogram.OutOfRangeUnfiltered, histogram.UndatedUnfiltered)
            : (histogram.Buckets, histogram.OutOfRange, histogram.Undated);
        return new DateFacet(
            [.. buckets.Select(b => Listed(b, histogram.Interval, filter, label(b.Start)))],
            other,
            missing
        );
    }

    private static DateFacetValue Listed(
        HistogramBucket bucket,
        HistogramInterval interval,
        DateFilter? filter,
        string label
    ) => new(Value(interval, bucket.Start), label, bucket.Count, IsSelected(interval, bucket.Start, filter));

    /// <summary>The interval of a bucket in the syntax of <c>date=</c>.</summary>
    public static string Value(HistogramInterval interval, DateTime start) =>
        interval switch
        {
            HistogramInterval.Year => Text(start, "yyyy"),
            HistogramInterval.Quarter => $"{Text(start, "yyyy-MM")}/{Text(start.AddMonths(2), "yyyy-MM")}",
            HistogramInterval.Month => Text(start, "yyyy-MM"),
            HistogramInterval.Week => $"{Text(start, "yyyy-MM-dd")}/{Text(start.AddDays(6), "yyyy-MM-dd")}",
            HistogramInterval.Day => Text(start, "yyyy-MM-dd"),
            _ => $"{Text(start, "yyyy-MM-ddTHH:mm")}/PT1H",
        };

    /// <summary>The start of a bucket as the API prints it.</summary>
    public static string Start(HistogramInterval interval, DateTime start) =>
        Text(start, interval == HistogramInterval.Hour ? "yyyy-MM-ddTHH:mm" : "yyyy-MM-dd");

    public static string Label(HistogramInterval interval, DateTime start) =>
        interval switch
        {
            HistogramInterval.Year => Text(start, "yyyy"),
            HistogramInterval.Quarter => $"Q{(start.Month + 2) / 3} {Text(start, "yyyy")}",
            HistogramInterval.Month => Text(start, "MMMM yyyy"),
            HistogramInterval.Week => $"Week of {Text(start, "d MMM yyyy")}",
            HistogramInterval.Day => Text(start, "d MMM yyyy"),
            _ => Text(start, "d MMM yyyy HH:mm"),
        };

    private static bool IsSelected(HistogramInterval interval, DateTime start, DateFilter? filter) =>
        filter?.Interval is { } chosen
        && start >= (chosen.Start ?? DateTime.MinValue)
        && End(interval, start) <= (chosen.End ?? DateTime.MaxValue);

    /// <summary>The first moment behind a bucket.</summary>
    public static DateTime End(HistogramInterval interval, DateTime start) =>
        interval switch
        {
            HistogramInterval.Year => start.AddYears(1),
            HistogramInterval.Quarter => start.AddMonths(3),
            HistogramInterval.Month => start.AddMonths(1),
            HistogramInterval.Week => start.AddDays(7),
            HistogramInterval.Day => start.AddDays(1),
            _ => start.AddHours(1),
        };

    private static string Text(DateTime date, string format) => date.ToString(format, CultureInfo.InvariantCulture);
}
