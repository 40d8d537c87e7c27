using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using NewsSearch.Web.Pages;

namespace NewsSearch.Tests.Web;

/// <summary>The page of trends: its picture, its table and the API have the same numbers.</summary>
[Collection(SharedSample.Name)]
public sealed partial class TrendsPageTests(SampleService service)
{
    private readonly HtmlPages _pages = new(service);

    [Theory]
    [InlineData("q=train&q=flood&interval=quarter")]
    [InlineData("q=train&facet=source&interval=year&facet.source.size=4")]
    [InlineData("q=train&q=flood&facet=topic&facet.topic.size=3&interval=year&normalize=documents")]
    [InlineData("interval=month&date=2021&lang=en")]
    public async Task The_table_has_the_numbers_of_the_api_and_each_leads_to_its_search(string asked)
    {
        var answer = await service.GetAsync("/api/v1/trends?" + asked);
        var page = await _pages.GetAsync("/trends?" + asked);
        var series = answer.GetProperty("series").EnumerateArray().ToList();
        var rows = page.QuerySelectorAll(".numbers tbody tr");

        Assert.Equal(series[0].GetProperty("buckets").GetArrayLength(), rows.Length);
        var shown = rows.Select(r => r.QuerySelectorAll("td").Select(Count).Order().ToList()).ToList();
        var expected = Enumerable
            .Range(0, rows.Length)
            .Select(b =>
                series.Select(s => s.GetProperty("buckets")[b].GetProperty("count").GetInt64()).Order().ToList()
            );
        Assert.Equal(expected, shown);
        foreach (var link in page.QuerySelectorAll(".numbers td a").Where((_, n) => n % 5 == 0))
        {
            var address = link.GetAttribute("href")!;
            Assert.StartsWith("/?", address, StringComparison.Ordinal);
            Assert.Equal(Number(link.TextContent), await service.TotalAsync(address[2..]));
        }
    }

    [Fact]
    public async Task The_picture_has_a_point_for_each_bucket_and_no_words_of_a_script()
    {
        var page = await _pages.GetAsync("/trends?q=train&q=flood&interval=quarter");
        var answer = await service.GetAsync("/api/v1/trends?q=train&q=flood&interval=quarter");
        var buckets = answer.GetProperty("series")[0].GetProperty("buckets").GetArrayLength();

        var lines = page.QuerySelectorAll("svg.lines polyline");
        Assert.Equal(2, lines.Length);
        Assert.All(lines, l => Assert.Equal(buckets, l.GetAttribute("points")!.Split(' ').Length));
        Assert.Equal(
            page.QuerySelectorAll(".numbers td a").Select(a => a.GetAttribute("href")).Order(),
            page.QuerySelectorAll("svg.lines a").Select(a => a.GetAttribute("href")).Order()
        );
        Assert.Empty(page.QuerySelectorAll("[style], script:not([src])"));
    }

    [Fact]
    public async Task A_share_of_nothing_is_a_gap_and_not_a_zero()
    {
        var page = await _pages.GetAsync("/trends?facet=source&interval=quarter&normalize=documents&date=2019/2025");
        var unknown = page.QuerySelectorAll(".numbers td").Count(c => !c.TextContent.Any(char.IsAsciiDigit));
        var answer = await service.GetAsync(
            "/api/v1/trends?facet=source&facet.source.size=6&interval=quarter&normalize=documents&date=2019/2025"
        );

        var none = answer
            .GetProperty("series")
            .EnumerateArray()
            .SelectMany(s => s.GetProperty("buckets").EnumerateArray())
            .Count(b => b.GetProperty("coverage").GetString() == "none");
        Assert.True(none > 0);
        Assert.Equal(none, unknown);
    }

    [Theory]
    [InlineData("/trends?q=&q=train&facet=&normalize=&interval=&from=&to=", "/trends?q=train")]
    [InlineData("/trends?q=a&from=2021-01-01&to=2021-12-31", "/trends?q=a&date=2021-01-01/2021-12-31")]
    [InlineData("/trends?q=a&facet=&facet.source.size=3", "/trends?q=a")]
    public async Task What_its_form_sends_becomes_the_address_of_the_api(string sent, string address)
    {
        using var response = await _pages.SendAsync(new HttpRequestMessage(HttpMethod.Get, sent));
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal(address, response.Headers.Location?.OriginalString);
        await _pages.GetAsync(address);
    }

    [Fact]
    public async Task Too_fine_an_interval_is_made_coarser_and_said()
    {
        var page = await _pages.GetAsync("/trends?q=train&interval=hour");
        Assert.NotNull(page.QuerySelector(".notice"));
        Assert.InRange(page.QuerySelectorAll(".numbers tbody tr").Length, 1, 500);
    }

    [Theory]
    [InlineData("/trends?q=train&q=(open")]
    [InlineData("/trends?facet=nonsense")]
    [InlineData("/trends?limit=5")]
    [InlineData("/trends?q=a&q=b&q=c&q=d&q=e&q=f")]
    public async Task A_mistake_is_told_on_the_page_and_the_form_is_kept(string address)
    {
        var page = await _pages.GetAsync(address, status: 400);
        Assert.NotNull(page.QuerySelector(".problem"));
        Assert.NotNull(page.QuerySelector("form[action='/trends'] input[name=q]"));
        if (address.Contains("open", StringComparison.Ordinal))
            Assert.Equal(
                "/trends?q=train&q=%28open%29",
                page.QuerySelector(".problem a[href*=open]")?.GetAttribute("href")
            );
    }

    [Fact]
    public async Task What_a_reader_typed_is_text_and_never_markup()
    {
        var typed = "\"><script>alert(1)</script>";
        var page = await _pages.GetAsync("/trends?q=%22a%22&source=" + Uri.EscapeDataString(typed));
        Assert.DoesNotContain(
            page.QuerySelectorAll("script"),
            s => s.TextContent.Contains("alert", StringComparison.Ordinal)
        );
        Assert.Contains(typed, page.QuerySelector(".chip")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_speaks_arabic_and_time_runs_from_right_to_left()
    {
        var english = await _pages.GetAsync("/trends?q=train&interval=year");
        var arabic = await _pages.GetAsync("/trends?q=train&interval=year&hl=ar");

        Assert.Equal("rtl", arabic.DocumentElement.GetAttribute("dir"));
        Assert.Equal(Places(english).Select(x => Math.Round(100 - x, 1)), Places(arabic));

        static IEnumerable<double> Places(IParentNode page) =>
            page.QuerySelector("svg.lines polyline")!
                .GetAttribute("points")!
                .Split(' ')
                .Select(p => double.Parse(p.Split(',')[0], System.Globalization.CultureInfo.InvariantCulture))
                .Select(x => Math.Round(x, 1));
    }

    [Theory]
    [InlineData(0, 1, "1")]
    [InlineData(1, 1, "1")]
    [InlineData(3, 1, "1 2 3")]
    [InlineData(17, 1, "5 10 15 20")]
    [InlineData(4_000, 1, "1000 2000 3000 4000")]
    [InlineData(0.034, 0, "0.01 0.02 0.03 0.04")]
    [InlineData(1, 0, "0.5 1")]
    public void Ticks_are_round_and_reach_the_greatest_value(double max, double least, string expected)
    {
        var scale = new ChartScale(10, max, IsMirrored: false, least);
        Assert.Equal(
            expected,
            string.Join(
                ' ',
                scale.Ticks.Select(t => Math.Round(t, 6).ToString(System.Globalization.CultureInfo.InvariantCulture))
            )
        );
        Assert.InRange(scale.Y(max), 0, ChartScale.Base);
        Assert.Equal(ChartScale.Base, scale.Y(0));
    }

    private static long Count(IElement cell) => Number(FirstNumber().Match(cell.TextContent).Value);

    private static long Number(string text) =>
        text.Length == 0 ? 0 : long.Parse(text.Replace(",", "", StringComparison.Ordinal).Trim());

    [GeneratedRegex("[0-9,]+")]
    private static partial Regex FirstNumber();
}
