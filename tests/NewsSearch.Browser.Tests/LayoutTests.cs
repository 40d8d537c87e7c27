namespace NewsSearch.Browser.Tests;

/// <summary>Where things stand: on a phone, a tablet and a desk, from left to right and from right to left.</summary>
public sealed class LayoutTests(Archive archive)
{
    private static readonly int[] Widths = [360, 768, 1440];

    [Theory]
    [InlineData("en")]
    [InlineData("ar")]
    public async Task No_page_is_wider_than_its_window(string language)
    {
        await using var visit = await archive.VisitAsync(language: language);
        await visit.LogInAsync();
        var wide = new List<string>();
        var endless = await archive.ArticleAsync("q=headline:end");
        foreach (
            var address in (await Pages.AllAsync(archive)).Append("/?q=headline:end").Append("/articles/" + endless)
        )
        {
            await visit.Page.GotoAsync(address);
            foreach (var width in Widths)
            {
                await visit.Page.SetViewportSizeAsync(width, 900);
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
                wide.AddRange(culprits.Select(c => $"{address} at {width}: {c}"));
            }
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
    [InlineData(360)]
    [InlineData(768)]
    [InlineData(1440)]
    public async Task What_does_not_depend_on_words_stands_in_the_mirrored_place_to_the_pixel(int width)
    {
        await using var english = await archive.VisitAsync(width, language: "en");
        await using var arabic = await archive.VisitAsync(width, language: "ar");
        await english.Page.GotoAsync("/?q=train");
        await arabic.Page.GotoAsync("/?q=train");
        var wrong = new List<string>();
        foreach (
            var selector in new[] { "body > header", "#search", "#main", "#filters", ".hit", ".hit h2", ".hit .facts" }
        )
        {
            var left = (await english.Page.Locator(selector).First.BoundingBoxAsync())!;
            var right = (await arabic.Page.Locator(selector).First.BoundingBoxAsync())!;
            if (Math.Abs(left.X - (width - right.X - right.Width)) > 1 || Math.Abs(left.Width - right.Width) > 1)
                wrong.Add($"{selector}: {left.X} + {left.Width}, mirrored {right.X} + {right.Width}");
        }
        // Where words are as wide as they are, the edge where they begin.
        foreach (var selector in new[] { ".brand", ".hit .source" })
        {
            var left = (await english.Page.Locator(selector).First.BoundingBoxAsync())!;
            var right = (await arabic.Page.Locator(selector).First.BoundingBoxAsync())!;
            if (Math.Abs(left.X - (width - right.X - right.Width)) > 1)
                wrong.Add($"{selector}: begins at {left.X}, mirrored at {right.X} + {right.Width}");
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
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
}
