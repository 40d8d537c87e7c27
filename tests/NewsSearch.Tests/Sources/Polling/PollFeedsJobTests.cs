using System.Text;
using NewsSearch.Archive;
using NewsSearch.Sources.Polling;

namespace NewsSearch.Tests.Sources.Polling;

public sealed class PollFeedsJobTests : IAsyncDisposable
{
    private readonly PollingBench _bench = new(s => s with { AllowedPrivateHosts = ["127.0.0.1:*"] });
    private readonly LocalServer _other = new();

    private LocalServer Server => _bench.Server;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Fact]
    public async Task What_is_due_is_polled_and_nothing_else()
    {
        Server.Serve("/due", _bench.Rss("due"));
        Server.Serve("/disabled", _bench.Rss("disabled"));
        _bench.Declare("/due");
        _bench.Declare("/disabled", d => d with { IsEnabled = false });
        Assert.Equal(new PollReport(1, 1, 0), await _bench.Job.RunAsync(Cancelled));
        Assert.Equal(new PollReport(0, 0, 0), await _bench.Job.RunAsync(Cancelled));
        _bench.Clock.Advance(_bench.Settings.Interval);
        Assert.Equal(new PollReport(1, 0, 0), await _bench.Job.RunAsync(Cancelled));
        Assert.Equal(["/due", "/due"], Server.Requests.Select(r => r.Path));
    }

    [Fact]
    public async Task Many_feeds_of_one_host_are_fetched_one_after_another()
    {
        var (underWay, most) = (0, 0);
        for (var n = 0; n < 12; n++)
        {
            var answer = LocalServer.Answer("200 OK", "", Encoding.UTF8.GetBytes(_bench.Rss($"item{n}")));
            Server.On(
                $"/{n}",
                async (_, stream, cancellation) =>
                {
                    most = Math.Max(most, Interlocked.Increment(ref underWay));
                    // Room for a second request to be seen.
                    await Task.Delay(TimeSpan.FromMilliseconds(5), cancellation);
                    Interlocked.Decrement(ref underWay);
                    await LocalServer.WriteAsync(stream, answer, cancellation);
                }
            );
            _bench.Declare($"/{n}");
        }
        Assert.Equal(12, (await _bench.Job.RunAsync(Cancelled)).Fetches);
        Assert.Equal(12, _bench.Articles().Count);
        Assert.Equal(1, most);
        Assert.Equal(1, Server.RobotsRequests);
    }

    [Fact]
    public async Task A_host_that_does_not_answer_does_not_keep_others_waiting_and_a_second_run_steps_aside()
    {
        var (asked, release) = (Signal(), Signal());
        Server.On(
            "/slow",
            async (_, stream, cancellation) =>
            {
                asked.TrySetResult();
                await release.Task.WaitAsync(cancellation);
                await LocalServer.WriteAsync(
                    stream,
                    LocalServer.Answer("200 OK", "", Encoding.UTF8.GetBytes(_bench.Rss("slow"))),
                    cancellation
                );
            }
        );
        var slow = _bench.Declare("/slow");
        var running = _bench.Job.RunAsync(Cancelled);
        await asked.Task;
        Assert.True(_bench.Job.IsPolling(slow.Id));
        // Declared while the run waits for the slow one: the second run hands it over and ends at once.
        var fast = Signal();
        _other.On(
            "/fast",
            async (_, stream, cancellation) =>
            {
                await LocalServer.WriteAsync(
                    stream,
                    LocalServer.Answer("200 OK", "", Encoding.UTF8.GetBytes(_bench.Rss("fast"))),
                    cancellation
                );
                fast.TrySetResult();
            }
        );
        _bench.Declare(_other.Url("/fast"));
        Assert.Equal(new PollReport(0, 0, 0), await _bench.Job.RunAsync(Cancelled));
        await fast.Task;
        Assert.False(running.IsCompleted);
        release.SetResult();
        Assert.Equal(new PollReport(2, 2, 0), await running);
        Assert.False(_bench.Job.IsPolling(slow.Id));
    }

    [Fact]
    public async Task A_run_that_is_cancelled_leaves_its_feeds_due()
    {
        var asked = Signal();
        Server.On(
            "/slow",
            (_, _, cancellation) =>
            {
                asked.TrySetResult();
                return Task.Delay(Timeout.Infinite, cancellation);
            }
        );
        var feed = _bench.Declare("/slow");
        using var stop = new CancellationTokenSource();
        var running = _bench.Job.RunAsync(stop.Token);
        await asked.Task;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal(PollingBench.Start, _bench.Find(feed).State.NextDue);
        Assert.False(_bench.Job.IsPolling(feed.Id));
        // And the next run is not kept out by the one that ended.
        Server.Serve("/slow", _bench.Rss("now"));
        Assert.Equal(1, (await _bench.Job.RunAsync(Cancelled)).Created);
    }

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
