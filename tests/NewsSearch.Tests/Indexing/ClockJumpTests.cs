using Microsoft.Extensions.Logging.Abstractions;
using NewsSearch.Archive;
using NewsSearch.Indexing;
using NewsSearch.Providers.HangfireJobs;
using NewsSearch.Search;

namespace NewsSearch.Tests.Indexing;

/// <summary>A wall clock that jumps an hour back and forth while indexing runs.</summary>
public sealed class ClockJumpTests : IDisposable
{
    private const int Articles = 1_000;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_rebuild_shows_no_negative_time_or_rate_keeps_cursors_and_is_not_started_twice()
    {
        var seen = new List<RebuildStatus>();
        RebuildStage? open = null;
        var again = new List<Task<RebuildRun?>>();
        ArchivedArticle Look(ArchivedArticle article)
        {
            // In the middle of it, on the thread that reads.
            if (article.Sequence % 10 == 0 && open!.Rebuilds.List(1) is [{ Run.State: RebuildState.Running } status])
            {
                seen.Add(status);
                if (seen.Count == 20)
                    again.Add(open.Rebuilds.RunAsync(Cancelled));
                if (seen.Count == 20)
                    Assert.Throws<RebuildConflictException>(() => open.Rebuilds.Start("system", "a second one"));
            }
            return article;
        }
        await using var stage = open = RebuildStage.Open(
            _folder,
            new JumpingClock(),
            RebuildStage.Settings with
            {
                CheckpointInterval = TimeSpan.FromMilliseconds(50),
            },
            a => new ForgetfulArchive(a, Look)
        );
        await stage.FillAsync(Articles);
        var request = SearchParameters.Parse([new("limit", ["10"])], default);
        var first = stage.Index.Search(request, Cancelled);

        var run = await stage.RebuildAsync();

        Assert.True(run.State == RebuildState.Completed, string.Join('\n', run.Findings));
        Assert.InRange(seen.Count, 50, Articles);
        Assert.Null(await Assert.Single(again));
        Assert.All(seen, s => Assert.InRange(s.RateNow, 0, double.MaxValue));
        Assert.All(seen, s => Assert.InRange(s.RateAverage, 0, double.MaxValue));
        Assert.All(seen, s => Assert.InRange(s.Run.Worked, TimeSpan.Zero, TimeSpan.FromMinutes(30)));
        foreach (var eta in seen.Select(s => s.Eta).OfType<RebuildEta>())
        {
            Assert.InRange(eta.Least, TimeSpan.Zero, eta.Expected);
            Assert.InRange(eta.Expected, eta.Least, eta.Most);
        }
        Assert.Equal(seen.Select(s => s.Run.Worked).Order(), seen.Select(s => s.Run.Worked));
        Assert.Equal(seen.Select(s => s.Run.Done).Order(), seen.Select(s => s.Run.Done));
        Assert.True(run.Ended >= run.Created);
        Assert.InRange(run.Worked, seen[^1].Run.Worked, TimeSpan.FromMinutes(30));
        // The cursor's lease counts time that passed, not hours that a clock was set by.
        var next = stage.Index.Search(request with { After = first.Next }, Cancelled);
        Assert.Equal(first.Index.Generation, next.Index.Generation);
        Assert.Single(stage.Archive.Rebuilds.List(10));
    }

    [Fact]
    public async Task A_run_of_a_job_ends_behind_its_start()
    {
        var clock = new JumpingClock();
        await using var stage = RebuildStage.Open(_folder, clock);
        var job = new CatchUpJob(
            stage.Indexing,
            new PendingRun(),
            stage.Archive,
            clock,
            NullLogger<CatchUpJob>.Instance
        );
        for (var n = 0; n < 4; n++)
        {
            await stage.SaveAsync([$"a{n}"]);
            await job.RunAsync(Cancelled);
        }
        var runs = stage.Archive.Jobs(10);
        Assert.Equal(4, runs.Count);
        Assert.All(runs, r => Assert.InRange(r.Ended!.Value - r.Started, TimeSpan.Zero, TimeSpan.FromMinutes(30)));
    }

    /// <summary>Each second look at the wall clock is an hour before the others; what measures time goes on.</summary>
    private sealed class JumpingClock : TimeProvider
    {
        private long _looks;

        public override DateTimeOffset GetUtcNow() =>
            base.GetUtcNow().AddHours(Interlocked.Increment(ref _looks) % 2 == 0 ? -1 : 0);
    }
}
