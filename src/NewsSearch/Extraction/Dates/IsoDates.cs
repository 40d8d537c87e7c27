using System.Text.RegularExpressions;
using NewsSearch.Articles;

namespace NewsSearch.Extraction;

/// <summary>ISO 8601 dates of any precision, extended and basic, and their near forms with blanks and slashes.</summary>
internal static partial class IsoDates
{
    public static bool TryRead(string text, out DateTimeOffset value, out DatePrecision precision)
    {
        (value, precision) = (default, DatePrecision.Day);
        var match = Extended().Match(text);
        if (!match.Success)
            match = Basic().Match(text);
        if (!match.Success)
            return TryOrdinal(text, out value);
        var year = int.Parse(match.Groups["y"].ValueSpan);
        var month = match.Groups["m"].Success ? int.Parse(match.Groups["m"].ValueSpan) : 0;
        var day = match.Groups["d"].Success ? int.Parse(match.Groups["d"].ValueSpan) : 0;
        precision =
            month == 0 && !match.Groups["m"].Success ? DatePrecision.Year
            : !match.Groups["d"].Success ? DatePrecision.Month
            : DatePrecision.Day;
        if (year < 1 || (precision != DatePrecision.Year && month is < 1 or > 12))
            return false;
        if (precision == DatePrecision.Day && (day < 1 || day > DateTime.DaysInMonth(year, month)))
            return false;
        value = new DateTimeOffset(year, Math.Max(month, 1), Math.Max(day, 1), 0, 0, 0, TimeSpan.Zero);
        if (!match.Groups["t"].Success)
            return true;
        return ClockTime.TryRead(match.Groups["t"].Value, value, out var time, out var offset)
            && TryCombine(value, time, offset, out value, out precision);
    }

    /// <summary>
    /// The instant of a time of day at an offset from UTC, which it keeps; false when it leaves the calendar.
    /// </summary>
    public static bool TryCombine(
        DateTimeOffset midnight,
        TimeSpan time,
        TimeSpan offset,
        out DateTimeOffset value,
        out DatePrecision precision
    )
    {
        precision = DatePrecision.Second;
        var ticks = midnight.Ticks + time.Ticks - offset.Ticks;
        var isPossible = ticks >= 0 && ticks <= DateTimeOffset.MaxValue.Ticks;
        value = isPossible ? At(offset, new DateTimeOffset(ticks, TimeSpan.Zero)) : default;
        return isPossible;
    }

    // An offset that no clock has, and local times outside of the calendar, leave the instant in UTC.
    private static DateTimeOffset At(TimeSpan offset, DateTimeOffset instant)
    {
        var local = instant.UtcTicks + offset.Ticks;
        return
            offset.Duration() > TimeSpan.FromHours(14)
            || offset.Ticks % TimeSpan.TicksPerMinute != 0
            || local < 0
            || local > DateTimeOffset.MaxValue.Ticks
            ? instant
            : instant.ToOffset(offset);
    }

    private static bool TryOrdinal(string text, out DateTimeOffset value)
    {
        value = default;
        if (Ordinal().Match(text) is not { Success: true } match)
            return false;
        var year = int.Parse(match.Groups["y"].ValueSpan);
        var day = int.Parse(match.Groups["n"].ValueSpan);
        if (year < 1 || day < 1 || day > (DateTime.IsLeapYear(year) ? 366 : 365))
            return false;
        value = new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(day - 1);
        return true;
    }

    [GeneratedRegex(
        @"^(?<y>[0-9]{4})(?:[-/.](?<m>[0-9]{1,2})(?:[-/.](?<d>[0-9]{1,2})(?:(?:[Tt]|\s+|,\s*)(?<t>[0-9]{1,2}.*))?)?)?$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Extended();

    [GeneratedRegex(
        @"^(?<y>[0-9]{4})(?<m>[0-9]{2})(?<d>[0-9]{2})(?:[Tt]?(?<t>[0-9]{4,6}(?:[.,][0-9]+)?\s*(?:[Zz]|[+\-][0-9:]{2,5})?)|[Tt](?<t>[0-9]{2}(?::.*)?))?$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Basic();

    [GeneratedRegex(@"^(?<y>[0-9]{4})-(?<n>[0-9]{3})$", RegexOptions.CultureInvariant)]
    private static partial Regex Ordinal();
}
