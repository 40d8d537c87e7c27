namespace NewsSearch.Tests.Processes;

/// <summary>The real program is killed around the release of embargoes; each is published once, and none before its time.</summary>
public sealed class EmbargoKillTests : IDisposable
{
    private const int Rounds = 4;
    private const int Items = 300;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Kills_around_the_release_lose_nothing_and_publish_nothing_twice()
    {
        var random = new Random(11);
        var clock = TimeProvider.System;
        string[] settings = ["--NewsSearch:Sample=false"];
        // The last round's are for a time that no round reaches.
        var far = clock.GetUtcNow().AddDays(30);
        for (var round = 0; round < Rounds; round++)
        {
            await using var service = await ServiceProcess.StartAsync(_folder.FullName, settings);
            var release = clock.GetUtcNow().AddSeconds(2);
            var lines = Enumerable.Range(0, Items).Select(n => ServiceProcess.Line($"r{round}n{n}", "soon", release));
            Assert.NotNull(
                await service.TryIngestAsync(
                    string.Join('\n', lines.Append(ServiceProcess.Line($"far{round}", "far", far)))
                )
            );
            // Before, in the middle of and behind the second of release; until then no search sees any of this round.
            var moment = release.AddMilliseconds(random.Next(-500, 700));
            while (clock.GetUtcNow() < moment)
            {
                var seen = await TotalAsync(service, "soon");
                Assert.True(seen <= round * Items || clock.GetUtcNow() >= release, $"{seen} in round {round}");
            }
            await service.KillAsync();
        }

        await using var last = await ServiceProcess.StartAsync(_folder.FullName, settings);
        await Waiting.WhileAsync(async () =>
            (await last.GetAsync("/api/v1/embargoes")).GetProperty("items").GetArrayLength() > Rounds
        );
        await last.CaughtUpAsync();
        Assert.Equal(Rounds * Items, await TotalAsync(last, "soon"));
        Assert.Equal(Rounds * Items, await TotalAsync(last, "soon&versions=any"));
        Assert.Equal(0, await TotalAsync(last, "far"));
        var index = await last.GetAsync("/api/v1/index");
        Assert.Equal(
            (Rounds * Items, Rounds * Items),
            (index.GetProperty("documents").GetInt32(), index.GetProperty("archiveSequence").GetInt32())
        );
        var source = (await last.GetAsync("/api/v1/sources")).GetProperty("items")[0];
        Assert.Equal(Rounds * Items, source.GetProperty("articles").GetInt32());
    }

    private static async Task<int> TotalAsync(ServiceProcess service, string query) =>
        (await service.GetAsync($"/api/v1/search?limit=0&q={query}"))
            .GetProperty("total")
            .GetProperty("value")
            .GetInt32();
}
