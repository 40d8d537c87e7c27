using System.Globalization;
using System.Text.RegularExpressions;
using NewsSearch.Articles;

namespace NewsSearch.Extraction;

/// <summary>Dates as people write them: with the name of the month, with dots or slashes, or as seconds since 1970.</summary>
internal static partial class WrittenDates
{
    /// <param name="text">With plain digits, see <see cref="DateDigits"/>.</param>
    public static bool TryRead(string text, out DateTimeOffset value, out DatePrecision precision)
    {
        (value, precision) = (default, DatePrecision.Day);
        if (TryEpoch(text, out value))
        {
            precision = DatePrecision.Second;
            return true;
        }
        var (day, month, year, behind) = DateParts(text);
        if (year < 1 || year > 9999 || month is < 0 or > 12)
            return false;
        if (month == 0)
            return Set(year, 1, 1, DatePrecision.Year, out value, out precision);
        if (day == 0)
            return Set(year, month, 1, DatePrecision.Month, out value, out precision);
        if (day < 0 || day > DateTime.DaysInMonth(year, month))
            return false;
        var midnight = new DateTimeOffset(year, month, day, 0, 0, 0, TimeSpan.Zero);
        (value, precision) = (midnight, DatePrecision.Day);
        if (ClockTime.TryRead(behind, midnight, out var time, out var offset))
            return IsoDates.TryCombine(midnight, time, offset, out value, out precision);
        return true;
    }

    private static bool Set(
        int year,
        int month,
        int day,
        DatePrecision known,
        out DateTimeOffset value,
        out DatePrecision precision
    )
    {
        (value, precision) = (new DateTimeOffset(year, month, day, 0, 0, 0, TimeSpan.Zero), known);
        return true;
    }

    // Day 0: only the month is written. Month 0: day and month cannot be told apart (02/10/2024), so only the year is
    // known. Year 0: no date.
    private static (int Day, int Month, int Year, string Behind) DateParts(string text)
    {
        if (DayMonthYear().Match(text) is { Success: true } dmy)
            return (Number(dmy, "d"), MonthNames.Find(dmy.Groups["m"].Value), Year(dmy), Behind(text, dmy));
        if (MonthDayYear().Match(text) is { Success: true } mdy)
            return (Number(mdy, "d"), MonthNames.Find(mdy.Groups["m"].Value), Year(mdy), Behind(text, mdy));
        if (MonthDayTimeYear().Match(text) is { Success: true } unix)
            return (
                Number(unix, "d"),
                MonthNames.Find(unix.Groups["m"].Value),
                Year(unix),
                unix.Groups["t"].Value + " " + unix.Groups["z"].Value
            );
        if (YearMonthDay().Match(text) is { Success: true } ymd)
            return (Number(ymd, "d"), MonthNames.Find(ymd.Groups["m"].Value), Year(ymd), Behind(text, ymd));
        if (MonthYear().Match(text) is { Success: true } my)
            return (0, MonthNames.Find(my.Groups["m"].Value), Year(my), "");
        if (Dotted().Match(text) is { Success: true } dotted)
            return (Number(dotted, "d"), Number(dotted, "n"), Year(dotted), Behind(text, dotted));
        if (Slashed().Match(text) is not { Success: true } slashed)
            return (0, 0, 0, "");
        var (a, b) = (Number(slashed, "a"), Number(slashed, "b"));
        return a > 31 || b > 31 || (a > 12 && b > 12) || a == 0 || b == 0 ? (0, 0, 0, "")
            : a > 12 || a == b ? (a, b, Year(slashed), Behind(text, slashed))
            : b > 12 ? (b, a, Year(slashed), Behind(text, slashed))
            : (0, 0, Year(slashed), "");
    }

    private static int Number(Match match, string group) =>
        int.TryParse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            ? n
            : -1;

    // RFC 2822 4.3: two digits below 50 mean 20xx.
    private static int Year(Match match)
    {
        var year = Number(match, "y");
        return match.Groups["y"].Length > 2 ? year : year + (year < 50 ? 2000 : 1900);
    }

    private static string Behind(string text, Match match) => text[(match.Index + match.Length)..];

    private static bool TryEpoch(string text, out DateTimeOffset value)
    {
        value = default;
        if (text.Length is not (10 or 13) || text[0] != '1' || !long.TryParse(text, NumberStyles.None, null, out var n))
            return false;
        value = DateTimeOffset.FromUnixTimeSeconds(text.Length == 13 ? n / 1000 : n);
        return true;
    }

    [GeneratedRegex(
        @"^(?:[\p{L}\p{M}]{2,14}\.?,?\s+)?(?:(?:the|den|le|el|il)\s+)?(?<d>\d{1,2})(?:st|nd|rd|th|er|\.|º|ª)?[\s\-/.]+(?:(?:of|de|di)\s+)?(?<m>[\p{L}\p{M}]{2,14}(?:\s(?:الثاني|الأول|الاول))?)(?:\s?/\s?[\p{L}\p{M}\s]{2,14}?)?\.?,?[\s\-/.]+(?:(?:de|del)\s+)?(?<y>\d{4}|\d{2})(?!\d)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex DayMonthYear();

    [GeneratedRegex(
        @"^(?:\p{L}{2,10}\.?,?\s+)?(?<m>[\p{L}\p{M}]{2,14})\.?[\s\-]+(?<d>\d{1,2})(?:st|nd|rd|th)?,?[\s\-]+(?<y>\d{4})(?!\d)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex MonthDayYear();

    [GeneratedRegex(
        @"^\p{L}{3},?\s+(?<m>\p{L}{3})\s+(?<d>\d{1,2})\s+(?<t>\d{1,2}:\d\d(?::\d\d)?)\s+(?:(?<z>[A-Z]{1,5}|[+-]\d{4})\s+)?(?<y>\d{4})$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex MonthDayTimeYear();

    [GeneratedRegex(
        @"^(?<y>\d{4})[.,]?\s*(?<m>[\p{L}\p{M}]{3,14})\.?\s*(?<d>\d{1,2})(?!\d)\.?",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex YearMonthDay();

    [GeneratedRegex(
        @"^(?<m>[\p{L}\p{M}]{2,14}(?:\s(?:الثاني|الأول|الاول))?)\.?,?\s+(?:de\s+)?(?<y>\d{4})$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex MonthYear();

    [GeneratedRegex(@"^(?<d>\d{1,2})\.\s?(?<n>\d{1,2})\.\s?(?<y>\d{4})(?!\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Dotted();

    [GeneratedRegex(@"^(?<a>\d{1,2})[/\-](?<b>\d{1,2})[/\-](?<y>\d{4})(?!\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Slashed();
}
