using System.Globalization;

namespace NewsSearch.Extraction.Warc;

/// <summary>The dates of records: ISO 8601 in UTC, to the year at the least (WARC), or digits (ARC).</summary>
internal static class RecordDates
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-ddK",
        "yyyy-MM",
        "yyyy",
    ];

    /// <summary>Null where it is no date.</summary>
    public static DateTimeOffset? Read(string? text)
    {
        if (text is null)
            return null;
        if (text.Length >= 8 && text.All(char.IsAsciiDigit))
            return Digits(text);
        // .NET reads seven digits of a second, WARC 1.1 allows nine.
        var shortened = text.Length > 28 && text[19] == '.' ? string.Concat(text.AsSpan(0, 27), "Z") : text;
        return Parse(shortened, Formats);
    }

    private static DateTimeOffset? Digits(string text) =>
        text.Length >= 14 ? Parse(text[..14], ["yyyyMMddHHmmss"])
        : text.Length >= 12 ? Parse(text[..12], ["yyyyMMddHHmm"])
        : Parse(text[..8], ["yyyyMMdd"]);

    private static DateTimeOffset? Parse(string text, string[] formats) =>
        DateTimeOffset.TryParseExact(
            text,
            formats,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var date
        )
            ? date
            : null;
}
