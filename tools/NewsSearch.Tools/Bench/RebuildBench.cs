using System.Text;
using NewsSearch.Archive;
using NewsSearch.Indexing;
using NewsSearch.Search;

namespace NewsSearch.Tools.Bench;

/// <summary>
/// A rebuild of a data folder: how fast the archive is read, how fast a rebuild is alone, and how searches and writes
/// fare beside one.
/// </summary>
internal sealed class RebuildBench(DirectoryInfo data, TimeProvider clock, TextWriter screen)
{
    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(30);

    public async Task RunAsync(string corpus, IReadOnlyList<LoggedQuery> queries, CancellationToken cancellation)
    {
        using var results = new BenchResults("newssearch", corpus, screen);
        await using var opened = Composition.Open(data, clock);
        using var index = Composition.OpenIndex(opened.IndexPath, clock);
        using var indexing = new IndexingJob(opened.Archive, index, clock);
        await indexing.RunAsync(cancellation);
        Read(results, opened.Archive, cancellation);

        var alone = RebuildSettings.Default with { Niceness = 0 };
        var run = await RebuildAsync(opened.Archive, index, indexing, alone, cancellation);
        Report(results, "rebuild", run);

        var load = new ServingLoad(opened.Archive, index, indexing, queries, clock);
        load.WarmUp();
        var idle = await load.RunAsync(t => Task.Delay(IdleTime, clock, t), cancellation);
        var beside = await load.RunAsync(
            async t => run = await RebuildAsync(opened.Archive, index, indexing, RebuildSettings.Default, t),
            cancellation
        );
        Report(results, "rebuild_beside", run);
        var after = await load.RunAsync(t => Task.Delay(IdleTime, clock, t), cancellation);
        Report(results, "idle", idle);
        Report(results, "beside", beside);
        Report(results, "after", after);
        results.Add("serving", "peak_rss_MB", ProcessFigures.PeakResidentMegabytes);
        results.Add("serving", "p99_ratio", beside.SearchPercentile(0.99) / idle.SearchPercentile(0.99));
    }

    private void Read(BenchResults results, IArchive archive, CancellationToken cancellation)
    {
        var started = clock.GetTimestamp();
        long bytes = 0;
        foreach (var batch in archive.ReadChanges(0, archive.LastSequence, cancellation))
        foreach (var stored in batch)
            bytes += Encoding.UTF8.GetByteCount(stored.Article.Body ?? "");
        results.Add("archive_read", "MB_s", bytes / 1e6 / clock.GetElapsedTime(started).TotalSeconds);
    }

    private async Task<RebuildRun> RebuildAsync(
        IArchive archive,
        IArticleIndex index,
        IndexingJob indexing,
        RebuildSettings settings,
        CancellationToken cancellation
    )
    {
        using var rebuilds = Composition.Rebuilds(archive, index, indexing, settings, clock);
        rebuilds.Recover();
        if (archive.Rebuilds.Active is null)
            rebuilds.Start("command-line", "bench");
        var run = await rebuilds.RunAsync(cancellation);
        return run is { State: RebuildState.Completed }
            ? run
            : throw new InvalidDataException($"The rebuild is {run?.State}: {string.Join("; ", run?.Findings ?? [])}");
    }

    private static void Report(BenchResults results, string workload, RebuildRun run)
    {
        results.Add(workload, "docs_s", run.Done / run.Worked.TotalSeconds);
        results.Add(workload, "wall_s", run.Worked.TotalSeconds);
        results.Add(workload, "peak_rss_MB", ProcessFigures.PeakResidentMegabytes);
    }

    private static void Report(BenchResults results, string workload, ServedLoad served)
    {
        results.Add(workload, "searches", served.Searches.Count);
        results.Add(workload, "search_p50_ms", served.SearchPercentile(0.5));
        results.Add(workload, "search_p99_ms", served.SearchPercentile(0.99));
        results.Add(workload, "writes", served.Writes.Count);
        results.Add(workload, "write_max_ms", served.Writes.DefaultIfEmpty(0).Max());
        results.Add(workload, "failed", served.Failed);
    }
}

/// <summary>What was served; times in milliseconds, sorted.</summary>
/// <param name="Writes">Until the article was durable.</param>
internal sealed record ServedLoad(IReadOnlyList<double> Searches, IReadOnlyList<double> Writes, long Failed)
{
    public double SearchPercentile(double part) =>
        Searches.Count == 0 ? 0 : Searches[(int)((Searches.Count - 1) * part)];
}
