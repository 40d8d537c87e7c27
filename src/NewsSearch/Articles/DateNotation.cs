using System.Globalization;

namespace NewsSearch.Articles;

/// <summary>Dates as machines read them, never more exact than they are known.</summary>
public static class DateNotation
{
    /// <summary>RFC 3339 in UTC; fractions of a second only where there are any.</summary>
    public static string Of(DateTimeOffset instant) => Seconds(instant.ToUniversalTime()) + "Z";

    /// <summary>RFC 3339 with the offset that was written with it: <c>2024-02-03T23:30:00-05:00</c>.</summary>
    public static string AsWritten(DateTimeOffset instant) =>
        instant.Offset == TimeSpan.Zero
            ? Of(instant)
            : Seconds(instant) + instant.ToString("zzz", CultureInfo.InvariantCulture);

    private static string Seconds(DateTimeOffset instant) =>
        instant.ToString(
            instant.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss" : "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF",
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
