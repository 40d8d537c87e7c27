using Microsoft.Playwright;

namespace NewsSearch.Browser.Tests;

/// <summary>What an admin does in the browser, with and without script.</summary>
public sealed class AdminJourneyTests(Archive archive)
{
    [Theory]
    [MemberData(nameof(SearchJourneyTests.Devices), MemberType = typeof(SearchJourneyTests))]
    public async Task The_ledger_is_looked_through_and_the_admin_leaves(int width, bool script)
    {
        await using var visit = await archive.VisitAsync(width, script);
        var page = visit.Page;
        await page.GotoAsync("/admin/ledger");
        // Whoever has no key is asked for it, and goes on to where he wanted.
        await page.FillAsync("#key", NewsSearch.Tests.Web.RunningService.Key);
        await page.Locator("form[action='/login'] button").ClickAsync();
        await page.WaitForURLAsync("**/admin/ledger");

        await page.Locator(".filters-row a[href*='outcome=created']").ClickAsync();
        await page.WaitForURLAsync("**/admin/ledger?outcome=created");
        var newest = await page.Locator("tbody th").First.InnerTextAsync();
        await page.Locator("a[rel=next]").ClickAsync();
        await page.WaitForURLAsync(u => u.Contains("before=", StringComparison.Ordinal));
        Assert.NotEqual(newest, await page.Locator("tbody th").First.InnerTextAsync());
        await page.Locator("tbody th a").First.ClickAsync();
        await Assertions.Expect(page.Locator(".raw")).ToContainTextAsync("{");

        await page.Locator(".tabs form button").ClickAsync();
        await page.WaitForURLAsync("**/login");
        await page.GotoAsync("/admin");
        await Assertions.Expect(page.Locator("#key")).ToBeVisibleAsync();
    }

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
        await page.WaitForURLAsync("**/admin/rebuilds**");
        // With script it follows the events, without it loads itself again: either way the end is shown in time.
        var finished = page.Locator("section[aria-labelledby=history] tbody tr", new() { HasText = reason })
            .Locator(".badge.good");
        await Assertions.Expect(finished).ToBeVisibleAsync(new() { Timeout = 600_000 });
        Assert.Equal(before + 1, await page.Locator("section[aria-labelledby=history] tbody tr").CountAsync());

        // The generation before is kept, and can be made live again.
        await page.Locator("section[aria-labelledby=generations] form button").First.ClickAsync();
        await page.WaitForURLAsync("**/admin/rebuilds?done=activated");
        await Assertions.Expect(page.Locator(".notice")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_form_without_the_token_of_its_session_is_refused()
    {
        await using var visit = await archive.VisitAsync();
        await visit.LogInAsync();
        await visit.Page.EvaluateAsync("document.querySelector('.tabs input[name=token]').value = 'x'");
        var answer = await visit.Page.RunAndWaitForResponseAsync(
            () => visit.Page.Locator(".tabs form button").ClickAsync(),
            r => r.Request.Method == "POST"
        );
        Assert.Equal(403, answer.Status);
    }
}
