using System.Globalization;
using NewsSearch.Search;

namespace NewsSearch.Tests.Search;

public sealed class HistogramBucketsTests
{
    [Theory]
    [InlineData("Asia/Riyadh", "2024-01-01T00:00:00", "2023-12-31T21:00:00")]
    [InlineData("Asia/Kathmandu", "2024-01-01T00:00:00", "2023-12-31T18:15:00")]
    [InlineData("Europe/Berlin", "2024-03-31T02:30:00", "2024-03-31T01:00:00")]
    [InlineData("Europe/Berlin", "2024-10-27T02:30:00", "2024-10-27T00:30:00")]
    [InlineData("Australia/Lord_Howe", "2024-04-07T01:45:00", "2024-04-06T14:45:00")]
    [InlineData("Australia/Lord_Howe", "2024-10-06T02:15:00", "2024-10-05T15:30:00")]
    [InlineData("Pacific/Apia", "2011-12-30T05:36:22", "2011-12-30T10:00:00")]
    [InlineData("Pacific/Apia", "2011-12-30T00:00:00", "2011-12-30T10:00:00")]
    [InlineData("Pacific/Apia", "2011-12-31T00:00:00", "2011-12-30T10:00:00")]
    [InlineData("Europe/Moscow", "2014-10-26T01:30:00", "2014-10-25T21:30:00")]
    [InlineData("Asia/Pyongyang", "2015-08-14T23:45:00", "2015-08-14T14:45:00")]
    [InlineData("Asia/Pyongyang", "2018-05-04T23:45:00", "2018-05-04T15:00:00")]
    public void A_wall_clock_time_is_the_first_instant_that_shows_it_or_later(string zone, string wall, string utc) =>
        Assert.Equal(
            Seconds(utc),
            HistogramBuckets.ToUtcSeconds(
                DateTime.Parse(wall, CultureInfo.InvariantCulture),
                TimeZoneInfo.FindSystemTimeZoneById(zone)
            )
        );

    [Theory]
    [InlineData("Pacific/Kiritimati")]
    [InlineData("America/New_York")]
    public void Both_ends_of_the_calendar_are_times(string zone)
    {
        var at = TimeZoneInfo.FindSystemTimeZoneById(zone);
        Assert.True(HistogramBuckets.ToUtcSeconds(DateTime.MinValue, at) < Seconds("1600-01-01T00:00:00"));
        Assert.True(HistogramBuckets.ToUtcSeconds(DateTime.MaxValue, at) > Seconds("9999-12-30T00:00:00"));
    }

    private static long Seconds(string utc) =>
        DateTimeOffset.Parse(utc + "Z", CultureInfo.InvariantCulture).ToUnixTimeSeconds();
}
