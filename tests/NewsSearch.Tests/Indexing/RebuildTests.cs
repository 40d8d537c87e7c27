using NewsSearch.Archive;
using NewsSearch.Indexing;
using NewsSearch.Search;

namespace NewsSearch.Tests.Indexing;

/// <summary>Building a generation beside the live one, from the request to the swap and back.</summary>
public sealed class RebuildTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_rebuild_ends_in_a_new_live_generation_that_answers_alike_and_keeps_the_old_one()
    {
        await using var stage = RebuildStage.Open(_folder);
        await stage.FillAsync(500);
        var before = stage.Index.Status;
        var words = new[] { "", "ceasefire", "harvest", "\"cocoa tariff\"", "headline:turkey" };
        var expected = words.Select(stage.Total).ToList();

        var run = await stage.RebuildAsync("because");

        Assert.Equal(RebuildState.Completed, run.State);
        Assert.Empty(run.Findings);
        Assert.Equal((500L, "because", before.Generation), (run.Done, run.Reason, run.Previous));
        Assert.NotEqual(before.Generation, stage.Index.Status.Generation);
        Assert.Equal(run.Generation, stage.Index.Status.Generation);
        Assert.Equal(expected, words.Select(stage.Total));
        Assert.Equal([before.Generation, run.Generation!], stage.Folders());
        Assert.Equal(
            [GenerationState.Live, GenerationState.Kept],
            stage.Index.Generations.List().Select(g => g.State)
        );
    }

    [Fact]
    public async Task What_is_written_during_a_rebuild_is_found_at_once_and_behind_the_swap()
    {
        await using var stage = RebuildStage.Open(_folder);
        await stage.FillAsync(2_000);
        stage.Rebuilds.Start("admin", null);
        var running = stage.Rebuilds.RunAsync(Cancelled);
        var written = 2_000;
        while (!running.IsCompleted)
        {
            // A new article and a new version of an old one, each searchable before the next.
            var sequence = await stage.SaveAsync([$"a{written++}", "a7"]);
            while (stage.Index.Status.Sequence < sequence)
                await stage.Indexing.RunAsync(Cancelled);
            Assert.Equal(written, stage.Total());
        }
        var run = (await running)!;
        Assert.True(run.State == RebuildState.Completed, string.Join('\n', run.Findings));
        await stage.Indexing.RunAsync(Cancelled);
        Assert.Equal(run.Generation, stage.Index.Status.Generation);
        Assert.Equal(written, stage.Total());
        Assert.Empty(Verified(stage));
    }

    [Fact]
    public async Task A_cursor_of_the_old_generation_goes_on_behind_the_swap()
    {
        await using var stage = RebuildStage.Open(_folder);
        await stage.FillAsync(300);
        var request = SearchParameters.Parse([new("q", ["ceasefire"]), new("limit", ["7"])], default);
        var whole = stage.Index.Search(request with { Limit = 1_000 }, Cancelled).Hits.Select(h => h.Sequence).ToList();
        var walked = new List<long>();
        for (var page = stage.Index.Search(request, Cancelled); ; page = stage.Index.Search(request, Cancelled))
        {
            walked.AddRange(page.Hits.Select(h => h.Sequence));
            if (page.Next is null)
                break;
            request = request with { After = page.Next };
            if (walked.Count == 7)
                Assert.Equal(RebuildState.Completed, (await stage.RebuildAsync()).State);
        }
        Assert.True(whole.Count > 14);
        Assert.Equal(whole, walked);
    }

    [Fact]
    public async Task One_rebuild_at_a_time()
    {
        await using var stage = RebuildStage.Open(_folder);
        await stage.FillAsync(100);
        var first = stage.Rebuilds.Start("admin", null);
        var refused = Assert.Throws<RebuildConflictException>(() => stage.Rebuilds.Start("admin", null));
        Assert.Equal(first.Run.Id, refused.Current.Id);
        // The archive itself refuses, whoever asks.
        Assert.Null(stage.Archive.Rebuilds.TryAdd(first.Run));
        var runs = await Task.WhenAll(stage.Rebuilds.RunAsync(Cancelled), stage.Rebuilds.RunAsync(Cancelled));
        Assert.Single(runs, r => r is not null);
        Assert.Equal(RebuildState.Completed, stage.Rebuilds.Find(first.Run.Id)!.Run.State);
        Assert.Equal(2, (await stage.RebuildAsync()).Id);
    }

    [Fact]
    public async Task A_stopped_rebuild_goes_on_from_its_checkpoint_after_a_restart()
    {
        string generation;
        long done;
        await using (var stage = RebuildStage.Open(_folder))
        {
            await stage.FillAsync(3_000);
            var run = await StopHalfWayAsync(stage);
            Assert.Equal(RebuildState.Running, run.State);
            Assert.InRange(run.Checkpoint, 1, stage.Archive.LastSequence - 1);
            (generation, done) = (run.Generation!, run.Done);
            Assert.InRange(done, 1, 2_999);
        }
        await using var next = RebuildStage.Open(_folder);
        next.Rebuilds.Recover();
        Assert.Contains(generation, next.Folders());
        var resumed = (await next.Rebuilds.RunAsync(Cancelled))!;
        Assert.True(resumed.State == RebuildState.Completed, string.Join('\n', resumed.Findings));
        Assert.Equal((generation, 3_000L), (resumed.Generation, resumed.Done));
        Assert.Equal(3_000, next.Total());
        Assert.Empty(Verified(next));
    }

    [Fact]
    public async Task A_paused_rebuild_waits_and_a_cancelled_one_leaves_nothing()
    {
        await using var stage = RebuildStage.Open(_folder);
        await stage.FillAsync(200);
        var live = stage.Index.Status.Generation;
        var asked = stage.Rebuilds.Start("admin", null).Run;
        Assert.Equal(RebuildState.Paused, (await stage.Rebuilds.PauseAsync(asked)).Run.State);
        Assert.Null(await stage.Rebuilds.RunAsync(Cancelled));
        stage.Rebuilds.Resume(stage.Rebuilds.Find(asked.Id)!.Run);
        var stopped = await StopHalfWayAsync(stage, start: false);
        Assert.Equal(2, stage.Folders().Count);

        Assert.Equal(RebuildState.Cancelled, (await stage.Rebuilds.CancelAsync(stopped)).Run.State);
        Assert.Equal([live], stage.Folders());
        Assert.Equal(200, stage.Total());
        await Assert.ThrowsAsync<RebuildConflictException>(() => stage.Rebuilds.CancelAsync(stopped));
        Assert.Throws<RebuildConflictException>(() => stage.Rebuilds.Resume(stage.Rebuilds.Find(asked.Id)!.Run));
    }

    [Theory]
    [InlineData("lost")]
    [InlineData("changed")]
    public async Task A_generation_that_differs_from_the_archive_is_not_swapped_in_but_by_force(string fault)
    {
        await using var stage = RebuildStage.Open(_folder, archive: a => new ForgetfulArchive(a, Read));
        await stage.FillAsync(300);
        var live = stage.Index.Status.Generation;

        var run = await stage.RebuildAsync();

        Assert.Equal(RebuildState.VerificationFailed, run.State);
        Assert.Contains(run.Findings, f => f.Contains("a123", StringComparison.Ordinal));
        if (fault == "lost")
            Assert.Contains("articles: archive 300, index 299", run.Findings);
        Assert.Equal(live, stage.Index.Status.Generation);
        Assert.Equal(300, stage.Total());

        stage.Rebuilds.Force(run, "known");
        var forced = (await stage.Rebuilds.RunAsync(Cancelled))!;
        Assert.Equal(RebuildState.Completed, forced.State);
        Assert.True(forced.IsForced);
        Assert.Contains("swapped by force: known", forced.Findings);
        Assert.Equal(run.Generation, stage.Index.Status.Generation);

        ArchivedArticle? Read(ArchivedArticle stored) =>
            stored.Article.Id != "a123" ? stored
            : fault == "lost" ? null
            : stored with
            {
                Article = stored.Article with { Section = "Another" },
            };
    }

    [Fact]
    public async Task An_older_generation_is_live_again_at_once_and_catches_up()
    {
        await using var stage = RebuildStage.Open(_folder);
        await stage.FillAsync(200);
        var old = stage.Index.Status.Generation;
        await stage.RebuildAsync();
        await stage.FillAsync(50, from: 200);
        await stage.Rebuilds.ActivateAsync(old, Cancelled);
        Assert.Equal((old, 200L), (stage.Index.Status.Generation, stage.Index.Status.Documents));
        await stage.Indexing.RunAsync(Cancelled);
        Assert.Equal(250, stage.Total());
        Assert.Empty(Verified(stage));
        var unknown = await Assert.ThrowsAsync<GenerationUnusableException>(() =>
            stage.Rebuilds.ActivateAsync("000099", Cancelled)
        );
        Assert.True(unknown.IsMissing);
        await Assert.ThrowsAsync<GenerationUnusableException>(() => stage.Rebuilds.ActivateAsync("../x", Cancelled));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task So_many_generations_are_kept_as_are_asked_for(int kept)
    {
        var settings = RebuildStage.Settings with { KeptGenerations = kept };
        await using var stage = RebuildStage.Open(_folder, settings: settings);
        await stage.FillAsync(50);
        for (var n = 0; n < 4; n++)
            Assert.Equal(RebuildState.Completed, (await stage.RebuildAsync()).State);
        Assert.Equal(kept + 1, stage.Folders().Count);
        Assert.Equal([4L, 3L, 2L, 1L], stage.Rebuilds.List(10).Select(r => r.Run.Id));
    }

    [Fact]
    public async Task A_start_removes_what_belongs_to_nothing()
    {
        string live;
        await using (var stage = RebuildStage.Open(_folder))
        {
            await stage.FillAsync(50);
            live = stage.Index.Status.Generation;
            // Begun and never recorded: as a kill between the two leaves it.
            using var build = stage.Index.Generations.Build(null);
            build.Commit(1);
            Directory.CreateDirectory(Path.Combine(stage.Lucene, "000077"));
            await File.WriteAllTextAsync(Path.Combine(stage.Lucene, "current.new"), "0", Cancelled);
        }
        await using var next = RebuildStage.Open(_folder);
        next.Rebuilds.Recover();
        Assert.Equal([live], next.Folders());
        Assert.Equal(["current"], Directory.GetFiles(next.Lucene).Select(Path.GetFileName));
        Assert.Equal(50, next.Total());
    }

    [Fact]
    public async Task A_clock_that_jumps_back_changes_nothing()
    {
        var clock = new BackwardClock();
        await using var stage = RebuildStage.Open(_folder, clock);
        await stage.FillAsync(300);
        var first = await stage.RebuildAsync();
        var second = await stage.RebuildAsync();
        Assert.Equal((RebuildState.Completed, RebuildState.Completed), (first.State, second.State));
        Assert.True(second.Created < first.Created);
        Assert.True(second.Worked >= TimeSpan.Zero);
        Assert.Equal([second.Id, first.Id], stage.Rebuilds.List(5).Select(r => r.Run.Id));
        Assert.Equal(300, stage.Total());
    }

    private static IReadOnlyList<string> Verified(RebuildStage stage)
    {
        using var frozen = stage.Archive.Freeze();
        using var live = stage.Index.Generations.Pin();
        return new Verification(stage.Archive, 5).Findings(frozen, live, live: null, Cancelled);
    }

    // Stops when the first batch was applied; what is committed then is a part.
    private static async Task<RebuildRun> StopHalfWayAsync(RebuildStage stage, bool start = true)
    {
        using var stop = new CancellationTokenSource();
        if (start)
            stage.Rebuilds.Start("admin", null);
        await stop.CancelAsync();
        return (await stage.Rebuilds.RunAsync(stop.Token))!;
    }

    /// <summary>Each look at the wall clock is an hour earlier.</summary>
    private sealed class BackwardClock : TimeProvider
    {
        private long _looks;

        public override DateTimeOffset GetUtcNow() =>
            new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(-Interlocked.Increment(ref _looks));
    }
}
