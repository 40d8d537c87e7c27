using System.Collections.Concurrent;
using System.Text.Json;

namespace NewsSearch.Tests.Processes;

/// <summary>The real program is killed at bad moments; what it acknowledged must be there afterwards, once.</summary>
public sealed class KillTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_acknowledged_survives_kills_at_random_moments_and_is_there_once()
    {
        const int rounds = 6;
        var random = new Random(5);
        var acknowledged = new ConcurrentDictionary<string, string>();
        for (var round = 0; round < rounds; round++)
        {
            await using var service = await ServiceProcess.StartAsync(_folder.FullName, "--NewsSearch:Sample=false");
            DropIntoInbox(round);
            var clients = Enumerable.Range(0, 3).Select(c => IngestUntilKilledAsync(service, round, c, acknowledged));
            var working = Task.WhenAll(clients.ToList());
            // The moment is measured in work done, so that it is bad on any machine.
            var target = acknowledged.Count + random.Next(1, 120);
            while (acknowledged.Count < target && !working.IsCompleted)
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(1, 5)), Cancelled);
            await service.KillAsync();
            await working;
        }

        await using var last = await ServiceProcess.StartAsync(_folder.FullName, "--NewsSearch:Sample=false");
        var inbox = Path.Combine(_folder.FullName, "inbox");
        await Waiting.WhileAsync(() => Directory.GetFiles(inbox, "*.jsonl").Length > 0);
        await last.CaughtUpAsync();
        var found = await WalkAsync(last);
        Assert.Equal(found.Count, found.Distinct().Count());
        Assert.Empty(acknowledged.Values.Except(found));
        foreach (var id in acknowledged.Values.Take(20))
            Assert.Equal(id, (await last.GetAsync($"/api/v1/articles/{id}")).GetProperty("id").GetString());
        var index = await last.GetAsync("/api/v1/index");
        Assert.Equal(found.Count, index.GetProperty("documents").GetInt32());
        var ledger = await last.GetAsync("/api/v1/ledger?limit=1");
        Assert.Equal(
            ledger.GetProperty("received").GetInt64(),
            ledger.GetProperty("outcomes").EnumerateObject().Sum(o => o.Value.GetInt64())
        );
        Assert.Equal(found.Count, ledger.GetProperty("outcomes").GetProperty("created").GetInt32());
        for (var round = 0; round < rounds; round++)
            Assert.Equal(1, await TotalAsync(last, $"headline:inbox{round}"));
    }

    [Fact]
    public async Task A_backlog_that_a_kill_left_is_indexed_by_the_next_start()
    {
        const int articles = 20_000;
        var lines = string.Join(
            '\n',
            Enumerable.Range(0, articles).Select(n => ServiceProcess.Line($"backlog{n}", "backlog"))
        );
        await using (var service = await ServiceProcess.StartAsync(_folder.FullName, "--NewsSearch:Sample=false"))
        {
            Assert.NotNull(await service.TryIngestAsync(lines));
            await service.KillAsync();
        }
        await using var next = await ServiceProcess.StartAsync(_folder.FullName, "--NewsSearch:Sample=false");
        await next.CaughtUpAsync();
        Assert.Equal(articles, await TotalAsync(next, "backlog"));
    }

    [Fact]
    public async Task A_sample_that_a_kill_interrupted_is_whole_after_the_next_start()
    {
        await using (var service = ServiceProcess.Launch(_folder.FullName))
        {
            await service.ListeningAsync();
            await service.KillAsync();
        }
        await using var next = await ServiceProcess.StartAsync(_folder.FullName);
        await next.CaughtUpAsync();
        Assert.Equal(400, await TotalAsync(next, ""));
    }

    private void DropIntoInbox(int round)
    {
        var inbox = Path.Combine(_folder.FullName, "inbox");
        var file = Path.Combine(_folder.FullName, $"round{round}.part");
        File.WriteAllText(file, ServiceProcess.Line($"inbox{round}", $"inbox{round}"));
        File.Move(file, Path.Combine(inbox, $"round{round}.jsonl"));
    }

    private static async Task IngestUntilKilledAsync(
        ServiceProcess service,
        int round,
        int client,
        ConcurrentDictionary<string, string> acknowledged
    )
    {
        for (var n = 0; n < 500; n++)
        {
            var names = Enumerable.Range(0, 4).Select(i => $"r{round}c{client}n{n}i{i}").ToList();
            var lines = string.Join('\n', names.Select(name => ServiceProcess.Line(name, "steady")));
            if (await service.TryIngestAsync(lines, n % 5 == 0 ? "?wait=searchable" : "") is not { } answer)
                return;
            foreach (var item in answer.GetProperty("items").EnumerateArray())
                acknowledged[names[item.GetProperty("line").GetInt32() - 1]] = item.GetProperty("id").GetString()!;
        }
    }

    private static async Task<List<string>> WalkAsync(ServiceProcess service)
    {
        var found = new List<string>();
        var next = "/api/v1/search?limit=500&highlight=false";
        while (next is not null)
        {
            var page = await service.GetAsync(next);
            found.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("id").GetString()!));
            next = page.GetProperty("links").TryGetProperty("next", out var link) ? link.GetString() : null;
        }
        return found;
    }

    private static async Task<long> TotalAsync(ServiceProcess service, string query) =>
        (await service.GetAsync($"/api/v1/search?limit=0&q={query}"))
            .GetProperty("total")
            .GetProperty("value")
            .GetInt64();
}
