using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using NewsSearch.Tests.Web;

namespace NewsSearch.Browser.Tests;

/// <summary>A window of the browser, and what went wrong in it: requests elsewhere, refused resources, script errors.</summary>
public sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly Uri _service;
    private readonly ConcurrentQueue<string> _faults = new();

    public Visit(IBrowserContext context, IPage page, Uri service)
    {
        (_context, Page, _service) = (context, page, service);
        page.Request += (_, r) =>
        {
            if (new Uri(r.Url).Authority != service.Authority)
                _faults.Enqueue($"asked {r.Url}");
        };
        page.PageError += (_, e) => _faults.Enqueue(e);
        page.Console += (_, m) =>
        {
            // A status that a page is meant to have is no fault of the page.
            if (m.Type == "error" && !m.Text.Contains("the server responded with a status", StringComparison.Ordinal))
                _faults.Enqueue(m.Text);
        };
    }

    public IPage Page { get; }

    /// <summary>The number of articles that a search page shows.</summary>
    public async Task<long> TotalAsync() =>
        long.Parse(
            await Page.Locator(".total strong").InnerTextAsync(),
            NumberStyles.AllowThousands,
            CultureInfo.InvariantCulture
        );

    public Task<IReadOnlyList<string>> TextsAsync(string selector) => Page.Locator(selector).AllInnerTextsAsync();

    /// <summary>Query string of where the window is.</summary>
    public string Query => new Uri(Page.Url).Query;

    /// <summary>Waits until the window shows this address of the service, complete with its scripts.</summary>
    public Task ArriveAsync(string address) =>
        ArriveAsync(new Regex($"^{Regex.Escape(_service.GetLeftPart(UriPartial.Authority) + address)}$"));

    /// <summary>The same for any address that has this part.</summary>
    public Task ArriveWithAsync(string part) => ArriveAsync(new Regex(Regex.Escape(part)));

    /// <summary>The same for any address without this part.</summary>
    public Task ArriveWithoutAsync(string part) => ArriveAsync(new Regex($"^(?!.*{Regex.Escape(part)})"));

    // The browser looks at its own address again and again. Waiting for the event of a navigation would miss one that
    // comes before the waiting begins.
    private async Task ArriveAsync(Regex address)
    {
        await Assertions.Expect(Page).ToHaveURLAsync(address);
        await Page.WaitForLoadStateAsync();
    }

    /// <summary>Gives the key in the login form.</summary>
    public async Task LogInAsync()
    {
        await Page.GotoAsync("/login");
        await Page.FillAsync("#key", RunningService.Key);
        await Page.Locator("form[action='/login'] button").ClickAsync();
        await ArriveAsync("/admin");
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        Assert.Empty(_faults);
    }
}
