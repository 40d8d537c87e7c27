using NewsSearch.Search;

namespace NewsSearch.Tests.Search;

public sealed class DateIntervalsTests
{
    private static readonly DateTimeOffset Now = new(2024, 2, 10, 12, 30, 15, TimeSpan.Zero);

    [Theory]
    [InlineData("2024", "2024-01-01T00:00:00", "2025-01-01T00:00:00")]
    [InlineData("2024-02", "2024-02-01T00:00:00", "2024-03-01T00:00:00")]
    [InlineData("2024-02-29", "2024-02-29T00:00:00", "2024-03-01T00:00:00")]
    [InlineData("20240229", "2024-02-29T00:00:00", "2024-03-01T00:00:00")]
    [InlineData("2024-060", "2024-02-29T00:00:00", "2024-03-01T00:00:00")]
    [InlineData("2024-W09", "2024-02-26T00:00:00", "2024-03-04T00:00:00")]
    [InlineData("2020-W53-5", "2021-01-01T00:00:00", "2021-01-02T00:00:00")]
    [InlineData("2024W09/2024-W10", "2024-02-26T00:00:00", "2024-03-11T00:00:00")]
    [InlineData("2024-02-03T22", "2024-02-03T22:00:00", "2024-02-03T23:00:00")]
    [InlineData("2024-02-03T22:15", "2024-02-03T22:15:00", "2024-02-03T22:16:00")]
    [InlineData("2024-02-03T22:15:07", "2024-02-03T22:15:07", "2024-02-03T22:15:08")]
    [InlineData("20240203T2215", "2024-02-03T22:15:00", "2024-02-03T22:16:00")]
    [InlineData("202402032215", "2024-02-03T22:15:00", "2024-02-03T22:16:00")]
    [InlineData("2024-02-03T22:00/PT15M", "2024-02-03T22:00:00", "2024-02-03T22:15:00")]
    [InlineData("2024-01-31/P1M", "2024-01-31T00:00:00", "2024-02-29T00:00:00")]
    [InlineData("P1M/2024-02", "2024-02-01T00:00:00", "2024-03-01T00:00:00")]
    public void A_date_of_any_precision_is_all_of_it(string text, string start, string end) =>
        Assert.Equal(Interval(start, end), DateIntervals.Parse(text, TimeZoneInfo.Utc, Now));

    [Theory]
    [InlineData("2024-02-03T22:00Z")]
    [InlineData("2024-02-03t22:00z")]
    [InlineData("2024-02-03 22:00Z")]
    [InlineData("2024-02-03 22:00+00:00")]
    [InlineData("2024-02-04T00:00+02")]
    [InlineData("2024-02-03T15:30-06:30")]
    [InlineData("20240203T2200Z")]
    [InlineData("202402032200Z")]
    public void A_time_with_an_offset_is_that_instant_whatever_the_zone(string text) =>
        Assert.Equal(
            Interval("2024-02-04T01:00:00", "2024-02-04T01:01:00"),
            DateIntervals.Parse(text, TimeZoneInfo.FindSystemTimeZoneById("Asia/Riyadh"), Now)
        );

    [Fact]
    public void Open_ends_stay_open()
    {
        Assert.Equal(new DateInterval(null, At("2020-01-01T00:00:00")), Parse("/2019"));
        Assert.Equal(new DateInterval(At("2024-01-01T00:00:00"), null), Parse("2024-01/.."));
        Assert.Equal(new DateInterval(At("2024-02-03T12:30:15"), null), Parse("P7D/"));
    }

    [Theory]
    [InlineData("1706997600")]
    [InlineData("3 Feb 2024")]
    [InlineData("2024-02-03T10:00 EST")]
    [InlineData("2024-02-30")]
    [InlineData("2024-W54")]
    [InlineData("2023-W53")]
    [InlineData("2024-W09-8")]
    [InlineData("9999-W52-7")]
    [InlineData("2024-02-03T25:00")]
    [InlineData("2024-03/2024-01")]
    [InlineData("2024-01/2024-02/2024-03")]
    [InlineData("/")]
    [InlineData("/P1D")]
    [InlineData("P1Q/")]
    public void What_is_no_iso_8601_interval_is_refused(string text) =>
        Assert.Throws<FormatException>(() => Parse(text));

    [Fact]
    public void A_plus_sign_that_became_a_blank_is_explained() =>
        Assert.Contains(
            "%2B",
            Assert.Throws<FormatException>(() => Parse("2024-02-03T22:00 02:00")).Message,
            StringComparison.Ordinal
        );

    private static DateInterval Parse(string text) => DateIntervals.Parse(text, TimeZoneInfo.Utc, Now);

    private static DateInterval Interval(string start, string end) => new(At(start), At(end));

    private static DateTime At(string text) => DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
