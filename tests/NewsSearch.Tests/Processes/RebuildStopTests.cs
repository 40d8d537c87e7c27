using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace NewsSearch.Tests.Processes;

/// <summary>A rebuild that is going on when the service is stopped, or when somebody else wants the folder.</summary>
public sealed class RebuildStopTests : IDisposable
{
    private const int Articles = 4_000;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_stop_is_clean_and_the_next_start_goes_on()
    {
        string address;
        long checkpoint;
        await using (var service = await StartAsync())
        {
            foreach (var some in Enumerable.Range(0, Articles).Chunk(500))
                Assert.NotNull(await service.TryIngestAsync(string.Join('\n', some.Select(Line))));
            await service.CaughtUpAsync();
            using var accepted = await service.Client.PostAsync("/api/v1/rebuilds", content: null, Cancelled);
            address = accepted.Headers.Location!.ToString();
            var running = await service.GetAsync(address);
            while (running.GetProperty("state").GetString() == "queued")
                running = await service.GetAsync(address);
            checkpoint = running.GetProperty("checkpoint").GetInt64();

            var held = await RunToolAsync("rebuild", "--data", _folder.FullName);
            Assert.Equal(1, held.ExitCode);
            Assert.Contains(
                service.ProcessId.ToString(CultureInfo.InvariantCulture),
                held.Output,
                StringComparison.Ordinal
            );
            Assert.DoesNotContain("   at ", held.Output, StringComparison.Ordinal);

            Assert.Equal(0, await service.StopAsync());
        }
        await using var next = await StartAsync();
        JsonElement run;
        do
        {
            run = await next.GetAsync(address);
            Assert.InRange(run.GetProperty("checkpoint").GetInt64(), checkpoint, long.MaxValue);
        } while (run.GetProperty("state").GetString() is "queued" or "running" or "verifying");
        Assert.True(run.GetProperty("state").GetString() == "completed", run.ToString());
        Assert.Equal(Articles, run.GetProperty("documentsDone").GetInt64());
        var items = (await next.GetAsync("/api/v1/generations")).GetProperty("items");
        Assert.Equal(["live", "kept"], items.EnumerateArray().Select(g => g.GetProperty("state").GetString()));
    }

    [Theory]
    [InlineData("rebuild")]
    [InlineData("verify")]
    [InlineData("recover")]
    [InlineData("index")]
    [InlineData("snapshot", "create")]
    public async Task A_tool_makes_no_archive_of_a_mistyped_folder(params string[] command)
    {
        var mistyped = _folder.Path("mistyped");
        var (exitCode, output) = await RunToolAsync([.. command, "--data", mistyped]);
        Assert.Equal(1, exitCode);
        Assert.Contains($"There is no archive in {mistyped}", output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(mistyped));
    }

    private Task<ServiceProcess> StartAsync() =>
        ServiceProcess.StartAsync(
            _folder.FullName,
            "--NewsSearch:Sample=false",
            "--NewsSearch:CheckpointSeconds=1",
            "--NewsSearch:DetectLanguage=false"
        );

    private static async Task<(int ExitCode, string Output)> RunToolAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "NewsSearch.Tools.dll"));
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Cancelled);
        var error = process.StandardError.ReadToEndAsync(Cancelled);
        await process.WaitForExitAsync(Cancelled);
        return (process.ExitCode, await output + await error);
    }

    private static string Line(int number) =>
        JsonSerializer.Serialize(
            new
            {
                id = number,
                source = $"Source {number % 7}",
                title = $"Article {number}",
                date = "2024-02-10T10:00:00Z",
                text = $"The article {number} is about stopping in the middle of things.",
            }
        );
}
