using System.Text;
using NewsSearch.Tests.Sources.Polling;

namespace NewsSearch.Tests.Processes;

/// <summary>The real program is killed while it polls; afterwards every item is there, once.</summary>
public sealed class PollingKillTests : IAsyncDisposable
{
    private const int Items = 120;
    private const int Rounds = 5;

    private readonly TemporaryFolder _folder = new();
    private readonly LocalServer _server = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_a_poll_brings_survives_kills_and_is_there_once()
    {
        string[] settings =
        [
            "--NewsSearch:Sample=false",
            $"--NewsSearch:Polling:AllowedPrivateHosts:0={_server.Place}",
            "--NewsSearch:Polling:HostPause=00:00:00",
            "--NewsSearch:Polling:PagesPerPoll=200",
        ];
        var document = Encoding.UTF8.GetBytes(Feed());
        _server.Serve("/feed", document, "ETag: \"1\"\r\n");
        var pages = 0;
        for (var n = 0; n < Items; n++)
        {
            var page = LocalServer.Answer("200 OK", "Content-Type: text/html\r\n", Encoding.UTF8.GetBytes(Page(n)));
            _server.On(
                $"/a/{n}",
                (_, stream, cancellation) =>
                {
                    Interlocked.Increment(ref pages);
                    return LocalServer.WriteAsync(stream, page, cancellation);
                }
            );
        }
        await File.WriteAllTextAsync(
            Path.Combine(_folder.FullName, "feeds.json"),
            $$"""[{"url":"{{_server.Url("/feed")}}","fullText":true}]""",
            Cancelled
        );
        var random = new Random(9);
        for (var round = 0; round < Rounds; round++)
        {
            await using var service = await ServiceProcess.StartAsync(_folder.FullName, settings);
            // The moment is measured in pages, so that it is bad on any machine.
            var target = Math.Min(pages + random.Next(1, Items / Rounds), Items);
            while (Volatile.Read(ref pages) < target)
                await Task.Delay(TimeSpan.FromMilliseconds(2), Cancelled);
            await service.KillAsync();
        }

        await using var last = await ServiceProcess.StartAsync(_folder.FullName, settings);
        while (true)
        {
            var feeds = await last.GetAsync("/api/v1/admin/feeds");
            var state = feeds.GetProperty("items")[0].GetProperty("state");
            if (state.TryGetProperty("etag", out _))
                break;
            await Task.Delay(TimeSpan.FromMilliseconds(50), Cancelled);
        }
        await last.CaughtUpAsync();
        Assert.Equal(Items, await TotalAsync(last, ""));
        Assert.Equal(Items, await TotalAsync(last, "completely"));
        // A page is fetched again only where the kill came between taking it in and keeping that.
        Assert.InRange(pages, Items, Items + Rounds);
        var ledger = await last.GetAsync("/api/v1/ledger?limit=1");
        var outcomes = ledger.GetProperty("outcomes");
        Assert.Equal(
            ledger.GetProperty("received").GetInt64(),
            outcomes.EnumerateObject().Sum(o => o.Value.GetInt64())
        );
        Assert.Equal(Items, outcomes.GetProperty("created").GetInt32());
        Assert.Equal(0, outcomes.GetProperty("quarantined").GetInt32());
    }

    private string Feed() =>
        "<rss version=\"2.0\"><channel><title>Kill Feed</title>"
        + string.Concat(
            Enumerable
                .Range(0, Items)
                .Select(n =>
                    $"<item><title>Item {n}</title><link>{_server.Url($"/a/{n}")}</link><description>Item {n} in short.</description></item>"
                )
        )
        + "</channel></rss>";

    private static string Page(int n) =>
        $"<!doctype html><html lang=\"en\"><head><title>Item {n}</title></head><body><article><h1>Item {n}</h1>"
        + string.Concat(
            Enumerable
                .Range(1, 5)
                .Select(p =>
                    $"<p>Paragraph {p} of item {n} tells completely what the feed only mentions, with all that the newsroom "
                    + "wrote about it on that day and nothing of what stands around it.</p>"
                )
        )
        + "</article></body></html>";

    private static async Task<long> TotalAsync(ServiceProcess service, string query) =>
        (await service.GetAsync($"/api/v1/search?limit=0&q={query}"))
            .GetProperty("total")
            .GetProperty("value")
            .GetInt64();
}
