using NewsSearch.Articles;

namespace NewsSearch.Extraction;

/// <summary>
/// Reads the dates that articles carry: ISO 8601 of any precision (extended and basic), RFC 822/1123, and the forms
/// that pages and agencies write, in the scripts and calendars that news is written in. A time keeps the offset from
/// UTC that is written with it; without one it is taken as UTC.
/// </summary>
public static class DateReading
{
    private static readonly DateTimeOffset Earliest = new(1600, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// The publication date; null when there is no text. Impossible dates, dates before 1600 and dates more than 24
    /// hours after <paramref name="retrieved"/> keep their raw text in <see cref="PublishedDate.Rejected"/>.
    /// </summary>
    public static PublishedDate? Read(string? raw, string evidence, DateTimeOffset retrieved)
    {
        var text = CleanText.Line(raw);
        if (text is null)
            return null;
        return TryParse(text, out var value, out var precision) && value >= Earliest && value <= retrieved.AddHours(24)
            ? new PublishedDate(value, precision, evidence)
            : new PublishedDate(null, precision, evidence, text.Length <= 200 ? text : text[..200]);
    }

    /// <summary>An instant such as a modification date; null when unreadable.</summary>
    public static DateTimeOffset? Instant(string? raw) =>
        CleanText.Line(raw) is { } text && TryParse(text, out var value, out _) ? value : null;

    /// <summary>Reads a date; false when it is none, or one that the calendar does not have.</summary>
    public static bool TryParse(string text, out DateTimeOffset value, out DatePrecision precision)
    {
        value = default;
        precision = DatePrecision.Day;
        var date = DateDigits.Plain(text).Trim();
        if (date.Length is < 4 or > 80)
            return false;
        var isPersian = DateDigits.HasPersian(text);
        if (DateRanges.TryEnds(date, out var first, out var last))
            return DateRanges.TryUnit(first, last, out value, out precision);
        return CalendarDates.TryRead(date, isPersian, out value, out precision)
            || TryParseOne(date, out value, out precision);
    }

    /// <summary>Reads one date, no range of dates, with plain digits.</summary>
    internal static bool TryParseOne(string text, out DateTimeOffset value, out DatePrecision precision) =>
        IsoDates.TryRead(text, out value, out precision) || WrittenDates.TryRead(text, out value, out precision);
}
