using System.Globalization;
using System.Text.RegularExpressions;
using NewsSearch.Articles;

namespace NewsSearch.Extraction;

/// <summary>
/// Dates that are written with the names of their units (2024年2月3日, 2024년 2월 3일, 3 tháng 2, 2024), and dates of the
/// Solar Hijri (Iran, Afghanistan) and Buddhist (Thailand) calendars.
/// </summary>
internal static partial class CalendarDates
{
    private static readonly PersianCalendar SolarHijri = new();

    /// <param name="text">With plain digits, see <see cref="DateDigits"/>.</param>
    /// <param name="isPersian">Whether the digits were Persian ones.</param>
    public static bool TryRead(string text, bool isPersian, out DateTimeOffset value, out DatePrecision precision)
    {
        (value, precision) = (default, DatePrecision.Day);
        if (Units().Match(text) is { Success: true } units)
            return TryUnits(text, units, out value, out precision);
        if (Vietnamese().Match(text) is { Success: true } viet)
            return Set(Part(viet, "y"), Part(viet, "m"), Part(viet, "d"), out value, out precision);
        if (ThaiYear().Match(text) is { Success: true } thai)
            return Set(
                Part(thai, "y") - 543,
                MonthNames.Find(thai.Groups["m"].Value),
                Part(thai, "d"),
                out value,
                out precision
            );
        if (SolarHijriName().Match(text) is { Success: true } named)
            return TrySolarHijri(
                text,
                named,
                MonthNames.FindSolarHijri(named.Groups["m"].Value),
                out value,
                out precision
            );
        return isPersian
            && SolarHijriNumber().Match(text) is { Success: true } numbered
            && TrySolarHijri(text, numbered, Part(numbered, "m"), out value, out precision);
    }

    private static bool TryUnits(string text, Match units, out DateTimeOffset value, out DatePrecision precision)
    {
        if (!Set(Part(units, "y"), Part(units, "m"), Part(units, "d"), out value, out precision))
            return false;
        if (
            precision != DatePrecision.Day
            || UnitClock().Match(text, units.Index + units.Length) is not { Success: true } clock
        )
            return true;
        var hour = Part(clock, "h");
        if (clock.Groups["pm"].Success && hour < 12)
            hour += 12;
        if (hour > 23 || Part(clock, "i") > 59 || Part(clock, "s") > 59)
            return true;
        // The reader's clock is the publisher's: these pages state no zone, and none is invented beyond UTC.
        var time = new TimeSpan(hour, Part(clock, "i"), Part(clock, "s"));
        return IsoDates.TryCombine(value, time, TimeSpan.Zero, out value, out precision);
    }

    private static bool TrySolarHijri(
        string text,
        Match match,
        int month,
        out DateTimeOffset value,
        out DatePrecision precision
    )
    {
        (value, precision) = (default, DatePrecision.Day);
        var (year, day) = (Part(match, "y"), Part(match, "d"));
        if (month is < 1 or > 12 || day < 1 || day > SolarHijri.GetDaysInMonth(year, month))
            return false;
        value = new DateTimeOffset(SolarHijri.ToDateTime(year, month, day, 0, 0, 0, 0), TimeSpan.Zero);
        return !ClockTime.TryRead(text[(match.Index + match.Length)..], value, out var time, out var offset)
            || IsoDates.TryCombine(value, time, offset, out value, out precision);
    }

    private static bool Set(int year, int month, int day, out DateTimeOffset value, out DatePrecision precision)
    {
        (value, precision) = (default, day == 0 ? DatePrecision.Month : DatePrecision.Day);
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day > DateTime.DaysInMonth(year, month))
            return false;
        value = new DateTimeOffset(year, month, Math.Max(day, 1), 0, 0, 0, TimeSpan.Zero);
        return true;
    }

    private static int Part(Match match, string group) =>
        match.Groups[group].Success ? int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^(?<y>[0-9]{4})\s*[年년]\s*(?<m>[0-9]{1,2})\s*[月월](?:\s*(?<d>[0-9]{1,2})\s*[日일号])?")]
    private static partial Regex Units();

    [GeneratedRegex(
        @"\G[\s,]*(?:[(（][月火水木金土日一二三四五六월화수목금토일][)）])?\s*(?:(?<pm>午後|下午|晚上|오후)|午前|上午|오전)?\s*(?<h>[0-9]{1,2})\s*[:時时点시]\s*(?<i>[0-9]{1,2})\s*[:分분]?\s*(?<s>[0-9]{1,2})?\s*[秒초]?\s*$"
    )]
    private static partial Regex UnitClock();

    [GeneratedRegex(
        @"^(?:[\p{L}\s]{2,12},\s*)?(?:ngày\s+)?(?<d>[0-9]{1,2})\s+tháng\s+(?<m>[0-9]{1,2})(?:,|\s+năm)?\s+(?<y>[0-9]{4})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Vietnamese();

    [GeneratedRegex(
        @"(?<![0-9])(?<d>[0-9]{1,2})\s+(?<m>[\u0E00-\u0E7F]{4,12})\s+(?:พ\.ศ\.\s*)?(?<y>2[4-6][0-9]{2})(?![0-9])"
    )]
    private static partial Regex ThaiYear();

    [GeneratedRegex(
        @"(?<![0-9])(?<d>[0-9]{1,2})\s+(?<m>[\u0600-\u06FF]{2,8})(?:\s+ماه)?\s*,?\s+(?<y>1[234][0-9]{2})(?![0-9])"
    )]
    private static partial Regex SolarHijriName();

    [GeneratedRegex(@"(?<![0-9])(?<y>1[34][0-9]{2})[/\-](?<m>[0-9]{1,2})[/\-](?<d>[0-9]{1,2})(?![0-9])")]
    private static partial Regex SolarHijriNumber();
}
