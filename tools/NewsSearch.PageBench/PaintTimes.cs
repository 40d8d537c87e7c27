using Microsoft.Playwright;
using NewsSearch.Tools.Bench;

namespace NewsSearch.PageBench;

/// <summary>
/// The largest contentful paint (W3C) of pages in Chromium, in a window that is open and without the browser's cache,
/// and as the first page of new windows; also of a page with one line, which is what the browser itself takes.
/// </summary>
internal sealed class PaintTimes(Uri service, string browser, TimeProvider clock, BenchResults results)
{
    private const int Loads = 25;
    private const int NewWindows = 24;
    private const int NewWindowsOfABrowser = 6;
    private const string OneLine = "/health/live";

    private static readonly int[] Widths = [360, 1440];

    // A window that was opened a moment ago still starts its process.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    /// <exception cref="PlaywrightException">There is no such browser, or no service.</exception>
    public async Task MeasureAsync(IReadOnlyList<string> paths, CancellationToken cancellation)
    {
        using var playwright = await Playwright.CreateAsync();
        foreach (var width in Widths)
        {
            await MeasureOpenAsync(playwright, paths, width, cancellation);
            await MeasureNewAsync(playwright, [OneLine, .. paths], width, cancellation);
        }
    }

    private async Task MeasureOpenAsync(
        IPlaywright playwright,
        IReadOnlyList<string> paths,
        int width,
        CancellationToken cancellation
    )
    {
        await using var chromium = await LaunchAsync(playwright);
        foreach (var path in paths)
        {
            var page = await OpenAsync(chromium, width);
            var protocol = await page.Context.NewCDPSessionAsync(page);
            await protocol.SendAsync("Network.setCacheDisabled", new() { ["cacheDisabled"] = true });
            var times = new Sample();
            for (var i = 0; i < Loads; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                times.Add(await PaintAsync(page, path));
                if (i == 0)
                    results.Add($"page {path}", "all_bytes", await TransferredAsync(page));
                await page.GotoAsync("about:blank");
            }
            Report(path, "open", width, times);
            await page.Context.CloseAsync();
        }
    }

    // The pages take turns: what else the machine does meets all.
    private async Task MeasureNewAsync(
        IPlaywright playwright,
        IReadOnlyList<string> paths,
        int width,
        CancellationToken cancellation
    )
    {
        var times = paths.ToDictionary(p => p, _ => new Sample(), StringComparer.Ordinal);
        for (var done = 0; done < NewWindows; done += NewWindowsOfABrowser)
        {
            await using var chromium = await LaunchAsync(playwright);
            for (var i = 0; i < NewWindowsOfABrowser; i++)
                foreach (var path in paths)
                {
                    var page = await OpenAsync(chromium, width);
                    await Task.Delay(Rest, clock, cancellation);
                    times[path].Add(await PaintAsync(page, path));
                    await page.Context.CloseAsync();
                }
        }
        foreach (var path in paths)
            Report(path, "new", width, times[path]);
    }

    private void Report(string path, string window, int width, Sample times)
    {
        foreach (var (name, part) in new[] { ("p25", 0.25), ("p50", 0.5), ("p75", 0.75) })
            results.Add($"page {path}", $"paint_{window}_{width}_{name}_ms", times.Percentile(part));
    }

    private Task<IBrowser> LaunchAsync(IPlaywright playwright) =>
        playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions { ExecutablePath = browser, Args = ["--no-sandbox", "--disable-gpu"] }
        );

    private async Task<IPage> OpenAsync(IBrowser chromium, int width)
    {
        var context = await chromium.NewContextAsync(
            new BrowserNewContextOptions
            {
                BaseURL = service.AbsoluteUri,
                ViewportSize = new ViewportSize { Width = width, Height = 900 },
            }
        );
        return await context.NewPageAsync();
    }

    private static async Task<double> PaintAsync(IPage page, string path)
    {
        await page.GotoAsync(path);
        return await page.EvaluateAsync<double>(
            """
            () => new Promise((done) =>
              new PerformanceObserver((list) => done(list.getEntries().at(-1).startTime))
                .observe({ type: "largest-contentful-paint", buffered: true }))
            """
        );
    }

    // The page and all that it asks for, as it is sent.
    private static Task<double> TransferredAsync(IPage page) =>
        page.EvaluateAsync<double>(
            """
            () => ["navigation", "resource"].flatMap((type) => performance.getEntriesByType(type))
              .reduce((sum, entry) => sum + entry.encodedBodySize, 0)
            """
        );
}
