using System.Text.RegularExpressions;

namespace NewsSearch.Extraction;

/// <summary>The time of day behind a date: <c>10:20:30.5+01:00</c>, <c>102030Z</c>, <c>4:05 PM EST</c>.</summary>
internal static partial class ClockTime
{
    private static readonly Dictionary<string, double> ZoneHours = new(StringComparer.OrdinalIgnoreCase)
    {
        [""] = 0,
        ["Z"] = 0,
        ["UT"] = 0,
        ["UTC"] = 0,
        ["GMT"] = 0,
        ["WET"] = 0,
        ["BST"] = 1,
        ["CET"] = 1,
        ["MEZ"] = 1,
        ["CEST"] = 2,
        ["MESZ"] = 2,
        ["WEST"] = 1,
        ["WAT"] = 1,
        ["EET"] = 2,
        ["EEST"] = 3,
        ["CAT"] = 2,
        ["SAST"] = 2,
        ["IDT"] = 3,
        ["MSK"] = 3,
        ["EAT"] = 3,
        ["TRT"] = 3,
        ["IRST"] = 3.5,
        ["GST"] = 4,
        ["AFT"] = 4.5,
        ["PKT"] = 5,
        ["NPT"] = 5.75,
        ["ICT"] = 7,
        ["WIB"] = 7,
        ["WITA"] = 8,
        ["HKT"] = 8,
        ["SGT"] = 8,
        ["MYT"] = 8,
        ["PHT"] = 8,
        ["AWST"] = 8,
        ["WIT"] = 9,
        ["KST"] = 9,
        ["JST"] = 9,
        ["ACST"] = 9.5,
        ["ACDT"] = 10.5,
        ["AEST"] = 10,
        ["AEDT"] = 11,
        ["NZST"] = 12,
        ["NZDT"] = 13,
        ["BRT"] = -3,
        ["ART"] = -3,
        ["NST"] = -3.5,
        ["NDT"] = -2.5,
        ["ADT"] = -3,
        ["EST"] = -5,
        ["EDT"] = -4,
        ["CST"] = -6,
        ["CDT"] = -5,
        ["MST"] = -7,
        ["MDT"] = -6,
        ["PST"] = -8,
        ["PDT"] = -7,
        ["AKST"] = -9,
        ["AKDT"] = -8,
        ["HST"] = -10,
    };

    // Names that leave out whether it was summer; the date tells.
    private static readonly Dictionary<string, string> SeasonalZones = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ET"] = "America/New_York",
        ["CT"] = "America/Chicago",
        ["MT"] = "America/Denver",
        ["PT"] = "America/Los_Angeles",
    };

    /// <summary>False when there is no possible time. An unknown zone name is read as UTC.</summary>
    /// <param name="midnight">The day that the time belongs to, on the writer's calendar.</param>
    public static bool TryRead(string text, DateTimeOffset midnight, out TimeSpan time, out TimeSpan offset)
    {
        (time, offset) = (default, default);
        if (Clock().Match(text) is not { Success: true } match)
            return false;
        var (hour, minute, second) = (Part(match, "h"), Part(match, "i"), Part(match, "s"));
        if (match.Groups["p"].Success)
        {
            if (hour is 0 or > 12)
                return false;
            hour = (hour % 12) + (match.Groups["p"].ValueSpan[0] is 'p' or 'P' ? 12 : 0);
        }
        // 24:00 is the end of the day, second 60 a leap second.
        if (hour > 24 || minute > 59 || second > 60 || (hour == 24 && minute + second > 0))
            return false;
        time = new TimeSpan(hour, minute, Math.Min(second, 59)) + Fraction(match);
        return TryOffset(match, midnight.DateTime + time, out offset);
    }

    private static bool TryOffset(Match match, DateTime local, out TimeSpan offset)
    {
        offset = default;
        if (!match.Groups["oh"].Success)
        {
            var name = match.Groups["z"].Value;
            offset =
                SeasonalZones.TryGetValue(name, out var id) && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone)
                    ? zone.GetUtcOffset(local)
                    : TimeSpan.FromHours(ZoneHours.GetValueOrDefault(name));
            return true;
        }
        var (hours, minutes) = (Part(match, "oh"), Part(match, "om"));
        offset = new TimeSpan(hours, minutes, 0) * (match.Groups["os"].ValueSpan[0] is '-' or '−' ? -1 : 1);
        return hours <= 14 && minutes < 60;
    }

    private static TimeSpan Fraction(Match match) =>
        match.Groups["f"].Success
            ? TimeSpan.FromTicks(long.Parse(match.Groups["f"].Value.PadRight(7, '0').AsSpan(0, 7)))
            : TimeSpan.Zero;

    private static int Part(Match match, string group) =>
        match.Groups[group].Success ? int.Parse(match.Groups[group].ValueSpan) : 0;

    [GeneratedRegex(
        @"^[\s,|–—\-]*(?:(?:at|um|à|às|a\s+las|alle|ore|om|kl\.?|klo|saat|pukul|г\.?|года|р\.|року|в|о|у|الساعة|ساعت|בשעה|เวลา)[\s,]+)*(?<h>[0-9]{1,2})(?:(?::|h|\.)?(?<i>[0-9]{2})(?:[:.]?(?<s>[0-9]{2})(?:[.,](?<f>[0-9]{1,20}))?)?)?\s*(?:(?<p>[ap])\.?m\.?)?\s*(?:Uhr\s*)?(?:(?:GMT|UTC)?(?<os>[+\-−])(?<oh>[0-9]{2}):?(?<om>[0-9]{2})?|\(?(?<z>[A-Z]{1,5})\)?)?\s*(?:\(.*\))?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Clock();
}
