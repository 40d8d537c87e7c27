namespace NewsSearch.Tests.Processes;

/// <summary>The real program with an archive that was damaged while it did not run.</summary>
public sealed class DamagedArchiveTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_start_with_an_archive_that_is_cut_off_explains_itself_and_names_the_fix()
    {
        await using (var service = await ServiceProcess.StartAsync(_folder.FullName))
            await service.StopAsync();
        var archive = _folder.Path("archive.db");
        await using (var file = File.Open(archive, FileMode.Open))
            file.SetLength(file.Length / 2);
        await using var refused = ServiceProcess.Launch(_folder.FullName);
        Assert.Equal(1, await refused.ExitAsync());
        Assert.Contains(archive, refused.Output, StringComparison.Ordinal);
        Assert.Contains("cut off", refused.Output, StringComparison.Ordinal);
        Assert.Contains("snapshot restore", refused.Output, StringComparison.Ordinal);
        Assert.Contains("recover", refused.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refused.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exchange_of_the_data_that_was_interrupted_is_finished_by_the_next_start()
    {
        await using (var service = await ServiceProcess.StartAsync(_folder.FullName, "--NewsSearch:Sample=false"))
        {
            await service.TryIngestAsync("""{"source":"Old","title":"Old news","text":"x"}""", "?wait=searchable");
            await service.StopAsync();
        }
        var other = _folder.Path("restoring");
        await using (var service = await ServiceProcess.StartAsync(other))
            await service.StopAsync();
        // As a process leaves it that dies when it has moved the old archive but not the old index.
        Directory.CreateDirectory(_folder.Path("replaced"));
        File.Move(_folder.Path("archive.db"), _folder.Path("replaced/archive.db"));
        await File.WriteAllTextAsync(_folder.Path("exchange"), "out\nrestoring\nreplaced\n", Cancelled);

        await using var next = await ServiceProcess.StartAsync(_folder.FullName, "--NewsSearch:Sample=false");
        await next.CaughtUpAsync();
        var answer = await next.GetAsync("/api/v1/search?limit=0");
        Assert.Equal(400, answer.GetProperty("total").GetProperty("value").GetInt64());
        Assert.True(Directory.Exists(_folder.Path("replaced/lucene")));
        Assert.False(File.Exists(_folder.Path("exchange")));
        Assert.False(Directory.Exists(other));
    }
}
