using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace NewsSearch.Tests.Processes;

/// <summary>
/// The real program is killed at random moments of a rebuild while it takes in articles and answers searches. The
/// variable <c>NEWSSEARCH_KILLS</c> says how often; 10 without it.
/// </summary>
public sealed partial class RebuildKillTests : IDisposable
{
    private const int Articles = 12_000;
    private const string Word = "crashword";

    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentDictionary<string, byte> _acknowledged = new();
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly Dictionary<string, long> _checkpoints = [];
    private int _next;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static int Kills =>
        Environment.GetEnvironmentVariable("NEWSSEARCH_KILLS") is { } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : 10;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_killed_rebuild_goes_on_loses_nothing_and_leaves_nothing()
    {
        await PrepareAsync();
        var files = Files();
        var random = new Random(Kills);
        var resumed = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var service = await StartAsync();
            var running = await ActiveAsync(service);
            AssertOnly(await service.GetAsync("/api/v1/generations"), isBuilding: running is not null);
            // Each second one of those that begin is of some sources; what the others wrote is taken over.
            if (running is null)
                await BeginAsync(service, random.Next(2) == 0 ? null : "{\"sources\":[\"source-6\",\"source-3\"]}");
            else if (running.Value.GetProperty("checkpoint").GetInt64() > 0)
                resumed++;
            using var over = new CancellationTokenSource();
            var clients = Task.WhenAll(WriteAsync(service, over.Token), SearchAsync(service, over.Token));
            await RandomMomentAsync(service, random);
            await over.CancelAsync(); // What fails from here on, fails for the kill.
            await service.KillAsync();
            await clients;
            Assert.Empty(_failures);
            TestContext.Current.TestOutputHelper?.WriteLine($"{kill + 1} kills, {_acknowledged.Count} articles");
        }
        await using var last = await StartAsync();
        await EndedAsync(last);
        await last.CaughtUpAsync();
        await AssertCompleteAsync(last);
        // One more compares counts by source and day, checksums and searches of what the kills left with the archive.
        await BeginAsync(last, body: null);
        await EndedAsync(last);
        await AssertCompleteAsync(last);
        AssertOnly(await last.GetAsync("/api/v1/generations"), isBuilding: false);
        Assert.Equal(0, await last.StopAsync());
        Assert.Equal(files, Files());
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{Kills} kills, {_checkpoints.Count} rebuilds, {resumed} starts from a checkpoint, {_acknowledged.Count} articles"
        );
    }

    private async Task EndedAsync(ServiceProcess service)
    {
        await Waiting.WhileAsync(async () => await ActiveAsync(service) is not null);
    }

    // Everything beside the generations themselves, and no lock in one of them.
    private List<string> Files() =>
        [
            .. Directory
                .GetFileSystemEntries(_folder.FullName, "*", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(_folder.FullName, f))
                .Where(f => !GenerationFile().IsMatch(f))
                .Order(StringComparer.Ordinal),
        ];

    private async Task PrepareAsync()
    {
        await using var service = await StartAsync();
        foreach (var chunk in Enumerable.Range(0, Articles).Chunk(500))
        {
            var names = chunk.Select(_ => Name()).ToList();
            Assert.NotNull(await service.TryIngestAsync(string.Join('\n', names.Select(Line))));
            foreach (var name in names)
                _acknowledged[name] = 0;
        }
        await service.CaughtUpAsync();
        Assert.Equal(0, await service.StopAsync());
    }

    private Task<ServiceProcess> StartAsync() =>
        ServiceProcess.StartAsync(
            _folder.FullName,
            "--NewsSearch:Sample=false",
            "--NewsSearch:CheckpointSeconds=1",
            "--NewsSearch:RebuildNiceness=0",
            "--NewsSearch:DetectLanguage=false"
        );

    // Measured in work done where that says more than time: right at the start, at some checkpoint, or anywhere.
    private async Task RandomMomentAsync(ServiceProcess service, Random random)
    {
        var kind = random.Next(3);
        var pause = TimeSpan.FromMilliseconds(random.Next(1, kind == 0 ? 100 : 1_500));
        var first = await ActiveAsync(service);
        while (kind == 1 && await ActiveAsync(service) is { } running)
        {
            if (Checkpoint(running) > (first is { } began ? Checkpoint(began) : 0))
                break;
            await Task.Delay(TimeSpan.FromMilliseconds(20), Cancelled);
        }
        await Task.Delay(pause, Cancelled);
        await ActiveAsync(service); // What is durable now must be so behind the kill.
    }

    private static long Checkpoint(JsonElement rebuild) => rebuild.GetProperty("checkpoint").GetInt64();

    private async Task WriteAsync(ServiceProcess service, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            var name = Name();
            if (await service.TryIngestAsync(Line(name), "?wait=searchable") is null)
            {
                Fail($"writing {name}", over);
                return;
            }
            _acknowledged[name] = 0;
            // Acknowledged as searchable: it must be found now, whichever generation is live.
            if (await TotalAsync(service, "headline:" + name, over) is { } found && found != 1)
                _failures.Enqueue($"{name} was found {found} times");
        }
    }

    private async Task SearchAsync(ServiceProcess service, CancellationToken over)
    {
        var least = 0L;
        while (!over.IsCancellationRequested)
        {
            var expected = _acknowledged.Count;
            if (await TotalAsync(service, Word, over) is not { } found)
                return;
            // What was searchable stays so, through every swap.
            if (found < least || found < Math.Min(expected, Articles))
                _failures.Enqueue($"{found} found where there were {Math.Max(least, expected)}");
            least = Math.Max(least, found);
        }
    }

    private async Task<long?> TotalAsync(ServiceProcess service, string query, CancellationToken over)
    {
        try
        {
            using var response = await service.Client.GetAsync($"/api/v1/search?limit=0&q={query}", Cancelled);
            if (response.StatusCode == HttpStatusCode.OK)
                return JsonElement
                    .Parse(await response.Content.ReadAsStringAsync(Cancelled))
                    .GetProperty("total")
                    .GetProperty("value")
                    .GetInt64();
            Fail($"search answered {response.StatusCode}", over);
        }
        catch (HttpRequestException e)
        {
            Fail(e.Message, over);
        }
        return null;
    }

    private void Fail(string what, CancellationToken over)
    {
        if (!over.IsCancellationRequested)
            _failures.Enqueue(what);
    }

    private async Task AssertCompleteAsync(ServiceProcess service)
    {
        var found = new List<string>();
        for (var next = "/api/v1/search?limit=1000&highlight=false"; next is not null; )
        {
            var page = await service.GetAsync(next);
            found.AddRange(
                page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("headline").GetString()!)
            );
            next = page.GetProperty("links").TryGetProperty("next", out var link) ? link.GetString() : null;
        }
        Assert.Equal(found.Count, found.Distinct().Count());
        Assert.Empty(_acknowledged.Keys.Select(Headline).Except(found));
        var index = await service.GetAsync("/api/v1/index");
        Assert.Equal(found.Count, index.GetProperty("documents").GetInt64());
        var sources = await service.GetAsync("/api/v1/sources");
        Assert.Equal(
            found.Count,
            sources.GetProperty("items").EnumerateArray().Sum(s => s.GetProperty("articles").GetInt64())
        );
        Assert.Equal("ok", index.GetProperty("state").GetString());
    }

    // The live generation, the one before, and one that is being built: no half one beside them, no temporary folder.
    private void AssertOnly(JsonElement generations, bool isBuilding)
    {
        var lucene = Path.Combine(_folder.FullName, "lucene");
        var states = generations.GetProperty("items").EnumerateArray().ToList();
        Assert.All(
            states,
            g => Assert.Contains(g.GetProperty("state").GetString(), new[] { "live", "kept", "building" })
        );
        Assert.Single(states, g => g.GetProperty("state").GetString() == "live");
        // Killed between the swap and its record, the rebuild that goes on tidies up.
        Assert.InRange(states.Count(g => g.GetProperty("state").GetString() == "kept"), 0, isBuilding ? 2 : 1);
        Assert.InRange(states.Count(g => g.GetProperty("state").GetString() == "building"), 0, isBuilding ? 1 : 0);
        if (isBuilding)
            return; // The folder changes while it is looked at.
        Assert.Equal(states.Count, Directory.GetDirectories(lucene).Length);
        Assert.Equal(["current"], Directory.GetFiles(lucene).Select(Path.GetFileName));
    }

    // A rebuild that goes on does so from the last checkpoint that was seen: no more than what came behind is repeated.
    private async Task<JsonElement?> ActiveAsync(ServiceProcess service)
    {
        var items = (await service.GetAsync("/api/v1/rebuilds?limit=1")).GetProperty("items");
        if (items.GetArrayLength() == 0)
            return null;
        var state = items[0].GetProperty("state").GetString();
        Assert.DoesNotContain(state, new[] { "failed", "verification-failed" });
        var id = items[0].GetProperty("id").GetString()!;
        Assert.InRange(Checkpoint(items[0]), _checkpoints.GetValueOrDefault(id), long.MaxValue);
        _checkpoints[id] = Checkpoint(items[0]);
        return state is "queued" or "running" or "verifying" ? items[0] : null;
    }

    private static async Task BeginAsync(ServiceProcess service, string? body)
    {
        using var content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await service.Client.PostAsync("/api/v1/rebuilds", content, Cancelled);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    private string Name() => string.Create(CultureInfo.InvariantCulture, $"n{Interlocked.Increment(ref _next)}");

    private static string Headline(string name) => $"{Word} {name}";

    private static string Line(string name) =>
        JsonSerializer.Serialize(
            new
            {
                id = name,
                source = $"Source {name.Length}",
                title = Headline(name),
                date = "2024-02-10T10:00:00Z",
                text = $"The article {name} speaks of {Word} at some length, so that indexing it takes its time.",
            }
        );

    // The lock of a generation that is closed must be gone, so it is not among these.
    [GeneratedRegex(@"^lucene.[0-9]{6}($|.(?!write\.lock))")]
    private static partial Regex GenerationFile();
}
