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
