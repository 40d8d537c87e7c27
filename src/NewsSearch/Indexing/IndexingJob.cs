using NewsSearch.Archive;

namespace NewsSearch.Indexing;

/// <summary>
/// Brings the index up to the archive: reads every change behind the sequence that the index holds and applies it.
/// Assumes that it runs more than once, at any time and after any crash: what is there already is not applied again,
/// and applying twice is harmless.
/// </summary>
/// <remarks>
/// Thread model: one run at a time; a run that finds another steps aside at once. Within a run one thread reads the
/// archive and one per processor writes documents.
/// </remarks>
public sealed class IndexingJob(IArchive archive, IArticleIndex index, TimeProvider clock) : IDisposable
{
    /// <summary>
    /// A catch-up shows what it has for the first time after this; then the longer it runs, the less often, because
    /// each time stops the writers and cuts small segments that have to be merged.
    /// </summary>
    private static readonly TimeSpan FirstInterval = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LongestInterval = TimeSpan.FromMinutes(2);
    private const double IntervalGrowth = 4;

    /// <summary>What a crash may make the next start repeat.</summary>
    private static readonly TimeSpan CommitInterval = TimeSpan.FromSeconds(20);

    /// <summary>Changes from which on building them apart is faster than adding each.</summary>
    private const int Many = 2_000;

    private readonly SemaphoreSlim _running = new(1, 1);
    private long _lastCommit = clock.GetTimestamp();
    private int _awaiting;

    /// <summary>
    /// Publishes what was held until now, runs until the index shows everything that the archive holds, and makes
    /// durable what has been shown for some time; returns the number of changes applied.
    /// </summary>
    public async Task<long> RunAsync(CancellationToken cancellation)
    {
        long applied = 0;
        archive.Held.Release(cancellation);
        // A change that is saved between the last look and the release is seen by the second look.
        while (IsBehind && !IsAwaited && await _running.WaitAsync(0, cancellation).ConfigureAwait(false))
        {
            try
            {
                applied += CatchUp(cancellation);
            }
            finally
            {
                _running.Release();
            }
        }
        if (index.Status.CommittedSequence != index.Status.Sequence && IsCommitDue)
            await CommitAsync(cancellation).ConfigureAwait(false);
        return applied;
    }

    /// <summary>Makes what is shown durable, when no run is in progress.</summary>
    public async Task CommitAsync(CancellationToken cancellation)
    {
        if (!await _running.WaitAsync(0, cancellation).ConfigureAwait(false))
            return;
        try
        {
            Commit();
        }
        finally
        {
            _running.Release();
        }
    }

    /// <summary>
    /// Does something while no run writes: a run in progress shows what it has and makes room. Writes to the archive
    /// and searches go on meanwhile.
    /// </summary>
    public async Task<T> RunExclusivelyAsync<T>(Func<T> work, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _awaiting);
        try
        {
            await _running.WaitAsync(cancellation).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _awaiting);
        }
        try
        {
            return work();
        }
        finally
        {
            _running.Release();
        }
    }

    public void Dispose() => _running.Dispose();

    private bool IsAwaited => Volatile.Read(ref _awaiting) > 0;

    private bool IsBehind => index.Status.Sequence != archive.LastSequence;

    private long CatchUp(CancellationToken cancellation)
    {
        // An index that is ahead of its archive belongs to another one, or the archive lost its last transactions.
        if (index.Status.Sequence > archive.LastSequence)
            index.StartAnew();
        long applied = 0;
        var started = clock.GetTimestamp();
        try
        {
            while (IsBehind && !IsAwaited)
            {
                var interval = Interval(clock.GetElapsedTime(started));
                var (count, reached) = ApplySome(interval, cancellation);
                applied += count;
                index.Refresh(reached);
                if (IsCommitDue)
                    Commit();
            }
        }
        catch
        {
            // Part of a round was applied: show it under the old sequence, so that the next round replaces, not adds.
            index.Refresh(index.Status.Sequence);
            throw;
        }
        return applied;
    }

    private static TimeSpan Interval(TimeSpan elapsed)
    {
        var interval = elapsed * IntervalGrowth;
        return interval < FirstInterval ? FirstInterval
            : interval > LongestInterval ? LongestInterval
            : interval;
    }

    // Reads and writes side by side until everything is applied or it is time to show what there is.
    private (long Count, long Reached) ApplySome(TimeSpan interval, CancellationToken cancellation)
    {
        var target = archive.LastSequence;
        var areMany = target - index.Status.Sequence >= Many;
        var started = clock.GetTimestamp();
        var notes = new DamageNotes(archive);
        var feed = new ArchiveFeed(Environment.ProcessorCount, work => Task.Run(work, CancellationToken.None));
        var (count, cutAt) = feed.Apply(
            stop => notes.Watch(archive.ReadChanges(index.Status.Sequence, target, stop)),
            batch => index.Apply(batch, areMany),
            _ => clock.GetElapsedTime(started) >= interval || IsAwaited,
            cancellation
        );
        return (count, cutAt ?? target);
    }

    private bool IsCommitDue => clock.GetElapsedTime(_lastCommit) >= CommitInterval;

    private void Commit()
    {
        index.Commit(index.Status.Sequence);
        _lastCommit = clock.GetTimestamp();
    }
}
