using NewsSearch.Archive;
using NewsSearch.Sources.Polling;

namespace NewsSearch.Tests.Sources.Polling;

public sealed class PollScheduleTests
{
    private static readonly DateTimeOffset Now = PollingBench.Start;
    private static readonly PollingSettings Settings = new()
    {
        Interval = TimeSpan.FromMinutes(30),
        ShortestInterval = TimeSpan.FromMinutes(5),
        LongestInterval = TimeSpan.FromHours(24),
    };

    private readonly PollSchedule _schedule = new(Settings, new Random(3));

    [Theory]
    [InlineData(null, null, 30)]
    [InlineData(null, 60, 60)]
    [InlineData(null, 1, 5)]
    [InlineData(null, 999_999, 1_440)]
    [InlineData(2, 60, 2)]
    [InlineData(10_000, null, 10_000)]
    public void The_declared_interval_counts_then_the_hint_within_bounds(int? declared, int? hint, int minutes) =>
        Assert.Equal(
            TimeSpan.FromMinutes(minutes),
            _schedule.Interval(new FeedDeclaration("https://example.org/", Interval: Minutes(declared)), Minutes(hint))
        );

    [Fact]
    public void Waits_double_with_each_failure_up_to_the_longest_and_are_spread()
    {
        var interval = TimeSpan.FromMinutes(10);
        for (var failures = 1; failures < 40; failures++)
        {
            var longest = Math.Min(10 * Math.Pow(2, Math.Min(failures, 20)), 24 * 60);
            var waits = Enumerable
                .Range(0, 200)
                .Select(_ => (_schedule.Retry(Now, interval, failures, null) - Now).TotalMinutes)
                .ToList();
            Assert.All(waits, w => Assert.InRange(w, Math.Max(10, longest / 2), longest));
            Assert.True(waits.Distinct().Count() > 100);
        }
    }

    [Fact]
    public void A_server_that_names_a_time_is_left_alone_until_then_but_not_for_ever()
    {
        var interval = TimeSpan.FromMinutes(10);
        Assert.Equal(Now.AddHours(5), _schedule.Retry(Now, interval, 1, TimeSpan.FromHours(5)));
        Assert.Equal(Now.AddDays(7), _schedule.Retry(Now, interval, 1, TimeSpan.FromDays(400)));
        Assert.True(_schedule.Retry(Now, interval, 1, TimeSpan.FromSeconds(1)) >= Now + interval);
    }

    [Fact]
    public void An_interval_above_the_longest_is_kept_when_it_fails()
    {
        var interval = TimeSpan.FromDays(3);
        Assert.Equal(Now + interval, _schedule.Retry(Now, interval, 5, null));
    }

    [Fact]
    public void What_is_unfinished_comes_sooner()
    {
        var interval = TimeSpan.FromHours(1);
        Assert.Equal(Now + interval, _schedule.Next(Now, interval, isUnfinished: false, null));
        Assert.Equal(Now + Settings.ShortestInterval, _schedule.Next(Now, interval, isUnfinished: true, null));
        Assert.Equal(Now.AddHours(2), _schedule.Next(Now, interval, isUnfinished: true, TimeSpan.FromHours(2)));
    }

    private static TimeSpan? Minutes(int? minutes) => minutes is { } m ? TimeSpan.FromMinutes(m) : null;
}
