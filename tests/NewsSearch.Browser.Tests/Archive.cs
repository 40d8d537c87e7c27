using Microsoft.Playwright;
using NewsSearch.Browser.Tests;
using NewsSearch.Tests.Web;

[assembly: AssemblyFixture(typeof(Archive))]

namespace NewsSearch.Browser.Tests;

/// <summary>
/// One service with the sample and some articles in other scripts, and one Chromium, for all tests. The browser is the
/// one that <c>NEWSSEARCH_CHROMIUM</c> names, else the system's; without any, the tests are skipped.
/// </summary>
public sealed class Archive : IAsyncLifetime
{
    private static readonly string[] UsualPlaces =
    [
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
    ];

    private static readonly string? Executable =
        Environment.GetEnvironmentVariable("NEWSSEARCH_CHROMIUM") ?? UsualPlaces.FirstOrDefault(File.Exists);

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public RunningService Service { get; } = new();

    /// <summary>Id of the article with this headline, or of the first of a search.</summary>
    public async Task<string> ArticleAsync(string query) =>
        RunningService.Ids(await Service.SearchAsync("limit=1&" + query))[0];

    public async ValueTask InitializeAsync()
    {
        if (Executable is null)
            return;
        await Service.InitializeAsync();
        await Service.IngestAsync(Articles.Lines);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions { ExecutablePath = Executable, Args = ["--no-sandbox", "--disable-gpu"] }
        );
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (Executable is not null)
            await Service.DisposeAsync();
    }

    /// <summary>A browser window of its own, without cookies of another test.</summary>
    public async Task<Visit> VisitAsync(
        int width = 1440,
        bool script = true,
        string language = "en",
        bool isDark = false,
        string zone = "UTC"
    )
    {
        Assert.SkipWhen(Executable is null, "There is no Chromium: install it or name it in NEWSSEARCH_CHROMIUM.");
        var context = await _browser!.NewContextAsync(
            new BrowserNewContextOptions
            {
                BaseURL = Service.Client.BaseAddress!.ToString(),
                JavaScriptEnabled = script,
                Locale = language,
                TimezoneId = zone,
                ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light,
                ReducedMotion = ReducedMotion.Reduce,
                ViewportSize = new ViewportSize { Width = width, Height = 900 },
            }
        );
        return new Visit(context, await context.NewPageAsync(), Service.Client.BaseAddress!);
    }
}
