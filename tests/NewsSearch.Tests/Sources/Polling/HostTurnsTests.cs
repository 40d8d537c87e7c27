using Microsoft.Extensions.Time.Testing;
using NewsSearch.Sources.Polling;

namespace NewsSearch.Tests.Sources.Polling;

public sealed class HostTurnsTests
{
    private static readonly Uri Here = new("http://here.example/a");
    private static readonly Uri There = new("http://there.example/a");

    private readonly FakeTimeProvider _clock = new(PollingBench.Start);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_host_is_asked_by_one_at_a_time_and_others_meanwhile()
    {
        var turns = new HostTurns(TimeSpan.Zero, _clock);
        var first = await turns.TakeAsync(Here, Cancelled);
        var second = turns.TakeAsync(new Uri("http://HERE.example/b?c"), Cancelled);
        Assert.False(second.IsCompleted);
        (await turns.TakeAsync(There, Cancelled)).Dispose();
        first.Dispose();
        (await second).Dispose();
    }

    [Fact]
    public async Task Between_two_requests_lies_a_pause()
    {
        var turns = new HostTurns(TimeSpan.FromSeconds(3), _clock);
        (await turns.TakeAsync(Here, Cancelled)).Dispose();
        var next = turns.TakeAsync(Here, Cancelled);
        _clock.Advance(TimeSpan.FromSeconds(2.9));
        Assert.False(next.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        (await next).Dispose();
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.True(turns.TakeAsync(Here, Cancelled).IsCompleted);
    }

    [Fact]
    public async Task A_clock_that_is_set_does_not_change_the_pause()
    {
        var wall = new SetClock(_clock);
        var turns = new HostTurns(TimeSpan.FromSeconds(3), wall);
        foreach (var hours in new[] { -1, 1 })
        {
            (await turns.TakeAsync(Here, Cancelled)).Dispose();
            wall.Set += TimeSpan.FromHours(hours);
            var next = turns.TakeAsync(Here, Cancelled);
            _clock.Advance(TimeSpan.FromSeconds(2.9));
            Assert.False(next.IsCompleted);
            _clock.Advance(TimeSpan.FromSeconds(0.1));
            (await next).Dispose();
            _clock.Advance(TimeSpan.FromSeconds(3));
        }
    }

    [Fact]
    public async Task A_host_that_asks_for_a_longer_pause_gets_it_within_reason()
    {
        var turns = new HostTurns(TimeSpan.FromSeconds(1), _clock);
        turns.Slow(Here, TimeSpan.FromSeconds(30));
        turns.Slow(There, TimeSpan.FromDays(1));
        (await turns.TakeAsync(Here, Cancelled)).Dispose();
        (await turns.TakeAsync(There, Cancelled)).Dispose();
        var here = turns.TakeAsync(Here, Cancelled);
        var there = turns.TakeAsync(There, Cancelled);
        _clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(here.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(1));
        (await here).Dispose();
        Assert.False(there.IsCompleted);
        _clock.Advance(TimeSpan.FromMinutes(5));
        (await there).Dispose();
    }

    [Fact]
    public async Task Who_gives_up_waiting_keeps_nobody_waiting()
    {
        var turns = new HostTurns(TimeSpan.FromSeconds(3), _clock);
        (await turns.TakeAsync(Here, Cancelled)).Dispose();
        using var stop = new CancellationTokenSource();
        var pausing = turns.TakeAsync(Here, stop.Token);
        var queued = turns.TakeAsync(Here, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pausing);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => queued);
        var next = turns.TakeAsync(Here, Cancelled);
        _clock.Advance(TimeSpan.FromSeconds(3));
        (await next).Dispose();
    }

    /// <summary>A wall clock that is set while time goes on.</summary>
    private sealed class SetClock(FakeTimeProvider time) : TimeProvider
    {
        public TimeSpan Set { get; set; }

        public override long TimestampFrequency => time.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + Set;

        public override long GetTimestamp() => time.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            time.CreateTimer(callback, state, dueTime, period);
    }
}
