using System.Globalization;
using NewsSearch.Articles;

namespace NewsSearch.Web.Searching;

/// <summary>Dates as text, never more exact than they are known.</summary>
public static class DateText
{
    /// <summary>RFC 3339 in UTC; fractions of a second only where there are any.</summary>
    public static string Machine(DateTimeOffset instant) => DateNotation.Of(instant);

    /// <summary><c>2024</c>, <c>2024-02</c>, <c>2024-02-03</c> or an instant; null when the date is unknown.</summary>
    public static string? Machine(PublishedDate? date) => DateNotation.Of(date);

    public static string Human(DateTimeOffset instant) => Text(instant, "d MMMM yyyy, HH:mm 'UTC'");

    private static string Text(DateTimeOffset value, string format) =>
        value.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
}
