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
        if (!DateReading.TryParse(text, out var value, out var precision) || !char.IsAsciiDigit(text[0]))
            throw new FormatException(
                $"\"{text}\" is not a date of the calendar. Write 2024, 2024-02, 2024-02-10 or 2024-02-10T22:00."
            );
        var hasZone = HasZone().IsMatch(text);
        var start = hasZone ? TimeZoneInfo.ConvertTime(value, zone).DateTime : value.DateTime;
        return (start, End(start, precision, text));
    }

    private static DateTime End(DateTime start, DatePrecision precision, string text)
    {
        try
        {
            return precision switch
            {
                DatePrecision.Year => start.AddYears(1),
                DatePrecision.Month => start.AddMonths(1),
                DatePrecision.Day => start.AddDays(1),
                _ => EndOfTime(start, text),
            };
        }
        catch (ArgumentOutOfRangeException)
        {
            return DateTime.MaxValue; // The last year, month and day end with the calendar.
        }
    }

    private static DateTime EndOfTime(DateTime start, string text)
    {
        var time = text[(text.IndexOfAny(['T', ' ']) + 1)..];
        var digits = time.TakeWhile(c => char.IsAsciiDigit(c) || c == ':').Count(char.IsAsciiDigit);
        return digits <= 2 ? start.AddHours(1)
            : digits <= 4 ? start.AddMinutes(1)
            : start.AddSeconds(1);
    }

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

    [GeneratedRegex(@"T.*(Z|[+-]\d{2}(:?\d{2})?)$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex HasZone();

    [GeneratedRegex(@"^P(?<n>\d{1,4})W$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Weeks();

    [GeneratedRegex(
        @"^P((?<y>\d{1,4})Y)?((?<mo>\d{1,5})M)?((?<d>\d{1,6})D)?(T((?<h>\d{1,6})H)?((?<mi>\d{1,6})M)?((?<s>\d{1,6})S)?)?$",
        RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex Duration();
}
