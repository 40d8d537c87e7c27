using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;

namespace NewsSearch.Tests.Processes;

/// <summary>A disk that fills up while the service runs, and one that is full from the start: a small tmpfs.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly bool _isMounted;

    public FullDiskTests() =>
        _isMounted =
            OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", _folder.FullName);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        if (_isMounted)
            Run("umount", "-l", _folder.FullName);
        _folder.Dispose();
    }

    [Fact]
    public async Task Ingest_is_refused_with_needed_and_free_and_nothing_acknowledged_is_lost()
    {
        Assert.SkipUnless(_isMounted, "a tmpfs cannot be mounted here");
        var acknowledged = 0L;
        await using (var service = await ServiceProcess.StartAsync(_folder.FullName, "--NewsSearch:Sample=false"))
        {
            HttpStatusCode status;
            var text = "";
            do
            {
                using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(Line(acknowledged)));
                using var response = await service.Client.PostAsync("/api/v1/ingest", body, Cancelled);
                (status, text) = (response.StatusCode, await response.Content.ReadAsStringAsync(Cancelled));
                if (status == HttpStatusCode.OK)
                    acknowledged++;
            } while (status == HttpStatusCode.OK && acknowledged < 2_000);
            Assert.Equal((HttpStatusCode)507, status);
            var problem = JsonElement.Parse(text);
            Assert.Equal("/problems/insufficient-storage", problem.GetProperty("type").GetString());
            Assert.True(problem.GetProperty("needed").GetInt64() > 0);
            Assert.True(problem.GetProperty("free").GetInt64() >= 0);
            // Reading goes on.
            Assert.Equal(HttpStatusCode.OK, (await service.Client.GetAsync("/api/v1/search", Cancelled)).StatusCode);
            await service.KillAsync();
        }
        Assert.True(Run("mount", "-o", "remount,size=64m", _folder.FullName));
        await using var next = await ServiceProcess.StartAsync(_folder.FullName, "--NewsSearch:Sample=false");
        await next.CaughtUpAsync();
        var answer = await next.GetAsync("/api/v1/search?limit=0");
        Assert.Equal(acknowledged, answer.GetProperty("total").GetProperty("value").GetInt64());
    }

    [Fact]
    public async Task A_disk_that_is_full_at_the_start_is_a_clear_message()
    {
        Assert.SkipUnless(_isMounted, "a tmpfs cannot be mounted here");
        await using (var filler = File.Create(_folder.Path("filler")))
        {
            var block = new byte[64 * 1024];
            try
            {
                while (true)
                {
                    await filler.WriteAsync(block, Cancelled);
                    await filler.FlushAsync(Cancelled);
                }
            }
            catch (IOException)
            {
                // Full, as it should be.
            }
        }
        await using var service = ServiceProcess.Launch(_folder.Path("data"), "--NewsSearch:Sample=false");
        Assert.Equal(1, await service.ExitAsync());
        Assert.Contains("NewsSearch did not start", service.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", service.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disk_that_fills_up_during_a_rebuild_fails_it_and_leaves_the_live_generation_and_nothing_else()
    {
        Assert.SkipUnless(_isMounted, "a tmpfs cannot be mounted here");
        Assert.True(Run("mount", "-o", "remount,size=160m", _folder.FullName));
        const int Articles = 200;
        await using (var service = await StartAsync())
        {
            foreach (var some in Enumerable.Range(0, Articles).Chunk(50))
                Assert.NotNull(await service.TryIngestAsync(string.Join('\n', some.Select(n => Line(n)))));
            await service.CaughtUpAsync();
            await service.StopAsync();
        }
        // Asked for while there is room, and begun when there is none.
        string address;
        await using (var service = await StartAsync("--NewsSearch:Role=Web"))
        {
            address = await AcceptedAsync(service);
            await service.StopAsync();
        }
        var free = new DriveInfo(_folder.FullName).AvailableFreeSpace;
        await File.WriteAllBytesAsync(_folder.Path("filler"), new byte[free - 2 * 1024 * 1024], Cancelled);

        await using var full = await StartAsync();
        var failed = await EndedAsync(full, address);

        Assert.Equal("failed", failed.GetProperty("state").GetString());
        Assert.Contains(
            "The disk became full",
            failed.GetProperty("findings")[0].GetString(),
            StringComparison.Ordinal
        );
        Assert.Equal(Articles, await TotalAsync(full));
        var generations = (await full.GetAsync("/api/v1/generations")).GetProperty("items");
        Assert.Equal("live", Assert.Single(generations.EnumerateArray()).GetProperty("state").GetString());
        Assert.Single(Directory.GetDirectories(_folder.Path("lucene")));
        using (var refused = await full.Client.PostAsync("/api/v1/rebuilds", content: null, Cancelled))
        {
            var problem = JsonElement.Parse(await refused.Content.ReadAsStringAsync(Cancelled));
            Assert.Equal("/problems/insufficient-storage", problem.GetProperty("type").GetString());
            Assert.True(problem.GetProperty("needed").GetInt64() > problem.GetProperty("free").GetInt64());
        }
        File.Delete(_folder.Path("filler"));
        var rebuilt = await EndedAsync(full, await AcceptedAsync(full));
        Assert.Equal("completed", rebuilt.GetProperty("state").GetString());
        Assert.Equal(Articles, await TotalAsync(full));
    }

    private Task<ServiceProcess> StartAsync(params string[] settings) =>
        ServiceProcess.StartAsync(
            _folder.FullName,
            ["--NewsSearch:Sample=false", "--NewsSearch:DetectLanguage=false", .. settings]
        );

    private static async Task<string> AcceptedAsync(ServiceProcess service)
    {
        using var accepted = await service.Client.PostAsync("/api/v1/rebuilds", content: null, Cancelled);
        Assert.True(
            accepted.StatusCode == HttpStatusCode.Accepted,
            await accepted.Content.ReadAsStringAsync(Cancelled)
        );
        return accepted.Headers.Location!.ToString();
    }

    private static async Task<JsonElement> EndedAsync(ServiceProcess service, string rebuild)
    {
        while (true)
        {
            var run = await service.GetAsync(rebuild);
            if (run.GetProperty("state").GetString() is "completed" or "failed" or "verification-failed")
                return run;
            await Task.Delay(TimeSpan.FromMilliseconds(50), Cancelled);
        }
    }

    private static async Task<long> TotalAsync(ServiceProcess service) =>
        (await service.GetAsync("/api/v1/search?limit=0")).GetProperty("total").GetProperty("value").GetInt64();

    // Text that does not compress, so that the disk fills up soon.
    private static string Line(long number)
    {
        var random = new Random((int)number);
        var words = Enumerable.Range(0, 4_000).Select(_ => random.NextInt64().ToString("x16"));
        return JsonSerializer.Serialize(
            new
            {
                id = number,
                source = "Full",
                title = $"Article {number}",
                text = string.Join(' ', words),
            }
        );
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true }
            )!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
