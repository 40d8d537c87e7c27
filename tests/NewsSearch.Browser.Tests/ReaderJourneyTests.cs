using System.Text.Json;
using Microsoft.Playwright;
using NewsSearch.Tests.Web;

namespace NewsSearch.Browser.Tests;

/// <summary>What readers do beside searching: suggestions, shortcuts, display, reading; and the admin logging in.</summary>
public sealed class ReaderJourneyTests(Archive archive)
{
    [Theory]
    [InlineData("harbour w", "?source=harbour-wire")]
    [InlineData("المرف", "?source=")]
    public async Task Suggestions_are_chosen_with_the_keyboard(string typed, string found)
    {
        await using var visit = await archive.VisitAsync();
        var page = visit.Page;
        await page.GotoAsync("/");
        await page.Locator("#q").PressSequentiallyAsync(typed);
        var answer = page.Locator($"#suggestions[data-query='{typed}'] [role=option]").First;
        await answer.WaitForAsync();
        var query = page.Locator("#q");
        await Assertions.Expect(query).ToHaveAttributeAsync("aria-expanded", "true");
        await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(query).ToHaveAttributeAsync("aria-activedescendant", "suggestion-0");
        await Assertions.Expect(page.Locator("#suggestion-0")).ToHaveAttributeAsync("aria-selected", "true");
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.Locator("#suggestions")).ToBeHiddenAsync();
        await query.PressAsync("End");
        await query.PressSequentiallyAsync("i");
        await query.PressAsync("Backspace");
        await answer.WaitForAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(query).ToHaveAttributeAsync("aria-activedescendant", "suggestion-0");
        await page.Keyboard.PressAsync("Enter");
        await visit.ArriveWithAsync(found);
        await Assertions.Expect(page.Locator(".chip")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Shortcuts_move_between_query_filters_results_and_pages()
    {
        await using var visit = await archive.VisitAsync();
        var page = visit.Page;
        await page.GotoAsync("/?q=train");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        await Assertions.Expect(page.Locator(".hits li:nth-child(2) h2 a")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("k");
        await Assertions.Expect(page.Locator(".hits li:first-child h2 a")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("f");
        await Assertions.Expect(page.Locator("#filters :focus")).ToHaveCountAsync(1);
        await page.Locator(".brand").FocusAsync();
        await page.Keyboard.PressAsync("n");
        // Not only the link must be there, but also the script that knows the next key.
        await visit.ArriveWithAsync("cursor=");
        await page.Locator(".pages a[rel=prev]").WaitForAsync();
        await page.Keyboard.PressAsync("/");
        await Assertions.Expect(page.Locator("#q")).ToBeFocusedAsync();
        await page.Locator(".brand").FocusAsync();
        await page.Keyboard.PressAsync("?");
        await visit.ArriveAsync("/help#keys");
    }

    [Fact]
    public async Task Shortcuts_can_be_turned_off_and_on()
    {
        await using var visit = await archive.VisitAsync();
        var page = visit.Page;
        foreach (var choice in new[] { "off", "on" })
        {
            await page.GotoAsync("/?q=train");
            await page.Locator(".menu summary").ClickAsync();
            await page.SelectOptionAsync("select[name=shortcuts]", choice);
            await page.Locator(".menu button").ClickAsync();
            await visit.ArriveAsync("/?q=train");
            Assert.Equal(choice, await page.Locator("select[name=shortcuts]").InputValueAsync());
            // The script is there once it offers to pick days.
            await page.Locator("#filters input[name=from][type=date]").WaitForAsync();
            await page.Keyboard.PressAsync("j");
            await Assertions.Expect(page.Locator(".hits h2 a:focus")).ToHaveCountAsync(choice == "on" ? 1 : 0);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Language_colours_and_time_zone_are_remembered(bool script)
    {
        await using var visit = await archive.VisitAsync(script: script);
        var page = visit.Page;
        await page.GotoAsync("/?q=train&sort=newest");
        await page.Locator(".menu summary").ClickAsync();
        await page.SelectOptionAsync("select[name=language]", "ar");
        await page.SelectOptionAsync("select[name=theme]", "dark");
        await page.FillAsync("input[name=zone]", "Asia/Riyadh");
        await page.Locator(".menu button").ClickAsync();
        await visit.ArriveAsync("/?q=train&sort=newest");
        foreach (var address in new[] { page.Url, "/help" })
        {
            await page.GotoAsync(address);
            Assert.Equal("ar", await page.Locator("html").GetAttributeAsync("lang"));
            Assert.Equal("dark", await page.Locator("html").GetAttributeAsync("data-theme"));
        }
        await page.GotoAsync("/?q=caption:الفجر");
        // 22:30 in UTC is the next day in Riyadh; what was meant is in the attribute.
        var time = page.Locator(".hit time").First;
        Assert.Contains("11 فبراير 2024، 01:30 UTC+3", await time.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal("2024-02-10T22:30:00Z", await time.GetAttributeAsync("title"));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ar")]
    public async Task Times_are_those_of_the_device_until_another_zone_is_chosen(string language)
    {
        await using var visit = await archive.VisitAsync(language: language, zone: "Asia/Riyadh");
        await visit.Page.GotoAsync("/?q=caption:الفجر");
        var shown = await visit.TextsAsync(".hit time");
        await visit.Page.ReloadAsync();
        // The first page was put right by script, the second came right from the server.
        Assert.Equal(shown, await visit.TextsAsync(".hit time"));
        Assert.Contains("01:30 UTC+3", shown[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Paper_is_light_whatever_the_screen_is()
    {
        await using var visit = await archive.VisitAsync();
        var page = visit.Page;
        await page.GotoAsync("/articles/" + await archive.ArticleAsync("q=every+wall"));
        await page.Locator(".menu summary").ClickAsync();
        await page.Locator(".menu select[name=theme]").SelectOptionAsync("dark");
        await page.Locator(".menu button").ClickAsync();
        await Assertions.Expect(page.Locator("html[data-theme=dark]")).ToHaveCountAsync(1);
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        var ink = await page.Locator(".story h1").EvaluateAsync<string>("e => getComputedStyle(e).color");
        Assert.Equal("rgb(28, 26, 23)", ink);
        await Assertions.Expect(page.Locator(".others")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task An_article_says_what_it_is_to_programs_and_its_text_ends_no_script()
    {
        await using var visit = await archive.VisitAsync();
        var page = visit.Page;
        await page.GotoAsync("/articles/" + await archive.ArticleAsync("q=caption:الفجر"));
        var story = page.Locator(".story");
        Assert.Equal("ar", await story.GetAttributeAsync("lang"));
        Assert.Equal("rtl", await story.GetAttributeAsync("dir"));
        Assert.Contains("الجسر عند الفجر", await page.Locator("figcaption").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await page.Locator(".story img").CountAsync());

        await page.GotoAsync("/articles/" + await archive.ArticleAsync("q=every+wall"));
        var data = RunningService.Parse(await page.Locator("script[type='application/ld+json']").InnerTextAsync());
        Assert.Equal("NewsArticle", data.GetProperty("@type").GetString());
        Assert.Equal(
            "http://cv.iptc.org/newscodes/mediatopic/20001238",
            data.GetProperty("about")[0].GetProperty("@id").GetString()
        );
        Assert.False(data.GetProperty("isAccessibleForFree").GetBoolean());
        Assert.Equal(JsonValueKind.String, data.GetProperty("archivedAt").ValueKind);
        Assert.Contains("</script> and all.", await story.InnerTextAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(SearchJourneyTests.Devices), MemberType = typeof(SearchJourneyTests))]
    public async Task The_versions_of_an_article_are_compared_and_read(int width, bool script)
    {
        await using var visit = await archive.VisitAsync(width, script);
        var page = visit.Page;
        var address = "/articles/" + await archive.ArticleAsync(Articles.Revised[0]);
        await page.GotoAsync(address);
        // What the publisher corrected stands above the text.
        Assert.Contains(
            "said ten thousand",
            await page.Locator(".correction").InnerTextAsync(),
            StringComparison.Ordinal
        );
        Assert.Contains("Harbour Channel", await page.Locator(".credit").InnerTextAsync(), StringComparison.Ordinal);

        await page.Locator($".record a[href='{address}/versions']").ClickAsync();
        await visit.ArriveAsync(address + "/versions");
        Assert.Equal(2, await page.Locator(".versions > li").CountAsync());
        await page.Locator($".versions a[href='{address}/versions/1..2/diff']").ClickAsync();
        await visit.ArriveAsync(address + "/versions/1..2/diff");
        Assert.Equal("Ten", await page.Locator("section[aria-labelledby=body] del").First.InnerTextAsync());
        Assert.Equal("Twelve", await page.Locator("section[aria-labelledby=body] ins").First.InnerTextAsync());

        await page.Locator(".record a").First.ClickAsync();
        await visit.ArriveAsync(address + "/versions/1");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Tollbridge opens");
        await page.Locator($".warning a[href='{address}']").ClickAsync();
        await visit.ArriveAsync(address);
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Tollbridge opens at last");
    }

    [Fact]
    public async Task Every_paragraph_of_a_difference_has_the_direction_of_its_own_words()
    {
        await using var visit = await archive.VisitAsync();
        var article = "/articles/" + await archive.ArticleAsync(Articles.Revised[1]);
        await visit.Page.GotoAsync(article + "/versions/1..2/diff");
        var directions = await visit.Page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('.diff')].map((p) => getComputedStyle(p).direction)"
        );
        // One of them is new as a whole.
        Assert.Equal(["rtl", "rtl", "rtl", "rtl"], directions);
        Assert.All(
            await visit.Page.EvaluateAsync<string[]>(
                "() => [...document.querySelectorAll('ins, del')].map((e) => getComputedStyle(e).unicodeBidi)"
            ),
            bidi => Assert.Equal("isolate", bidi)
        );
    }

    [Theory]
    [InlineData(360, false)]
    [InlineData(1440, true)]
    public async Task The_admin_logs_in_and_out(int width, bool script)
    {
        await using var visit = await archive.VisitAsync(width, script);
        var page = visit.Page;
        await page.GotoAsync("/login");
        await page.FillAsync("#key", "wrong");
        await page.Locator(".login button").ClickAsync();
        await page.Locator("[role=alert]").WaitForAsync();
        await page.FillAsync("#key", RunningService.Key);
        await page.Locator(".login button").ClickAsync();
        await visit.ArriveAsync("/admin");
        await page.GotoAsync("/login");
        await page.Locator("form[action='/logout'] button").ClickAsync();
        await page.Locator("#key").WaitForAsync();
    }
}
