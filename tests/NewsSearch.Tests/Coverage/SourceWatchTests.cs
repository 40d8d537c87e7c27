using Microsoft.Extensions.Logging.Abstractions;
using NewsSearch.Archive;
using NewsSearch.Articles;
using NewsSearch.Coverage;
using NewsSearch.Tests.Snapshots;

namespace NewsSearch.Tests.Coverage;

/// <summary>Volumes of sources against their seasons: one event when one leaves its band, one when it is back.</summary>
public sealed class SourceWatchTests : IDisposable
{
    private static readonly DateOnly First = new(2024, 1, 1);

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_band_follows_the_days_of_the_week()
    {
        // Many on weekdays, few at the end of the week.
        var daily = Enumerable.Range(0, 70).Select(n => n % 7 < 5 ? 100L + n % 3 : 4L).ToList();
        var weekday = VolumeBand.Of(daily, 63)!;
        var sunday = VolumeBand.Of(daily, 69)!;
        Assert.InRange(100, weekday.Low, weekday.High);
        Assert.True(weekday.Low > 60 && weekday.High < 140, $"{weekday}");
        Assert.Equal((0L, 4.0, 10L), (sunday.Low, sunday.Typical, sunday.High));
        Assert.Null(VolumeBand.Of(daily, 27));
        Assert.NotNull(VolumeBand.Of(daily, 28));
    }

    [Theory]
    [InlineData(100, 100, SourceCondition.Ok)]
    [InlineData(100, 20, SourceCondition.Low)]
    [InlineData(100, 300, SourceCondition.High)]
    [InlineData(100, 0, SourceCondition.Silent)]
    [InlineData(3, 0, SourceCondition.Ok)]
    [InlineData(0, 2, SourceCondition.Ok)]
    public void The_last_day_is_judged(long usual, long last, SourceCondition expected)
    {
        List<long> daily = [.. Enumerable.Repeat(usual, 62), last];
        Assert.Equal(expected, SourceHealth.Of("s", First, daily).Condition);
        Assert.Equal(SourceCondition.Unknown, SourceHealth.Of("s", First, daily[^20..]).Condition);
    }

    [Fact]
    public void A_source_with_few_articles_is_silent_only_after_many_days()
    {
        List<long> daily = [.. Enumerable.Repeat(1L, 60)];
        for (var days = 1; days <= 7; days++)
        {
            daily.Add(0);
            var condition = SourceHealth.Of("s", First, daily).Condition;
            Assert.Equal(days < 7 ? SourceCondition.Ok : SourceCondition.Silent, condition);
        }
    }

    [Fact]
    public async Task One_event_is_raised_and_one_when_it_is_over()
    {
        await using var data = new SnapshotData(_folder.Path("data"));
        var clock = new SetClock();
        var watch = new SourceWatch(data.Archive, data.Index, clock, NullLogger<SourceWatch>.Instance);
        for (var day = 0; day < 70; day++)
        {
            await SaveAsync(data, "steady", day, 10);
            // Nothing from day 60 to 64, then as before.
            await SaveAsync(data, "stopping", day, day is >= 60 and < 65 ? 0 : 10);
        }
        await data.Indexing.RunAsync(Cancelled);
        for (var day = 50; day < 70; day++)
        {
            clock.Now = new DateTimeOffset(First.AddDays(day + 1), new TimeOnly(3, 0), TimeSpan.Zero);
            watch.Run(Cancelled);
            watch.Run(Cancelled); // Again in the same day: nothing is repeated.
            Assert.Equal(day is >= 60 and < 65 ? 1 : 0, data.Archive.SourceEvents.Open().Count);
        }
        Assert.Equal(
            [(SourceCondition.Ok, First.AddDays(65), 10L), (SourceCondition.Silent, First.AddDays(60), 0L)],
            data.Archive.SourceEvents.List(null, 10).Select(e => (e.Condition, e.Day, e.Count))
        );
        Assert.All(data.Archive.SourceEvents.List(null, 10), e => Assert.Equal("stopping", e.Source));
        Assert.Equal(2, data.Archive.SourceEvents.List("stopping", 10).Count);
        Assert.Empty(data.Archive.SourceEvents.List("steady", 10));
        var health = watch.Find("steady", Cancelled);
        Assert.Equal((SourceCondition.Ok, SourceHealth.Shown), (health.Condition, health.Days.Count));
        Assert.All(health.Days, d => Assert.InRange(d.Count, d.Band!.Low, d.Band.High));
    }

    private static Task SaveAsync(SnapshotData data, string source, int day, int count) =>
        count == 0
            ? Task.CompletedTask
            : SnapshotData.SaveAsync(
                data.Archive,
                [
                    .. Enumerable
                        .Range(0, count)
                        .Select(n => new Article
                        {
                            Id = $"{source}-{day}-{n}",
                            Identifiers = [$"{source}-{day}-{n}"],
                            Source = SourceId.FromName(source),
                            Headline = $"Article {n} of day {day}",
                            Published = At(day),
                            Retrieved = DateTimeOffset.UnixEpoch,
                            Completeness = Completeness.Excerpt,
                        }),
                ]
            );

    private static PublishedDate At(int day) =>
        new(new DateTimeOffset(First.AddDays(day), new TimeOnly(12, 0), TimeSpan.Zero), DatePrecision.Second);

    private sealed class SetClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
