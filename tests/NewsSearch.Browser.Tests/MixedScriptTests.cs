using Microsoft.Playwright;
using NewsSearch.Tests.Web;

namespace NewsSearch.Browser.Tests;

/// <summary>
/// Text of several scripts has the same pixels in the page as alone: nothing beside it changes the order in which it is
/// written, and it changes the order of nothing beside it.
/// </summary>
public sealed class MixedScriptTests(Archive archive)
{
    /// <summary>Begins from the right; written from the left, its pieces stand in another order.</summary>
    private static readonly Mixed FromRight = new(
        "ar",
        "صحيفة Harbour 24 – עיתון 7!",
        "الجسر Zwischenraum 12 – גשר 3!",
        "نقل Bridge 9 – גשר 5!",
        "قسم City 8 – עיר 6!",
        "نص Zwischenraum 31 – גשר 4!"
    );

    /// <summary>The same from the left.</summary>
    private static readonly Mixed FromLeft = new(
        "en",
        "Harbour 24 – صحيفة 7 עיתון!",
        "Zwischenraum 12 – الجسر 3 גשר!",
        "Bridge 9 – نقل 5 גשר!",
        "City 8 – قسم 6 עיר!",
        "Text Zwischenraum 31 – نص 4 גשר!"
    );

    [Theory]
    [InlineData("en")]
    [InlineData("ar")]
    public async Task Results_facets_and_highlights_are_written_as_if_they_stood_alone(string language)
    {
        await IngestAsync();
        await using var visit = await archive.VisitAsync(language: language);
        await visit.Page.GotoAsync("/?q=Zwischenraum&facet=source,topic,section");
        foreach (var mixed in new[] { FromRight, FromLeft })
        {
            await CompareAsync(visit.Page, "#filters", mixed.Source);
            await CompareAsync(visit.Page, "#filters", mixed.Topic);
            await CompareAsync(visit.Page, ".hit .facts", mixed.Source);
            await CompareAsync(visit.Page, ".hit .facts", mixed.Section);
            await CompareAsync(visit.Page, ".hit .topics", mixed.Topic);
            await CompareAsync(visit.Page, ".hit h2", mixed.Title);
            await CompareAsync(visit.Page, ".hit .snippet", mixed.Text);
        }
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ar")]
    public async Task A_diff_is_written_as_if_each_paragraph_stood_alone(string language)
    {
        await IngestAsync();
        await using var visit = await archive.VisitAsync(language: language);
        foreach (var mixed in new[] { FromRight, FromLeft })
        {
            var id = await archive.ArticleAsync("q=" + Uri.EscapeDataString($"\"{mixed.Word}\""));
            await visit.Page.GotoAsync($"/articles/{id}/versions/1..2/diff");
            var diff = await visit.Page.Locator("#headline + .diff").TextContentAsync();
            // Old and new number stand in it one behind the other.
            Assert.Contains("11", diff, StringComparison.Ordinal);
            Assert.Contains("12", diff, StringComparison.Ordinal);
            await CompareAsync(visit.Page, ".change", diff!);
        }
    }

    // The first look and the second differ in nothing but what stands around the text.
    private static async Task CompareAsync(IPage page, string within, string text)
    {
        var inPage = await page.EvaluateAsync<float[]>(Show, new object[] { within, text });
        var clip = new Clip
        {
            X = MathF.Floor(inPage[0]) - 2,
            Y = MathF.Floor(inPage[1]) - 2,
            Width = MathF.Ceiling(inPage[2]) + 5,
            Height = MathF.Ceiling(inPage[3]) + 5,
        };
        var there = await page.ScreenshotAsync(new PageScreenshotOptions { Clip = clip, FullPage = true });
        var alone = await page.EvaluateAsync<float[]>(ShowAlone);
        var here = await page.ScreenshotAsync(new PageScreenshotOptions { Clip = clip, FullPage = true });
        await page.EvaluateAsync("() => window.mixed.alone.remove()");
        Assert.True(inPage.Zip(alone, (a, b) => MathF.Abs(a - b)).Max() < 0.1, $"{within}: '{text}' has another size");
        // One encoder: the same pixels are the same bytes.
        Assert.True(there.AsSpan().SequenceEqual(here), $"{within}: '{text}' is written otherwise than alone");
    }

    // Finds the text whatever elements it is cut into, and paints nothing else.
    private const string Show = """
        ([within, text]) => {
          for (const root of document.querySelectorAll(within)) {
            const nodes = [];
            const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) nodes.push(walker.currentNode);
            const at = nodes.map((n) => n.data).join("").indexOf(text);
            if (at < 0) continue;
            const place = (offset, isEnd) => {
              for (const node of nodes) {
                if (offset < node.data.length || (isEnd && offset === node.data.length)) return [node, offset];
                offset -= node.data.length;
              }
            };
            const range = document.createRange();
            range.setStart(...place(at, false));
            range.setEnd(...place(at + text.length, true));
            if (!document.getElementById("mixed-style")) {
              const style = new CSSStyleSheet();
              style.replaceSync(`
                * { color: transparent !important; background: #fff !important; border-color: #fff !important;
                    text-decoration: none !important; box-shadow: none !important; fill: #fff !important;
                    accent-color: #fff !important; outline: none !important; transition: none !important; }
                input, svg, img { opacity: 0 !important; }
                ::highlight(mixed) { color: #000; }`);
              document.adoptedStyleSheets = [style];
            }
            CSS.highlights.set("mixed", new Highlight(range));
            const box = range.getBoundingClientRect();
            if ([...range.getClientRects()].some((r) => Math.abs(r.top - box.top) > 2)) throw new Error("more than one line: " + text);
            window.mixed = { range, box };
            return [box.x + scrollX, box.y + scrollY, box.width, box.height];
          }
          throw new Error(`not in ${within}: ${text}`);
        }
        """;

    // The same text in an element of its own over everything, in the same style and at the same place.
    private const string ShowAlone = """
        () => {
          const { range, box } = window.mixed;
          const style = getComputedStyle(range.startContainer.parentElement.closest(":not(mark, ins, del)"));
          const alone = document.createElement("div");
          alone.dir = "auto";
          alone.lang = range.startContainer.parentElement.closest("[lang]").lang;
          for (const name of ["fontFamily", "fontSize", "fontWeight", "fontStyle", "letterSpacing", "wordSpacing", "fontFeatureSettings", "fontKerning", "textRendering"])
            alone.style[name] = style[name];
          alone.style.cssText += "; position: absolute; left: 0; top: 0; margin: 0; padding: 0; width: max-content; max-width: none; white-space: nowrap; line-height: normal;";
          alone.append(range.cloneContents());
          document.body.append(alone);
          const own = document.createRange();
          const words = document.createTreeWalker(alone, NodeFilter.SHOW_TEXT);
          own.setStart(words.nextNode(), 0);
          while (words.nextNode());
          own.setEnd(words.currentNode, words.currentNode.data.length);
          const first = own.getBoundingClientRect();
          alone.style.left = `${box.x - first.x}px`;
          alone.style.top = `${box.y - first.y}px`;
          CSS.highlights.set("mixed", new Highlight(own));
          window.mixed.alone = alone;
          const now = own.getBoundingClientRect();
          return [now.x + scrollX, now.y + scrollY, now.width, now.height];
        }
        """;

    // Of two versions, so that there is a diff; sent again, they change nothing.
    private async Task IngestAsync()
    {
        foreach (var mixed in new[] { FromRight, FromLeft })
        foreach (var title in new[] { mixed.Title.Replace("12", "11", StringComparison.Ordinal), mixed.Title })
            await archive.Service.IngestAsync(RunningService.Body(mixed.Line(title)), "wait=searchable");
    }

    private sealed record Mixed(string Language, string Source, string Title, string Topic, string Section, string Text)
    {
        /// <summary>A word that only this one has.</summary>
        public string Word => Language == "ar" ? "نص Zwischenraum" : "Text Zwischenraum";

        public string Line(string title) =>
            $$"""{"source":"{{Source}}","id":"mixed","url":"https://{{Language}}.example/mixed","title":"{{title}}","language":"{{Language}}","date":"2018-02-03","topics":["{{Topic}}"],"section":"{{Section}}","text":"{{Text}}"}""";
    }
}
