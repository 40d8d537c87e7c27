using Microsoft.Playwright;
using NewsSearch.Tests.Web;

namespace NewsSearch.Browser.Tests;

/// <summary>Searching as readers do, with and without script, on a phone, a tablet and a desk.</summary>
public sealed class SearchJourneyTests(Archive archive)
{
    public static readonly TheoryData<int, bool> Devices = new()
    {
        { 360, true },
        { 360, false },
        { 768, true },
        { 768, false },
        { 1440, true },
        { 1440, false },
    };

    [Theory]
    [MemberData(nameof(Devices))]
    public async Task A_search_is_narrowed_read_and_taken_back(int width, bool script)
    {
        await using var visit = await archive.VisitAsync(width, script);
        var page = visit.Page;
        await page.GotoAsync("/");
        await page.FillAsync("#q", "train");
        await page.Locator("#search button").ClickAsync();
        await visit.ArriveAsync("/?q=train");
        await IsAsync(visit, "q=train");

        await page.Locator("#filters input[name=source][value=harbour-wire]").CheckAsync();
        await page.Locator("#filters input[name=topic][value='transport']").CheckAsync();
        await page.Locator("#filters .apply").ClickAsync();
        await visit.ArriveWithAsync("topic=transport");
        const string narrowed = "q=train&source=harbour-wire&topic=transport";
        await IsAsync(visit, narrowed);
        Assert.Equal(2, await page.Locator(".chip").CountAsync());
        Assert.True(await page.Locator("#filters input[name=source][value=harbour-wire]").IsCheckedAsync());

        // Reading and coming back changes nothing, nor does loading again.
        var address = page.Url;
        await page.Locator(".hit h2 a").First.ClickAsync();
        await page.Locator(".story h1").WaitForAsync();
        await page.GoBackAsync();
        Assert.Equal(address, page.Url);
        await IsAsync(visit, narrowed);
        await page.ReloadAsync();
        await IsAsync(visit, narrowed);

        await page.Locator(".chip", new() { HasText = "Harbour Wire" }).ClickAsync();
        await visit.ArriveWithoutAsync("source=");
        await IsAsync(visit, "q=train&topic=transport");
        Assert.Equal("?q=train&topic=transport", visit.Query);
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public async Task A_bar_and_a_typed_interval_choose_the_time(int width, bool script)
    {
        await using var visit = await archive.VisitAsync(width, script);
        var page = visit.Page;
        await page.GotoAsync("/");
        // Svg links need a place to be clicked: the middle of the tallest bar.
        var tallest = page.Locator(".chart svg a").Nth(await TallestAsync(page));
        var period = await tallest.GetAttributeAsync("data-period");
        await tallest.Locator(".bar").ClickAsync();
        await visit.ArriveWithAsync("date=");
        await IsAsync(visit, "date=" + period);
        // A search by date alone has a chip like any other.
        await page.Locator(".chip").ClickAsync();
        await visit.ArriveWithoutAsync("date=");

        await page.FillAsync("#filters input[name=date]", "2024-01/2024-03");
        await page.Locator("#filters .apply").ClickAsync();
        await visit.ArriveWithAsync("date=");
        await IsAsync(visit, "date=2024-01/2024-03");
        // Where there is script, the field gets the browser's picker.
        await Assertions
            .Expect(page.Locator("#filters input[name=from]"))
            .ToHaveAttributeAsync("type", script ? "date" : "text");
        // Without, months and years can be typed as well.
        var (from, to) = script ? ("2023-05-01", "2023-06-30") : ("2023-05", "2023-06");
        await page.FillAsync("#filters input[name=from]", from);
        await page.FillAsync("#filters input[name=to]", to);
        await page.Locator("#filters .apply").ClickAsync();
        await visit.ArriveWithAsync($"{from}/{to}");
        await IsAsync(visit, $"date={from}/{to}");
        // The table has the numbers of the bars.
        await page.Locator(".chart summary").ClickAsync();
        await Assertions.Expect(page.Locator(".chart table")).ToBeVisibleAsync();
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public async Task Nothing_found_says_which_part_and_which_filter_and_leads_out(int width, bool script)
    {
        await using var visit = await archive.VisitAsync(width, script);
        var page = visit.Page;
        await page.GotoAsync("/?q=train&source=harbour-wire&topic=health");
        Assert.Equal(0, await visit.TotalAsync());
        var empty = (await archive.Service.SearchAsync("q=train&source=harbour-wire&topic=health")).GetProperty(
            "explanation"
        );
        var most = empty.GetProperty("filters")[0];
        Assert.Equal("topic", most.GetProperty("parameter").GetString());
        Assert.Equal(
            empty.GetProperty("clauses")[0].GetProperty("unfiltered").GetInt64().ToString(),
            await page.Locator(".nothing tbody td.number").Nth(1).InnerTextAsync()
        );
        await page.Locator(".nothing p a").First.ClickAsync();
        await visit.ArriveWithoutAsync("topic=");
        await IsAsync(visit, "q=train&source=harbour-wire");
        Assert.Equal(most.GetProperty("without").GetInt64(), await visit.TotalAsync());

        await page.GotoAsync("/?q=nosuchword+train");
        Assert.Equal(["nosuchword"], await visit.TextsAsync(".nothing p code"));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ar")]
    public async Task A_brush_over_the_bars_chooses_the_time_from_the_first_to_the_last(string language)
    {
        await using var visit = await archive.VisitAsync(language: language);
        var page = visit.Page;
        await page.GotoAsync("/?q=train");
        var bars = page.Locator(".chart svg a");
        var (first, last) = (bars.Nth(2), bars.Nth(6));
        var expected = await BrushAsync(page, first, last);
        await visit.ArriveWithAsync("date=");

        await IsAsync(visit, "q=train&date=" + expected);
        Assert.Equal($"?q=train&date={expected}", visit.Query);
    }

    [Fact]
    public async Task A_brush_on_the_page_of_a_source_searches_the_source()
    {
        await using var visit = await archive.VisitAsync();
        var page = visit.Page;
        await page.GotoAsync("/sources/harbour-wire");
        await page.Locator("news-brush").ScrollIntoViewIfNeededAsync();
        var bars = page.Locator("news-brush svg a");
        var (first, last) = (bars.First, bars.Nth(await bars.CountAsync() / 2));
        var expected = await BrushAsync(page, first, last);
        await visit.ArriveWithAsync("/?source=harbour-wire&date=");
        await IsAsync(visit, "source=harbour-wire&date=" + expected);
    }

    // Drags from one bar to another; the time from the first day of the one to the last of the other.
    private static async Task<string> BrushAsync(IPage page, ILocator first, ILocator last)
    {
        var (start, end) = (await first.GetAttributeAsync("data-period"), await last.GetAttributeAsync("data-period"));
        var from = (await first.Locator(".reach").BoundingBoxAsync())!;
        var to = (await last.Locator(".reach").BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(from.X + from.Width / 2, from.Y + from.Height / 2);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(to.X + to.Width / 2, to.Y + to.Height / 2, new() { Steps = 5 });
        await Assertions.Expect(page.Locator(".band")).ToHaveCountAsync(1);
        await page.Mouse.UpAsync();
        return $"{start!.Split('/')[0]}/{end!.Split('/')[^1]}";
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Going_back_shows_what_the_results_are_of(bool script)
    {
        await using var visit = await archive.VisitAsync(script: script);
        var page = visit.Page;
        await page.GotoAsync("/?q=the");
        var total = await visit.TotalAsync();
        var box = page.Locator("input[name=source]").First;
        await box.CheckAsync();
        await page.Locator("#sort").SelectOptionAsync("oldest");
        await page.Locator(".apply").ClickAsync();
        await visit.ArriveWithAsync("source=");
        await page.GoBackAsync();
        await visit.ArriveWithoutAsync("source=");
        Assert.Equal(total, await visit.TotalAsync());
        Assert.False(await box.IsCheckedAsync());
        Assert.Equal("", await page.Locator("#sort").InputValueAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Pages_of_results_follow_each_other_and_back(bool script)
    {
        await using var visit = await archive.VisitAsync(script: script);
        var page = visit.Page;
        await page.GotoAsync("/?q=the&sort=newest");
        var first = await visit.TextsAsync(".hit h2");
        await page.Locator(".pages a[rel=next]").ClickAsync();
        await page.Locator(".pages a[rel=prev]").WaitForAsync();
        var second = await visit.TextsAsync(".hit h2");
        Assert.NotEqual(first, second);
        await page.Locator(".pages a[rel=prev]").ClickAsync();
        await page.Locator(".pages a[rel=next]").WaitForAsync();
        Assert.Equal(first, await visit.TextsAsync(".hit h2"));
        await page.GotoAsync("/?q=the&sort=newest&limit=20");
        Assert.Equal(first.Concat(second), await visit.TextsAsync(".hit h2"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_long_facet_is_searched(bool script)
    {
        await using var visit = await archive.VisitAsync(script: script);
        var page = visit.Page;
        await page.GotoAsync("/");
        var field = page.Locator("input[name='facet.topic.prefix']");
        if (script)
        {
            await field.PressSequentiallyAsync("transp");
            await Assertions.Expect(page.Locator("input[name=topic][value=transport]")).ToBeVisibleAsync();
            await Assertions.Expect(page.Locator("input[name=topic][value=sport]")).ToBeHiddenAsync();
        }
        else
            await field.FillAsync("transp");
        await field.PressAsync("Enter");
        await visit.ArriveWithAsync("facet.topic.prefix=transp");
        Assert.All(
            await page.Locator("input[name=topic]").EvaluateAllAsync<string[]>("all => all.map(i => i.value)"),
            v => Assert.StartsWith("transp", v, StringComparison.Ordinal)
        );
        await IsAsync(visit, visit.Query[1..]);
    }

    [Fact]
    public async Task A_warning_has_a_link_that_repairs_the_query()
    {
        await using var visit = await archive.VisitAsync(script: false);
        await visit.Page.GotoAsync("/?q=bridge+or+train");
        await visit.Page.Locator(".warning a").ClickAsync();
        Assert.Equal("?q=bridge+OR+train", visit.Query);
        Assert.Equal(0, await visit.Page.Locator(".warning").CountAsync());
        await IsAsync(visit, "q=bridge+OR+train");
    }

    private static async Task<int> TallestAsync(IPage page) =>
        await page.Locator(".chart svg a .bar")
            .EvaluateAllAsync<int>(
                "all => { const h = all.map(b => +b.getAttribute('height')); return h.indexOf(Math.max(...h)); }"
            );

    // What the page shows is what the API says of the same parameters.
    private async Task IsAsync(Visit visit, string query)
    {
        var answer = await archive.Service.SearchAsync(query);
        Assert.Equal(RunningService.Total(answer), await visit.TotalAsync());
        Assert.Equal(
            RunningService.Ids(answer).Select(id => "/articles/" + id),
            await visit
                .Page.Locator(".hit h2 a")
                .EvaluateAllAsync<string[]>("all => all.map(a => a.getAttribute('href'))")
        );
    }
}
