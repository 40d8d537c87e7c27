using Deque.AxeCore.Commons;

namespace NewsSearch.Browser.Tests;

/// <summary>WCAG 2.2 AA as far as a program can see it, on every page, in both languages and both themes.</summary>
public sealed class AccessibilityTests(Archive archive)
{
    // The rules of WCAG 2.0 to 2.2, levels A and AA; each violation as one line.
    private const string Run = """
        () => axe
          .run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], resultTypes: ["violations"] })
          .then((r) => r.violations.flatMap((v) => v.nodes.map((n) => `${v.id} at ${n.target.join(" ")}: ${n.html.slice(0, 120)}`)))
        """;

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    [Theory]
    [InlineData("en", false)]
    [InlineData("en", true)]
    [InlineData("ar", false)]
    [InlineData("ar", true)]
    public async Task No_page_violates_a_rule(string language, bool isDark)
    {
        await using var visit = await archive.VisitAsync(language: language, isDark: isDark);
        await visit.LogInAsync();
        var found = new List<string>();
        foreach (var address in (await Pages.AllAsync(archive)).Concat(Pages.OfAdmin))
        {
            await visit.Page.GotoAsync(address);
            // Closed parts are read as well once they are open.
            await visit.Page.EvaluateAsync("for (const d of document.querySelectorAll('details')) d.open = true");
            await visit.Page.EvaluateAsync(Axe);
            var violations = await visit.Page.EvaluateAsync<string[]>(Run);
            found.AddRange(violations.Select(v => $"{address}: {v}"));
        }
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    [Theory]
    [InlineData(360, "en")]
    [InlineData(360, "ar")]
    [InlineData(768, "en")]
    [InlineData(768, "ar")]
    [InlineData(1440, "en")]
    [InlineData(1440, "ar")]
    public async Task No_page_is_wider_than_its_window(int width, string language)
    {
        await using var visit = await archive.VisitAsync(width, script: true, language);
        await visit.LogInAsync();
        var wide = new List<string>();
        foreach (var address in (await Pages.AllAsync(archive)).Concat(Pages.OfAdmin))
        {
            await visit.Page.GotoAsync(address);
            var culprits = await visit.Page.EvaluateAsync<string[]>(
                """
                () => {
                  const width = document.documentElement.clientWidth;
                  if (document.documentElement.scrollWidth <= width) return [];
                  const isWide = (e) => { const b = e.getBoundingClientRect(); return b.right > width + 1 || b.left < -1; };
                  return [...document.querySelectorAll("body *")].filter(isWide).map((e) => e.outerHTML.slice(0, 120));
                }
                """
            );
            wide.AddRange(culprits.Select(c => $"{address}: {c}"));
        }
        Assert.True(wide.Count == 0, string.Join('\n', wide));
    }

    [Fact]
    public async Task The_arabic_interface_is_the_mirror_of_the_english_one()
    {
        await using var english = await archive.VisitAsync(language: "en");
        await using var arabic = await archive.VisitAsync(language: "ar");
        await english.Page.GotoAsync("/?q=train");
        await arabic.Page.GotoAsync("/?q=train");

        foreach (var selector in new[] { ".brand", ".menu summary", "#main", "#filters", "#search button" })
        {
            var left = (await english.Page.Locator(selector).First.BoundingBoxAsync())!;
            var right = (await arabic.Page.Locator(selector).First.BoundingBoxAsync())!;
            var isAtEnd = left.X + left.Width / 2 > 720;
            Assert.True(isAtEnd == right.X + right.Width / 2 < 720, selector);
        }
        Assert.Equal("rtl", await arabic.Page.Locator("html").GetAttributeAsync("dir"));
        // The bars run from right to left as well: the first link is the rightmost.
        var first = (await arabic.Page.Locator(".chart svg a .reach").First.BoundingBoxAsync())!;
        var last = (await arabic.Page.Locator(".chart svg a .reach").Last.BoundingBoxAsync())!;
        Assert.True(first.X > last.X);
    }

    [Theory]
    [InlineData("/?q=train")]
    [InlineData("/help/query")]
    [InlineData("/trends?q=train&q=flood")]
    [InlineData("/sources")]
    public async Task Everything_stands_in_the_same_place_with_and_without_script(string address)
    {
        await using var with = await archive.VisitAsync();
        await using var without = await archive.VisitAsync(script: false);
        await with.Page.GotoAsync(address);
        await without.Page.GotoAsync(address);
        Assert.Equal(await PlacesAsync(without), await PlacesAsync(with));
    }

    // Everything that is seen, and where.
    private static Task<string[]> PlacesAsync(Visit visit) =>
        visit.Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll("body *:not(.suggestions)")].map((e) => {
              const b = e.getBoundingClientRect();
              return `${e.tagName}.${e.className.baseVal ?? e.className} ${b.x} ${b.y} ${b.width} ${b.height}`;
            })
            """
        );

    [Fact]
    public async Task Skip_links_are_the_first_stops_and_lead_to_results_and_filters()
    {
        await using var visit = await archive.VisitAsync();
        await visit.Page.GotoAsync("/?q=train");
        var targets = new List<string?>();
        for (var i = 0; i < 2; i++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
            targets.Add(await visit.Page.EvaluateAsync<string?>("document.activeElement.getAttribute('href')"));
        }
        Assert.Equal(["#main", "#filters"], targets);
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Page.Keyboard.PressAsync("Tab");
        Assert.True(
            await visit.Page.EvaluateAsync<bool>("document.querySelector('#filters').contains(document.activeElement)")
        );
    }
}
