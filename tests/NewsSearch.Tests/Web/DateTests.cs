using System.Text.Json;

namespace NewsSearch.Tests.Web;

/// <summary>R3, and of R4 what is known about dates that are not.</summary>
public sealed class DateTests(DateTests.Articles articles) : IClassFixture<DateTests.Articles>
{
    private RunningService Service => articles.Service;

    [Fact]
    public async Task An_interval_and_its_buckets_follow_the_time_zone()
    {
        var answer = await Service.SearchAsync(
            "source=riyadh&date=2024-01/2024-03&tz=Asia/Riyadh&facet=date&interval=day"
        );

        Assert.Equal(["first", "middle"], Headlines(answer));
        var histogram = answer.GetProperty("histogram");
        Assert.Equal("Asia/Riyadh", histogram.GetProperty("tz").GetString());
        var first = histogram.GetProperty("buckets").EnumerateArray().First(b => b.GetProperty("count").GetInt64() > 0);
        Assert.Equal("2024-01-01", first.GetProperty("start").GetString());
        Assert.Equal(RunningService.Total(answer), Sum(histogram));
    }

    [Fact]
    public async Task The_same_interval_in_utc_has_other_ends() =>
        Assert.Equal(
            ["last", "middle"],
            Headlines(await Service.SearchAsync("source=riyadh&date=2024-01/2024-03&facet=date"))
        );

    [Theory]
    [InlineData("date=2024-02-10", "day")]
    [InlineData("date=2024-02-10&datePrecision=contained", "day")]
    [InlineData("date=2024-02-10&datePrecision=overlap", "day,month,year")]
    [InlineData("date=2024-02", "day,month")]
    [InlineData("date=2024-02&datePrecision=overlap", "day,month,year")]
    [InlineData("date=2024", "day,month,year")]
    [InlineData("date=/2023", "")]
    [InlineData("date=2024-02-10/", "day")]
    [InlineData("date=2024-02-10T00:00/P1D", "day")]
    [InlineData("date=2024-02-10/9999-12-31", "day")]
    [InlineData("date=9999-12-31T23:59", "")]
    [InlineData("date=9999-12", "")]
    [InlineData("date=0001/0001", "")]
    [InlineData("date=unknown", "none,rejected")]
    [InlineData("date=unknown&datePrecision=overlap", "none,rejected")]
    public async Task A_date_matches_at_its_own_precision(string query, string headlines) =>
        Assert.Equal(headlines, string.Join(',', Headlines(await Service.SearchAsync("source=precise&" + query))));

    [Fact]
    public async Task An_article_without_a_date_is_counted_and_never_dropped()
    {
        var answer = await Service.SearchAsync("source=precise&facet=date&interval=month");

        Assert.Equal(5, RunningService.Total(answer));
        var facet = answer.GetProperty("facets").GetProperty("date");
        Assert.Equal(2, facet.GetProperty("missing").GetInt64());
        var histogram = answer.GetProperty("histogram");
        Assert.Equal(2, histogram.GetProperty("undated").GetInt64());
        Assert.Equal(1, histogram.GetProperty("outOfRange").GetInt64()); // Known to the year only.
        Assert.Equal(5, Sum(histogram));
        Assert.Equal(
            5,
            facet.GetProperty("values").EnumerateArray().Sum(v => v.GetProperty("count").GetInt64())
                + facet.GetProperty("other").GetInt64()
                + facet.GetProperty("missing").GetInt64()
        );
    }

    [Theory]
    [InlineData("day", "day", "2024-02-10")]
    [InlineData("month", "month", "2024-02")]
    [InlineData("year", "year", "2024")]
    public async Task A_date_is_shown_as_exactly_as_it_is_known(string headline, string precision, string value)
    {
        var published = (await PublishedAsync(headline))!.Value;

        Assert.Equal(precision, published.GetProperty("precision").GetString());
        Assert.Equal(value, published.GetProperty("value").GetString());
        Assert.False(published.TryGetProperty("rejected", out _));
    }

    [Fact]
    public async Task A_date_after_its_retrieval_is_kept_as_rejected()
    {
        var published = (await PublishedAsync("rejected"))!.Value;

        Assert.Equal("2124-02-10T00:00:00Z", published.GetProperty("rejected").GetString());
        Assert.False(published.TryGetProperty("value", out _));
        Assert.False(published.TryGetProperty("precision", out _));
        Assert.Null(await PublishedAsync("none"));
    }

    private async Task<JsonElement?> PublishedAsync(string headline)
    {
        var answer = await Service.SearchAsync($"source=precise&q=headline:{headline}");
        var id = Assert.Single(RunningService.Ids(answer));
        var article = await Service.GetAsync("/api/v1/articles/" + id);
        return article.TryGetProperty("published", out var published) ? published : null;
    }

    private static IReadOnlyList<string> Headlines(JsonElement answer) =>
        [
            .. answer
                .GetProperty("items")
                .EnumerateArray()
                .Select(i => i.GetProperty("headline").GetString()!)
                .Order(StringComparer.Ordinal),
        ];

    private static long Sum(JsonElement histogram) =>
        histogram.GetProperty("buckets").EnumerateArray().Sum(b => b.GetProperty("count").GetInt64())
        + histogram.GetProperty("undated").GetInt64()
        + histogram.GetProperty("outOfRange").GetInt64();

    /// <summary>A service with articles of every kind of date.</summary>
    public sealed class Articles : IAsyncLifetime
    {
        public EmptyService Service { get; } = new();

        public async ValueTask InitializeAsync()
        {
            await Service.InitializeAsync();
            var report = await Service.IngestAsync(
                """{"source":"Riyadh","headline":"first","published":"2023-12-31T21:30Z"}""",
                """{"source":"Riyadh","headline":"middle","published":"2024-02-10T12:00:00+03:00"}""",
                """{"source":"Riyadh","headline":"last","published":"2024-03-31T21:30Z"}""",
                """{"source":"Precise","headline":"day","published":"2024-02-10"}""",
                """{"source":"Precise","headline":"month","published":"2024-02"}""",
                """{"source":"Precise","headline":"year","published":"2024"}""",
                """{"source":"Precise","headline":"none"}""",
                """{"source":"Precise","headline":"rejected","published":"2124-02-10T00:00:00Z"}"""
            );
            Assert.Equal(8, report.GetProperty("outcomes").GetProperty("created").GetInt64());
        }

        public ValueTask DisposeAsync() => Service.DisposeAsync();
    }
}
