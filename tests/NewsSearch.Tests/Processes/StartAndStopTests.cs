using System.Diagnostics;

namespace NewsSearch.Tests.Processes;

/// <summary>How the program starts, refuses to start, and stops.</summary>
public sealed class StartAndStopTests : IDisposable
{
    private const string NoSample = "--NewsSearch:Sample=false";

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_second_process_on_the_same_folder_is_refused_and_told_who_holds_it()
    {
        await using var first = await ServiceProcess.StartAsync(_folder.FullName, NoSample);
        await using (var second = ServiceProcess.Launch(_folder.FullName, NoSample))
        {
            Assert.Equal(1, await second.ExitAsync());
            AssertExplained(second.Output, first.ProcessId.ToString());
        }
        await first.KillAsync();
        // What a killed process held is free.
        await using var third = await ServiceProcess.StartAsync(_folder.FullName, NoSample);
    }

    [Theory]
    [InlineData("/proc/newssearch")]
    [InlineData("/dev/null/data")]
    public async Task A_folder_that_cannot_be_written_is_named(string folder)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the folders are those of Linux");
        await using var service = ServiceProcess.Launch(folder, NoSample);
        Assert.Equal(1, await service.ExitAsync());
        AssertExplained(service.Output, folder);
    }

    [Theory]
    [InlineData("--NewsSearch:Nonsense=1", "Nonsense")]
    [InlineData("--NewsSearch:MaxBodyBytes=many", "MaxBodyBytes")]
    [InlineData("--NewsSearch:AdminKey=short", "AdminKey")]
    public async Task A_wrong_setting_is_named(string setting, string name)
    {
        await using var service = ServiceProcess.Launch(_folder.FullName, setting);
        Assert.Equal(1, await service.ExitAsync());
        AssertExplained(service.Output, name);
    }

    [Fact]
    public async Task A_stopped_service_has_committed_what_it_showed()
    {
        await using (var service = await ServiceProcess.StartAsync(_folder.FullName))
        {
            await service.CaughtUpAsync();
            var watch = Stopwatch.StartNew();
            Assert.Equal(0, await service.StopAsync());
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"Stopping took {watch.Elapsed}.");
        }
        await using var next = ServiceProcess.Launch(_folder.FullName);
        await next.ListeningAsync();
        var index = await next.GetAsync("/api/v1/index");
        Assert.Equal(400, index.GetProperty("documents").GetInt64());
        Assert.Equal(
            index.GetProperty("archiveSequence").GetInt64(),
            index.GetProperty("committedSequence").GetInt64()
        );
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("pointer")]
    [InlineData("segment")]
    [InlineData("terms")]
    [InlineData("commit")]
    public async Task An_index_that_is_lost_or_damaged_is_built_again(string damage)
    {
        await using (var service = await ServiceProcess.StartAsync(_folder.FullName))
        {
            await service.CaughtUpAsync();
            await service.StopAsync();
        }
        Damage(Path.Combine(_folder.FullName, "lucene"), damage);
        await using var next = await ServiceProcess.StartAsync(_folder.FullName);
        await next.CaughtUpAsync();
        var answer = await next.GetAsync("/api/v1/search?limit=0");
        Assert.Equal(400, answer.GetProperty("total").GetProperty("value").GetInt64());
    }

    [Fact]
    public async Task An_index_that_is_ahead_of_its_archive_starts_anew()
    {
        var early = _folder.Path("early");
        var data = _folder.Path("data");
        await using (var service = await ServiceProcess.StartAsync(data))
            await service.StopAsync();
        Copy(data, early);
        await using (var service = await ServiceProcess.StartAsync(data))
        {
            await service.TryIngestAsync(
                """{"source":"Later","title":"Later news","text":"Later."}""",
                "?wait=searchable"
            );
            await service.StopAsync();
        }
        foreach (var file in Directory.GetFiles(data, "archive.db*"))
            File.Delete(file);
        foreach (var file in Directory.GetFiles(early, "archive.db*"))
            File.Copy(file, Path.Combine(data, Path.GetFileName(file)));
        await using var restored = await ServiceProcess.StartAsync(data);
        await restored.CaughtUpAsync();
        var answer = await restored.GetAsync("/api/v1/search?limit=0");
        Assert.Equal(400, answer.GetProperty("total").GetProperty("value").GetInt64());
    }

    private static void AssertExplained(string output, string expected)
    {
        Assert.Contains(expected, output, StringComparison.Ordinal);
        Assert.Contains("NewsSearch did not start", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    private static void Damage(string lucene, string damage)
    {
        var generation = Directory.GetDirectories(lucene).Single();
        switch (damage)
        {
            case "folder":
                Directory.Delete(lucene, recursive: true);
                break;
            case "pointer":
                File.WriteAllText(Path.Combine(lucene, "current"), "nonsense\n");
                break;
            case "terms":
                foreach (var terms in Directory.GetFiles(generation, "*.tim"))
                    File.WriteAllBytes(terms, File.ReadAllBytes(terms)[..100]);
                break;
            case "segment":
                var largest = new DirectoryInfo(generation).GetFiles().MaxBy(f => f.Length)!;
                using (var file = largest.Open(FileMode.Open))
                    file.SetLength(file.Length / 2);
                break;
            default:
                foreach (var commit in Directory.GetFiles(generation, "segments_*"))
                    File.WriteAllText(commit, "no commit");
                break;
        }
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from, "archive.db*"))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
