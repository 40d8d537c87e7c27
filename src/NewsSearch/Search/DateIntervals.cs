using System.Globalization;
using System.Text.RegularExpressions;
using NewsSearch.Articles;
using NewsSearch.Extraction;

namespace NewsSearch.Search;

/// <summary>Reads ISO 8601 intervals: one date of any precision, two with a slash, an open end, a date and a duration.</summary>
public static partial class DateIntervals
{
    /// <summary>The interval on the wall clock of <paramref name="zone"/>.</summary>
    /// <param name="now">For a duration with an open end: <c>P7D/</c> is the last seven days.</param>
    /// <exception cref="FormatException">Says what is wrong and shows a form that works.</exception>
    public static DateInterval Parse(string text, TimeZoneInfo zone, DateTimeOffset now)
    {
        var parts = text.Trim().Split('/');
        if (parts.Length > 2)
            throw new FormatException($"\"{text}\" has more than one slash. Write for example 2024-01/2024-03.");
        if (parts.Length == 1)
        {
            var (start, end) = Date(parts[0], zone);
            return new DateInterval(start, end);
        }
        var (from, to) = (parts[0], parts[1]);
        var interval =
            IsDuration(from) ? Backwards(from, to, zone, now)
            : IsDuration(to) ? Forwards(from, to, zone)
            : new DateInterval(IsOpen(from) ? null : Date(from, zone).Start, IsOpen(to) ? null : Date(to, zone).End);
        if (interval.Start is { } first && interval.End is { } last && last <= first)
            throw new FormatException($"\"{text}\" ends before it begins. Write the earlier date first.");
        if (interval is { Start: null, End: null })
            throw new FormatException($"\"{text}\" is open at both ends. Write for example 2024-01/ or /2019.");
        return interval;
    }

    // P7D/ is measured back from now; P1M/2024-03-01 back from the end of that day.
    private static DateInterval Backwards(string duration, string to, TimeZoneInfo zone, DateTimeOffset now)
    {
        var wallNow = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        var end = IsOpen(to) ? (DateTime?)null : Date(to, zone).End;
        return new DateInterval(Shift(end ?? Trim(wallNow), duration, -1), end);
    }

    private static DateInterval Forwards(string from, string duration, TimeZoneInfo zone)
    {
        if (IsOpen(from))
            throw new FormatException(
                $"\"{from}/{duration}\" has a duration without a date. Write 2024-02-03/{duration}."
            );
        var start = Date(from, zone).Start;
        return new DateInterval(start, Shift(start, duration, +1));
    }

    private static (DateTime Start, DateTime End) Date(string text, TimeZoneInfo zone)
    {
        text = text.Trim();
        if (Week().Match(text) is { Success: true } week)
            return OfWeek(week, text);
        if (!IsoDates.TryRead(text, out var value, out var precision))
            throw NoDate(text);
        if (precision != DatePrecision.Second)
            return (value.DateTime, End(value.DateTime, precision, digits: 0));
        var clock = Clock().Match(text);
        if (!clock.Success)
            throw NoDate(text);
        var start = clock.Groups["z"].Success ? TimeZoneInfo.ConvertTime(value, zone).DateTime : value.DateTime;
        return (start, End(start, precision, clock.Groups["t"].Value.TakeWhile(IsClock).Count(char.IsAsciiDigit)));
    }

    private static (DateTime Start, DateTime End) OfWeek(Match week, string text)
    {
        var (year, number) = (int.Parse(week.Groups["y"].ValueSpan), int.Parse(week.Groups["n"].ValueSpan));
        if (year < 1 || number < 1 || number > ISOWeek.GetWeeksInYear(year))
            throw NoDate(text);
        try
        {
            var monday = ISOWeek.ToDateTime(year, number, DayOfWeek.Monday);
            return week.Groups["d"].Success
                ? (monday.AddDays(week.Groups["d"].Value[0] - '1'), monday.AddDays(week.Groups["d"].Value[0] - '0'))
                : (monday, monday.AddDays(7));
        }
        catch (ArgumentOutOfRangeException)
        {
            throw NoDate(text); // The last week of the calendar is not all in it.
        }
    }

    private static FormatException NoDate(string text) =>
        new(
            $"\"{text}\" is not a date of the calendar. Write 2024, 2024-02, 2024-02-10 or 2024-02-10T22:00."
                + (LostPlus().IsMatch(text) ? " The plus sign of an offset is %2B in an address." : "")
        );

    private static bool IsClock(char c) => char.IsAsciiDigit(c) || c == ':';

    private static DateTime End(DateTime start, DatePrecision precision, int digits)
    {
        try
        {
            return precision switch
            {
                DatePrecision.Year => start.AddYears(1),
                DatePrecision.Month => start.AddMonths(1),
                DatePrecision.Day => start.AddDays(1),
                _ => EndOfTime(start, digits),
            };
        }
        catch (ArgumentOutOfRangeException)
        {
            return DateTime.MaxValue; // The last year, month and day end with the calendar.
        }
    }

    private static DateTime EndOfTime(DateTime start, int digits) =>
        digits <= 2 ? start.AddHours(1)
        : digits <= 4 ? start.AddMinutes(1)
        : start.AddSeconds(1);

    private static DateTime Shift(DateTime from, string duration, int sign)
    {
        try
        {
            var weeks = Weeks().Match(duration);
            if (weeks.Success)
                return from.AddDays(7 * sign * int.Parse(weeks.Groups["n"].ValueSpan, CultureInfo.InvariantCulture));
            var match = Duration().Match(duration);
            int Part(string name) =>
                match.Groups[name].Success ? int.Parse(match.Groups[name].ValueSpan, CultureInfo.InvariantCulture) : 0;
            if (!match.Success || duration.EndsWith('T') || duration.Length < 3)
                throw new FormatException($"\"{duration}\" is not a duration. Write P7D, P1M, P1Y or PT15M.");
            return from.AddMonths(sign * (12 * Part("y") + Part("mo")))
                .AddDays(sign * Part("d"))
                .AddHours(sign * Part("h"))
                .AddMinutes(sign * Part("mi"))
                .AddSeconds(sign * Part("s"));
        }
        catch (Exception cause) when (cause is ArgumentOutOfRangeException or OverflowException)
        {
            throw new FormatException($"\"{duration}\" reaches outside of the calendar.", cause);
        }
    }

    private static DateTime Trim(DateTime wall) => wall.AddTicks(-(wall.Ticks % TimeSpan.TicksPerSecond));

    private static bool IsDuration(string text) => text.StartsWith('P');

    private static bool IsOpen(string text) => text.Length == 0 || text == "..";

    [GeneratedRegex(
        @"[-\d](T|\s|(?<=^\d{8}))(?<t>\d{2}(:?\d{2}(:?\d{2}([.,]\d+)?)?)?)\s*(?<z>Z|[+-]\d{2}(:?\d{2})?)?$",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1_000
    )]
    private static partial Regex Clock();

    [GeneratedRegex(
        @"^(?<y>\d{4})-?W(?<n>\d{2})(-?(?<d>[1-7]))?$",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1_000
    )]
    private static partial Regex Week();

    [GeneratedRegex(@"\d \d{2}:?\d{2}$", RegexOptions.None, 1_000)]
    private static partial Regex LostPlus();

    [GeneratedRegex(@"^P(?<n>\d{1,4})W$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Weeks();

    [GeneratedRegex(
        @"^P((?<y>\d{1,4})Y)?((?<mo>\d{1,5})M)?((?<d>\d{1,6})D)?(T((?<h>\d{1,6})H)?((?<mi>\d{1,6})M)?((?<s>\d{1,6})S)?)?$",
        RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex Duration();
}
