using System.Globalization;
using System.Text.RegularExpressions;
using NewsSearch.Articles;

namespace NewsSearch.Extraction;

/// <summary>
/// Reads dates as sources write them, with the precision that they have: ISO 8601 from the year to the fraction of a
/// second (extended and basic), RFC 822/1123, and "26-FEB-1987 15:01:01.79". A time without a zone is taken as UTC.
/// </summary>
public static partial class DateReading
{
    /// <summary>A date that lies this far after its retrieval is not believed.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromHours(24);

    /// <summary>The oldest newspapers are of the seventeenth century.</summary>
    private const int FirstYear = 1600;

    /// <summary>The date, or null for blank text. What cannot be believed is kept as <see cref="PublishedDate.Rejected"/>.</summary>
    /// <param name="evidence">Where the text was found: json-ld, meta, sgml, …</param>
    /// <param name="retrieved">A date more than 24 h later than this is rejected.</param>
    public static PublishedDate? Read(string? text, string evidence, DateTimeOffset retrieved)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var raw = text.Trim();
        var isRead = TryParse(raw, out var value, out var precision);
        return isRead && value.Year >= FirstYear && value <= retrieved + Ahead
            ? new PublishedDate(value, precision, evidence)
            : new PublishedDate(null, DatePrecision.Second, evidence, raw.Length <= 200 ? raw : raw[..200]);
    }

    /// <summary>An instant, or null when the text is blank, no date, or coarser than a day.</summary>
    public static DateTimeOffset? Instant(string? text) =>
        text is not null && TryParse(text.Trim(), out var value, out var precision) && precision >= DatePrecision.Day
            ? value
            : null;

    /// <summary>Reads a date; false when it is none, or one that the calendar does not have.</summary>
    public static bool TryParse(string text, out DateTimeOffset value, out DatePrecision precision)
    {
        value = default;
        precision = DatePrecision.Second;
        if (text.Length is < 4 or > 64)
            return false;
        if (Iso().Match(text) is { Success: true } iso)
            return TryIso(iso, out value, out precision);
        var cleaned = ZoneName().Replace(text, m => Offset(m.Value));
        return DateTimeOffset.TryParseExact(
            cleaned,
            Formats,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces,
            out value
        );
    }

    private static readonly string[] Formats =
    [
        "ddd, d MMM yyyy HH:mm:ss zzz",
        "ddd, d MMM yyyy HH:mm zzz",
        "d MMM yyyy HH:mm:ss zzz",
        "d MMM yyyy HH:mm zzz",
        "ddd, d MMM yyyy HH:mm:ss",
        "d MMM yyyy HH:mm:ss",
        "d-MMM-yyyy HH:mm:ss.ff",
        "d-MMM-yyyy HH:mm:ss.f",
        "d-MMM-yyyy HH:mm:ss",
        "ddd MMM d HH:mm:ss zzz yyyy",
        "ddd MMM d HH:mm:ss yyyy",
    ];

    private static bool TryIso(Match iso, out DateTimeOffset value, out DatePrecision precision)
    {
        value = default;
        precision =
            iso.Groups["hour"].Success ? DatePrecision.Second
            : iso.Groups["day"].Success ? DatePrecision.Day
            : iso.Groups["month"].Success ? DatePrecision.Month
            : DatePrecision.Year;
        int Part(string name, int absent) =>
            iso.Groups[name].Success ? int.Parse(iso.Groups[name].ValueSpan, CultureInfo.InvariantCulture) : absent;
        var (year, month, day) = (Part("year", 0), Part("month", 1), Part("day", 1));
        var (hour, minute, second) = (Part("hour", 0), Part("minute", 0), Part("second", 0));
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return false;
        if (hour > 24 || minute > 59 || second > 60 || (hour == 24 && (minute > 0 || second > 0)))
            return false;
        var local = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Unspecified)
            .AddHours(hour)
            .AddMinutes(minute)
            .AddSeconds(Math.Min(second, 59));
        if (iso.Groups["fraction"].Success)
            local = local.AddSeconds(double.Parse("0." + iso.Groups["fraction"].Value, CultureInfo.InvariantCulture));
        var offset = new TimeSpan(Part("zoneHour", 0), Part("zoneMinute", 0), 0);
        if (offset > TimeSpan.FromHours(14))
            return false;
        var utc = local.Ticks - (iso.Groups["sign"].Value == "-" ? -offset.Ticks : offset.Ticks);
        if (utc < DateTime.MinValue.Ticks || utc > DateTime.MaxValue.Ticks)
            return false;
        value = new DateTimeOffset(utc, TimeSpan.Zero);
        return true;
    }

    private static string Offset(string zone) =>
        zone.ToUpperInvariant() switch
        {
            "EST" => "-05:00",
            "EDT" => "-04:00",
            "CST" => "-06:00",
            "CDT" => "-05:00",
            "MST" => "-07:00",
            "MDT" => "-06:00",
            "PST" => "-08:00",
            "PDT" => "-07:00",
            "BST" => "+01:00",
            "CET" => "+01:00",
            "CEST" => "+02:00",
            _ => "+00:00",
        };

    [GeneratedRegex(
        @"\b(UTC|GMT|UT|Z|EST|EDT|CST|CDT|MST|MDT|PST|PDT|BST|CET|CEST)\b",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex ZoneName();

    [GeneratedRegex(
        @"^(?<year>\d{4})(?:-?(?<month>\d{2})(?:-?(?<day>\d{2})(?:[T ](?<hour>\d{2})(?::?(?<minute>\d{2})(?::?(?<second>\d{2})(?:[.,](?<fraction>\d+))?)?)?\s?(?:Z|(?<sign>[+-])(?<zoneHour>\d{2}):?(?<zoneMinute>\d{2})?)?)?)?)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex Iso();
}
