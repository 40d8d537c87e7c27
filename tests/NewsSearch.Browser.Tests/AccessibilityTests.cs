using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace NewsSearch.Browser.Tests;

/// <summary>WCAG 2.2 AA as far as a program can see it, on every page, in both languages and both themes.</summary>
public sealed class AccessibilityTests(Archive archive)
{
    // The rules of WCAG 2.0 to 2.2, levels A and AA; each violation as one line.
    private const string Run = """
        (runOnly) => axe
          .run(document, { runOnly, resultTypes: ["violations"], preload: false })
          .then((r) => r.violations.flatMap((v) => v.nodes.map((n) => `${v.id} at ${n.target.join(" ")}: ${n.html.slice(0, 120)}`)))
        """;

    private static readonly string[] Rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

    // A theme changes colours and nothing else.
    private static readonly string[] RulesOfColour = ["color-contrast", "link-in-text-block"];

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    [Theory]
    [InlineData("en")]
    [InlineData("ar")]
    public async Task No_page_violates_a_rule_in_either_theme(string language)
    {
        await using var visit = await archive.VisitAsync(language: language);
        await visit.LogInAsync();
        var found = new List<string>();
        foreach (var address in await Pages.AllAsync(archive))
        {
            await visit.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
            await visit.Page.GotoAsync(address);
            // Closed parts are read as well once they are open.
            await visit.Page.EvaluateAsync("for (const d of document.querySelectorAll('details')) d.open = true");
            await visit.Page.EvaluateAsync(Axe);
            await RunAsync("light", Rules);
            await visit.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
            await RunAsync("dark", RulesOfColour);

            async Task RunAsync(string theme, string[] rules) =>
                found.AddRange(
                    (await visit.Page.EvaluateAsync<string[]>(Run, rules)).Select(v => $"{address} {theme}: {v}")
                );
        }
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

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
