using System.Globalization;
using AngleSharp.Dom;

namespace NewsSearch.Tests.Web;

/// <summary>Pages stay light where one old article stretches every axis of time over centuries.</summary>
public sealed class PageWeightTests(PageWeightTests.LongTime archive) : IClassFixture<PageWeightTests.LongTime>
{
    private readonly HtmlPages _pages = new(archive.Service);

    /// <summary>The sample and an article of three centuries ago.</summary>
    public sealed class LongTime : IAsyncLifetime
    {
        public RunningService Service { get; } = new();

        public async ValueTask InitializeAsync()
        {
            await Service.InitializeAsync();
            await Service.IngestAsync(
                """{"source":"Old Paper","headline":"Old","body":"A very old text.","published":"1700-05-05","language":"en"}"""
            );
        }

        public ValueTask DisposeAsync() => Service.DisposeAsync();
    }

    // The pages refuse to be read when they are above 100 kB.
    [Theory]
    [InlineData("/")]
    [InlineData("/?limit=50")]
    [InlineData("/?facet=topic&facet.topic.size=100")]
    [InlineData("/sources")]
    [InlineData("/sources/old-paper")]
    [InlineData("/sources/the-northgate-courier")]
    [InlineData("/trends?q=the&q=train&q=mayor&q=port&q=school&facet=source&interval=month")]
    public async Task A_page_is_below_its_limit(string address) =>
        Assert.NotNull((await _pages.GetAsync(address)).Body);

    [Fact]
    public async Task What_is_left_out_of_a_table_is_nothing()
    {
        var directory = await _pages.GetAsync("/sources");
        var entries = directory.QuerySelectorAll(".entry").ToDictionary(e => e.QuerySelector("h2")!.TextContent.Trim());
        foreach (var row in directory.QuerySelectorAll("details.numbers tbody tr"))
        {
            var id = entries[row.QuerySelector("th")!.TextContent]
                .QuerySelector("h2 a")!
                .GetAttribute("href")!
                .Split('/')[^1];
            var trend = await archive.Service.GetAsync($"/api/v1/trends?facet=source&source={id}&interval=year");
            Assert.Equal(Sum(trend), row.QuerySelectorAll("td").Sum(Number));
        }
        Assert.Contains(directory.QuerySelectorAll("details.numbers thead th"), h => h.TextContent.Contains("1700"));

        var trends = await _pages.GetAsync("/trends?q=the&q=old&interval=year");
        var rows = trends.QuerySelectorAll(".numbers tbody tr");
        Assert.InRange(rows.Length, 2, 20);
        Assert.Contains("Periods without articles are left out", trends.Body!.TextContent, StringComparison.Ordinal);
        var answer = await archive.Service.GetAsync("/api/v1/trends?q=the&q=old&interval=year");
        Assert.Equal(Sum(answer), rows.SelectMany(r => r.QuerySelectorAll("td")).Sum(Number));
    }

    private static long Sum(System.Text.Json.JsonElement trend) =>
        trend
            .GetProperty("series")
            .EnumerateArray()
            .SelectMany(s => s.GetProperty("buckets").EnumerateArray())
            .Sum(b => b.GetProperty("count").GetInt64());

    private static long Number(IElement cell) =>
        long.Parse(cell.TextContent.Trim(), NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
}
