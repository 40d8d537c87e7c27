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
        await visit.ArriveAsync("/admin/ledger");

        await page.Locator(".filters-row a[href*='outcome=created']").ClickAsync();
        await visit.ArriveAsync("/admin/ledger?outcome=created");
        var newest = await page.Locator("tbody th").First.InnerTextAsync();
        await page.Locator("a[rel=next]").ClickAsync();
        await visit.ArriveWithAsync("before=");
        Assert.NotEqual(newest, await page.Locator("tbody th").First.InnerTextAsync());
        await page.Locator("tbody th a").First.ClickAsync();
        await Assertions.Expect(page.Locator(".raw")).ToContainTextAsync("{");

        await page.Locator(".tabs form button").ClickAsync();
        await visit.ArriveAsync("/login");
        await page.GotoAsync("/admin");
        await Assertions.Expect(page.Locator("#key")).ToBeVisibleAsync();
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
