using Microsoft.Playwright;

namespace NewsSearch.Browser.Tests;

/// <summary>A rebuild in the browser, while no other test looks at the index that it replaces.</summary>
[Collection(Alone)]
public sealed class RebuildJourneyTests(Archive archive)
{
    internal const string Alone = "alone with the archive";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_rebuild_is_started_and_seen_through_to_its_end(bool script)
    {
        await using var visit = await archive.VisitAsync(script: script);
        await visit.LogInAsync();
        var page = visit.Page;
        await page.GotoAsync("/admin/rebuilds");
        var before = await page.Locator("section[aria-labelledby=history] tbody tr").CountAsync();
        var reason = $"tried {(script ? "with" : "without")} script";
        await page.FillAsync("input[name=reason]", reason);
        await page.Locator("form.act button").ClickAsync();
        // With script it follows the events, without it loads itself again: either way the end is shown in time.
        var finished = page.Locator("section[aria-labelledby=history] tbody tr", new() { HasText = reason })
            .Locator(".badge.good");
        await Assertions.Expect(finished).ToBeVisibleAsync(new() { Timeout = 600_000 });
        Assert.Equal(before + 1, await page.Locator("section[aria-labelledby=history] tbody tr").CountAsync());

        // The generation before is kept, and can be made live again.
        await page.Locator("section[aria-labelledby=generations] form button").First.ClickAsync();
        await visit.ArriveAsync("/admin/rebuilds?done=activated");
        await Assertions.Expect(page.Locator(".notice")).ToBeVisibleAsync();
    }
}

/// <summary>Tests that change what others see: they run when all others are done.</summary>
[CollectionDefinition(RebuildJourneyTests.Alone, DisableParallelization = true)]
public sealed class AloneWithTheArchive;
