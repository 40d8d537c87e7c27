using NewsSearch.Articles;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// A date as one number: seconds since 1970 (UTC for instants, the publisher's calendar for dates coarser than a
/// second), shifted left by two, with the precision in the low bits. Greater numbers are later.
/// </summary>
internal static class StoredDate
{
    public const long Unknown = long.MinValue;
    public const int Second = 0;
    public const int Day = 1;
    public const int Month = 2;
    public const int Year = 3;

    public static long Encode(PublishedDate? date) =>
        date?.Value is not { } value
            ? Unknown
            : Encode(
                value,
                date.Precision switch
                {
                    DatePrecision.Year => Year,
                    DatePrecision.Month => Month,
                    DatePrecision.Day => Day,
                    _ => Second,
                }
            );

    public static long Encode(DateTimeOffset? instant) => instant is { } value ? Encode(value, Second) : Unknown;

    private static long Encode(DateTimeOffset value, int precision) =>
        (value.ToUnixTimeSeconds() << 2) | (long)precision;

    public static long Start(long stored) => stored >> 2;

    public static int Precision(long stored) => (int)(stored & 3);

    /// <summary>The last second that the date may mean.</summary>
    public static long End(long stored)
    {
        var start = stored >> 2;
        switch (stored & 3)
        {
            case Second:
                return start;
            case Day:
                return start + 86_399;
            default:
                var first = DateTime.UnixEpoch.AddSeconds(start);
                var next = (stored & 3) == Month ? first.AddMonths(1) : first.AddYears(1);
                return (long)(next - DateTime.UnixEpoch).TotalSeconds - 1;
        }
    }
}
