using System.Text.RegularExpressions;
using NewsSearch.Articles;

namespace NewsSearch.Extraction;

/// <summary>
/// Ranges of days ("3–5 March 2024", "28 February – 2 March 2024", "2024-02-03/2024-02-05"): the date is known to the
/// smallest of day, month or year that holds both ends.
/// </summary>
internal static partial class DateRanges
{
    /// <summary>True when the text is a range; its first and its last day.</summary>
    public static bool TryEnds(string text, out DateTimeOffset first, out DateTimeOffset last)
    {
        (first, last) = (default, default);
        if (DaysOfMonth().Match(text) is { Success: true } days)
            return TryDay(days.Result("${a} ${behind}"), out first) && TryDay(days.Result("${z} ${behind}"), out last);
        if (MonthDays().Match(text) is { Success: true } month)
            return TryDay(month.Result("${m} ${a}, ${y}"), out first)
                && TryDay(month.Result("${m} ${z}, ${y}"), out last);
        if (Ends().Match(text) is not { Success: true } ends || !TryDay(ends.Groups["z"].Value.Trim(), out last))
            return false;
        var from = ends.Groups["a"].Value.Trim();
        return HasYear().IsMatch(from)
            ? TryDay(from, out first)
            : TryDay($"{from} {last.Year}", out first) || TryDay($"{from}, {last.Year}", out first);
    }

    /// <summary>The smallest unit that holds both days; false when they lie in two years.</summary>
    public static bool TryUnit(
        DateTimeOffset first,
        DateTimeOffset last,
        out DateTimeOffset value,
        out DatePrecision precision
    )
    {
        precision =
            first.Date == last.Date ? DatePrecision.Day
            : first.Month == last.Month ? DatePrecision.Month
            : DatePrecision.Year;
        var month = precision == DatePrecision.Year ? 1 : first.Month;
        var day = precision == DatePrecision.Day ? first.Day : 1;
        value = new DateTimeOffset(first.Year, month, day, 0, 0, 0, TimeSpan.Zero);
        return first.Year == last.Year && first <= last;
    }

    private static bool TryDay(string text, out DateTimeOffset value) =>
        DateReading.TryParseOne(text, out value, out var precision) && precision >= DatePrecision.Day;

    [GeneratedRegex(@"^(?<a>[0-9]{1,2})\.?\s*[–—\-]\s*(?<z>[0-9]{1,2})\.?\s+(?<behind>\p{L}.*[0-9]{4})$")]
    private static partial Regex DaysOfMonth();

    [GeneratedRegex(@"^(?<m>\p{L}{3,12})\.?\s+(?<a>[0-9]{1,2})\s*[–—\-]\s*(?<z>[0-9]{1,2}),?\s+(?<y>[0-9]{4})$")]
    private static partial Regex MonthDays();

    [GeneratedRegex(
        @"^(?<a>.*?[0-9].*?)(?:\s+[–—\-]\s+|[–—]|/(?=[0-9]{4}-)|\s+(?:to|bis|until|au|al|до|по)\s+)(?<z>.*[0-9]{4}.*)$"
    )]
    private static partial Regex Ends();

    [GeneratedRegex(@"(?<![0-9])[0-9]{4}(?![0-9])")]
    private static partial Regex HasYear();
}
