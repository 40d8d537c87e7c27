using System.Globalization;

namespace NewsSearch.Articles;

/// <summary>Dates as machines read them, never more exact than they are known.</summary>
public static class DateNotation
{
    /// <summary>RFC 3339 in UTC; fractions of a second only where there are any.</summary>
    public static string Of(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString(
            instant.Ticks % TimeSpan.TicksPerSecond == 0
                ? "yyyy-MM-dd'T'HH:mm:ss'Z'"
                : "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'",
            CultureInfo.InvariantCulture
        );

    /// <summary><c>2024</c>, <c>2024-02</c>, <c>2024-02-03</c> or an instant; null when the date is unknown.</summary>
    public static string? Of(PublishedDate? date) =>
        date?.Value is not { } value ? null
        : date.Precision == DatePrecision.Second ? Of(value)
        : value.UtcDateTime.ToString(
            date.Precision switch
            {
                DatePrecision.Year => "yyyy",
                DatePrecision.Month => "yyyy-MM",
                _ => "yyyy-MM-dd",
            },
            CultureInfo.InvariantCulture
        );
}
