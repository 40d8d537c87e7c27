using System.Globalization;

namespace NewsSearch.Indexing;

/// <summary>The part of the day in which work is done that can wait, on the machine's own clock.</summary>
/// <param name="To">The first moment behind it; earlier than <paramref name="From"/> when it passes midnight.</param>
public sealed record QuietHours(TimeOnly From, TimeOnly To)
{
    private const string Format = "HH:mm";

    public bool Contains(TimeOnly time) => time.IsBetween(From, To);

    /// <summary>Reads <c>02:00-05:00</c>; null for anything else.</summary>
    public static QuietHours? TryParse(string text)
    {
        var ends = text.Split('-', StringSplitOptions.TrimEntries);
        return ends.Length == 2 && Time(ends[0]) is { } from && Time(ends[1]) is { } to && from != to
            ? new QuietHours(from, to)
            : null;
    }

    private static TimeOnly? Time(string text) =>
        TimeOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : null;
}
