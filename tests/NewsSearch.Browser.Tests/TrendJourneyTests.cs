using Microsoft.Playwright;

namespace NewsSearch.Browser.Tests;

/// <summary>Comparing queries over time and looking through the sources, with and without script.</summary>
public sealed class TrendJourneyTests(Archive archive)
{
    [Theory]
    [MemberData(nameof(SearchJourneyTests.Devices), MemberType = typeof(SearchJourneyTests))]
    public async Task Queries_are_compared_and_a_point_leads_to_its_articles(int width, bool script)
    {
        await using var visit = await archive.VisitAsync(width, script);
        var page = visit.Page;
        await page.GotoAsync("/trends");
        await page.Locator(".trend-form input[name=q]").Nth(0).FillAsync("train");
        await page.Locator(".trend-form input[name=q]").Nth(1).FillAsync("flood");
        await page.Locator("select[name=normalize]").SelectOptionAsync("documents");
        await page.Locator("select[name=interval]").SelectOptionAsync("year");
        await page.Locator(".trend-form button").ClickAsync();
        await visit.ArriveAsync("/trends?q=train&q=flood&normalize=documents&interval=year");
        // A third field waits for the next query, and what was asked is still there.
        Assert.Equal(3, await page.Locator(".trend-form input[name=q]").CountAsync());
        Assert.Equal("flood", await page.Locator(".trend-form input[name=q]").Nth(1).InputValueAsync());
        Assert.Equal(2, await page.Locator("svg.lines polyline").CountAsync());

        var point = page.Locator("svg.lines a").First;
        var address = (await point.GetAttributeAsync("href"))!;
        await point.Locator("circle").ClickAsync();
        await visit.ArriveAsync(address);
        Assert.Equal(await archive.Service.TotalAsync(address[2..]), await visit.TotalAsync());
        await page.GoBackAsync();

        await page.Locator(".numbers summary").ClickAsync();
        var number = page.Locator(".numbers td a").First;
        var counted = await number.InnerTextAsync();
        address = (await number.GetAttributeAsync("href"))!;
        await number.ClickAsync();
        await visit.ArriveAsync(address);
        Assert.Equal(counted, (await visit.TotalAsync()).ToString());
    }

    [Fact]
    public async Task In_arabic_time_runs_from_right_to_left()
    {
        await using var visit = await archive.VisitAsync(language: "ar");
        await visit.Page.GotoAsync("/trends?q=train&interval=year");
        var points = visit.Page.Locator("svg.lines a circle");
        var (first, last) = (await points.First.BoundingBoxAsync(), await points.Last.BoundingBoxAsync());
        Assert.True(first!.X > last!.X);
    }

    [Theory]
    [MemberData(nameof(SearchJourneyTests.Devices), MemberType = typeof(SearchJourneyTests))]
    public async Task A_source_is_found_read_about_and_searched(int width, bool script)
    {
        await using var visit = await archive.VisitAsync(width, script);
        var page = visit.Page;
        await page.GotoAsync("/sources");
        await page.FillAsync("main input[name=name]", "wire");
        await page.Locator("select[name=sort]").SelectOptionAsync("articles");
        await page.Locator("main .filter button").ClickAsync();
        await visit.ArriveAsync("/sources?name=wire&sort=articles");
        await page.Locator(".entry h2 a", new() { HasText = "Harbour Wire" }).ClickAsync();
        await visit.ArriveAsync("/sources/harbour-wire");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Harbour Wire");
        Assert.Equal(1, await page.Locator("link[type='application/atom+xml']").CountAsync());

        await page.Locator(".actions .button").First.ClickAsync();
        await visit.ArriveAsync("/?source=harbour-wire");
        Assert.Equal(await archive.Service.TotalAsync("source=harbour-wire"), await visit.TotalAsync());
    }
}
