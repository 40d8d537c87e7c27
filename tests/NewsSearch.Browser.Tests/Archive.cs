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

    /// <summary>Id of a search that is kept.</summary>
    public string Kept { get; private set; } = "";

    /// <summary>Id of a feed that is declared.</summary>
    public string Feed { get; private set; } = "";

    /// <summary>Id of the article with this headline, or of the first of a search.</summary>
    public async Task<string> ArticleAsync(string query) =>
        RunningService.Ids(await Service.SearchAsync("limit=1&" + query))[0];

    public async ValueTask InitializeAsync()
    {
        if (Executable is null)
            return;
        await Service.InitializeAsync();
        await Service.IngestAsync(Articles.Lines);
        foreach (var version in Articles.Versions)
            await Service.IngestAsync(RunningService.Body(version), "wait=searchable&via=Harbour%20Channel");
        await PrepareAdminAsync();
        // A slow machine is no failure.
        Assertions.SetDefaultExpectTimeout(60_000);
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

    // Something to see on each of the admin's pages, and a search that is kept.
    private async Task PrepareAdminAsync()
    {
        await Service.IngestAsync(Articles.Broken);
        Kept = await CreatedAsync("/api/v1/permalinks", """{"q":"train","source":"harbour-wire"}""", "id");
        Feed = await CreatedAsync(
            "/api/v1/admin/feeds",
            """{"url":"https://feed.invalid/rss","enabled":false}""",
            "id"
        );
        var snapshot = "/api/v1/snapshots/" + await CreatedAsync("/api/v1/snapshots", "", "id");
        // A page that waits for something loads itself again, under the hands of a test.
        string? state;
        while (
            (state = (await Service.GetAsync(snapshot, asAdmin: true)).GetProperty("state").GetString()) == "running"
        )
            await Task.Delay(TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken);
        Assert.Equal("completed", state);
    }

    private async Task<string> CreatedAsync(string address, string body, string member)
    {
        using var response = await Service.PostAsync(
            address,
            RunningService.Body(body, "application/json"),
            RunningService.Key
        );
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, text);
        return RunningService.Parse(text).GetProperty(member).GetString()!;
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
        context.SetDefaultTimeout(60_000);
        return new Visit(context, await context.NewPageAsync(), Service.Client.BaseAddress!);
    }
}
