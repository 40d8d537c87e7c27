using System.Net;
using System.Text.Json;
using NewsSearch.Snapshots;
using NewsSearch.Tests.Snapshots;

namespace NewsSearch.Tests.Processes;

/// <summary>The real program is killed while it makes snapshots: what is unfinished never counts and does not stay.</summary>
public sealed class SnapshotKillTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_kill_in_the_middle_leaves_no_snapshot_that_cannot_be_relied_on()
    {
        const int rounds = 6;
        var random = new Random(9);
        var store = new SnapshotStore(Path.Combine(_folder.FullName, "snapshots"));
        var interrupted = 0;
        for (var round = 0; round < rounds; round++)
        {
            await using var service = await ServiceProcess.StartAsync(_folder.FullName, "--NewsSearch:Sample=false");
            Assert.NotNull(await service.TryIngestAsync(Lines(round), "?wait=searchable"));
            var address = await AskAsync(service);
            // The moment is measured in files that have appeared, so that it is bad on any machine.
            var moment = random.Next(0, 25);
            for (var seen = 0; seen < moment && !File.Exists(Manifest(store, address)); seen = Count(store))
                await Task.Yield();
            await service.KillAsync();
            interrupted += File.Exists(Manifest(store, address)) ? 0 : 1;
        }
        Assert.True(interrupted > 0, "no kill came in time");

        string last;
        await using (var service = await ServiceProcess.StartAsync(_folder.FullName, "--NewsSearch:Sample=false"))
        {
            last = await AskAsync(service);
            while ((await service.GetAsync(last)).GetProperty("state").GetString() is var state && state != "completed")
            {
                Assert.NotEqual("failed", state);
                await Task.Delay(TimeSpan.FromMilliseconds(20), Cancelled);
            }
            await service.StopAsync();
        }
        var (snapshots, unreadable) = store.List();
        Assert.Empty(unreadable);
        Assert.Equal(last.Split('/')[^1], snapshots[0].Id);
        foreach (var snapshot in snapshots)
        {
            var check = await new SnapshotVerification(SnapshotData.Engines, store, TimeProvider.System).RunAsync(
                snapshot,
                Cancelled
            );
            Assert.Empty(check.Problems);
        }
        Assert.Equal(rounds * 300, snapshots[0].Index!.Documents);
        // Nothing is left of those that were not finished.
        Assert.Empty(Directory.GetFileSystemEntries(store.Staging));
        Assert.Equal(
            snapshots.SelectMany(s => s.Stored).Select(f => f.Sha256).Distinct().Order(),
            Directory.GetFiles(Path.Combine(store.Folder, "files")).Select(f => Path.GetFileName(f)!).Order()
        );
    }

    private static int Count(SnapshotStore store) =>
        Directory.Exists(store.Folder) ? Directory.GetFiles(store.Folder, "*", SearchOption.AllDirectories).Length : 0;

    private static string Manifest(SnapshotStore store, string address) =>
        Path.Combine(store.Folder, address.Split('/')[^1] + ".json");

    private static async Task<string> AskAsync(ServiceProcess service)
    {
        using var asked = await service.Client.PostAsync("/api/v1/snapshots", content: null, Cancelled);
        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
        return asked.Headers.Location!.OriginalString;
    }

    private static string Lines(int round) =>
        string.Join(
            '\n',
            Enumerable
                .Range(0, 300)
                .Select(n =>
                    JsonSerializer.Serialize(
                        new
                        {
                            id = $"r{round}n{n}",
                            source = "Kill Test",
                            title = $"Article {n} of round {round}",
                            text = $"The text {n} of round {round}.",
                        }
                    )
                )
        );
}
