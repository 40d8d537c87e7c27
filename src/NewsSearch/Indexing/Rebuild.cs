using NewsSearch.Archive;

namespace NewsSearch.Indexing;

/// <summary>
/// One run of one rebuild: fills a generation beside the live one from the archive, verifies it, and swaps it in.
/// Assumes that it runs again after any crash, pause or stop: it goes on from the checkpoint that lies in the
/// generation's own commit.
/// </summary>
/// <remarks>
/// Thread model: runs on one thread that reads the archive, with others that write documents; what has to wait for
/// the live index is done while no indexing run writes.
/// </remarks>
internal sealed class Rebuild(
    IArchive archive,
    IArticleIndex index,
    IndexingJob indexing,
    RebuildSettings settings,
    TimeProvider clock
)
{
    /// <summary>So close to the archive, the rest is applied while indexing waits.</summary>
    private const int Near = 500;

    private const int MostListed = 100;

    private readonly IIndexGenerations _generations = index.Generations;
    private readonly DamageNotes _notes = new(archive);
    private readonly long _started = clock.GetTimestamp();
    private IGenerationBuild? _build;
    private RebuildRun? _current;
    private TimeSpan _workedBefore;
    private long _doneBefore;
    private long _applied;
    private long _lastCheckpoint;

    private RebuildProgress Progress { get; } = new(clock);

    /// <summary>The rebuild as it is now; null before it has begun.</summary>
    public RebuildStatus? Status => Volatile.Read(ref _current) is { } run ? Progress.Of(run, _doneBefore) : null;

    /// <summary>Takes the rebuild to one of its ends, or to a checkpoint when it is told to stop.</summary>
    /// <returns>The state in the end: running when it was stopped.</returns>
    public RebuildRun Run(RebuildRun run, CancellationToken cancellation)
    {
        _current = run;
        _workedBefore = run.Worked;
        // Killed between the swap and its record: nothing is left to do.
        if (run.Generation is not null && run.Generation == index.Status.Generation)
            return Completed();
        try
        {
            Open(cancellation);
            Fill(cancellation);
            if (!run.IsForced && Verify(cancellation) is { Count: > 0 } findings)
                return VerificationFailed(findings);
            Fill(cancellation);
            _build!.Warm(Current.Checkpoint, cancellation);
            Fill(cancellation);
            Swap(cancellation);
            return Completed();
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Record(Current with { State = RebuildState.Running });
            return Current;
        }
        finally
        {
            _build?.Dispose();
        }
    }

    /// <summary>What the record says of an error that ended the run.</summary>
    public static RebuildRun Failed(RebuildRun run, Exception cause, DateTimeOffset at) =>
        run.EndedIn(RebuildState.Failed, at) with
        {
            Errors = Counted(run.Errors, cause),
            Findings = [.. run.Findings, cause.Message],
        };

    private void Open(CancellationToken cancellation)
    {
        _build = _generations.Build(Current.Generation);
        if (Math.Max(_build.Checkpoint, _build.Seeded) > archive.LastSequence)
        {
            // Of a longer archive than this one: nothing of it can be trusted.
            _build.Dispose();
            _generations.Discard(_build.Name);
            _build = _generations.Build(unfinished: null);
        }
        _lastCheckpoint = clock.GetTimestamp();
        Record(
            Current with
            {
                State = RebuildState.Running,
                Generation = _build.Name,
                Schema = _generations.SchemaVersion,
                Checkpoint = _build.Checkpoint,
                Done = _build.Documents,
                Total = Total(),
            }
        );
        // Behind the record, so that a crash finds the generation that was begun.
        if (Current.Sources is { } sources && _build is { Checkpoint: 0, Seeded: 0 })
            TakeOver(sources, cancellation);
        _doneBefore = _build.Documents;
    }

    private void TakeOver(IReadOnlyList<string> sources, CancellationToken cancellation)
    {
        var live = index.Status.Generation;
        // What is copied into new files gets new checksums, whatever became of it before.
        if (_generations.Check(live, deep: false, cancellation) is [var damage, ..])
            throw new InvalidDataException($"Generation {live} is damaged ({damage}): rebuild all sources.");
        _build!.Seed(sources.ToHashSet(), cancellation);
    }

    // Rounds of one checkpoint interval each; what is committed is always all of the archive up to one sequence.
    private void Fill(CancellationToken cancellation)
    {
        var feed = new ArchiveFeed(settings.Threads, work => BackgroundThread.RunAsync(work, settings.Niceness));
        var reached = Current.Checkpoint;
        while (reached < _build!.Seeded || archive.LastSequence - reached > Near || reached == 0)
        {
            // Up to there, articles of other sources were taken over.
            var named = reached < _build.Seeded ? new NamedSources(Current.Sources ?? []) : null;
            var target = named is null ? archive.LastSequence : _build.Seeded;
            var (count, cutAt) = feed.Apply(
                stop => _notes.Watch(archive.ReadChanges(reached, target, stop)),
                batch => _build.Apply(named?.Of(batch) ?? batch, areMany: true),
                read =>
                {
                    Progress.Report(_applied + (named?.Count ?? read));
                    // Stopped between batches, so that the checkpoint holds nothing beyond its sequence.
                    return cancellation.IsCancellationRequested || IsCheckpointDue;
                },
                CancellationToken.None
            );
            _applied += named?.Count ?? count;
            reached = cutAt ?? target;
            if (IsCheckpointDue || cancellation.IsCancellationRequested || reached == target)
                Checkpoint(reached);
            cancellation.ThrowIfCancellationRequested();
            if (target == 0)
                return;
        }
    }

    private IReadOnlyList<string> Verify(CancellationToken cancellation)
    {
        Record(Current with { State = RebuildState.Verifying });
        var (frozen, built, live) = Exclusively(() =>
        {
            var held = archive.Freeze();
            CatchUp(held, cancellation);
            return (held, _build!.Show(held.Sequence), LiveAt(held, cancellation));
        });
        using (frozen)
        using (built)
        using (live)
            return new Verification(archive, Current.Id).Findings(frozen, built, live, cancellation);
    }

    // The live generation at the same sequence, so that both must answer alike; null where it is far behind.
    private IIndexSnapshot? LiveAt(IFrozenArchive held, CancellationToken cancellation)
    {
        if (held.Sequence - index.Status.Sequence is < 0 or > Near)
            return null;
        try
        {
            foreach (var batch in _notes.Watch(held.ReadChanges(index.Status.Sequence, cancellation)))
                index.Apply(batch);
            // What was damaged behind its indexing: in the live generation too, only what can still be read of it.
            var unreadable = archive.Unreadable.List(int.MaxValue).Where(u => u.Sequence <= held.Sequence);
            // One that can be read and is listed stays out, because nobody knows whether it is current.
            foreach (var article in archive.ReadSequences([.. unreadable.Select(u => u.Sequence)], withBody: true))
                if (article is not null)
                    index.Apply([
                        article with
                        {
                            IsFirst = false,
                            IsDeleted = article.IsDeleted || article.Damage is null,
                        },
                    ]);
            index.Refresh(held.Sequence);
        }
        catch
        {
            index.Refresh(index.Status.Sequence); // Shown, so that the next run replaces instead of adding.
            throw;
        }
        return _generations.Pin();
    }

    private void Swap(CancellationToken cancellation) =>
        Exclusively(() =>
        {
            using var held = archive.Freeze();
            CatchUp(held, cancellation);
            var build = _build!;
            _build = null; // From here on it is the index's.
            _generations.Swap(build, held.Sequence);
            return held.Sequence;
        });

    private void CatchUp(IFrozenArchive held, CancellationToken cancellation)
    {
        long count = 0;
        foreach (var batch in _notes.Watch(held.ReadChanges(Current.Checkpoint, cancellation)))
        {
            _build!.Apply(batch);
            count += batch.Count(a => !a.IsOlder);
        }
        _applied += count;
        Checkpoint(held.Sequence);
    }

    // On a thread of normal priority: writes that wait for this must not wait for searches too.
    private T Exclusively<T>(Func<T> work) =>
        Task.Run(() => indexing.RunExclusivelyAsync(work, CancellationToken.None)).GetAwaiter().GetResult();

    private RebuildRun Current => _current ?? throw new InvalidOperationException("Run first.");

    private bool IsCheckpointDue => clock.GetElapsedTime(_lastCheckpoint) >= settings.CheckpointInterval;

    private void Checkpoint(long reached)
    {
        _build!.Commit(reached);
        _lastCheckpoint = clock.GetTimestamp();
        Record(
            Current with
            {
                Checkpoint = reached,
                Done = _build.Documents,
                Total = Total(),
                Bytes = _build.Bytes,
                Errors = archive.Unreadable.Counts(reached).ToDictionary(c => ArticleDamage.Class(c.Key), c => c.Value),
            }
        );
    }

    private long Total() => archive.Sources().Sum(s => s.Articles);

    private RebuildRun VerificationFailed(IReadOnlyList<string> findings)
    {
        Record(Current.EndedIn(RebuildState.VerificationFailed, clock.GetUtcNow()) with { Findings = findings });
        return Current;
    }

    private RebuildRun Completed()
    {
        // Before the record: who reads that it is over finds the generations as they stay.
        _generations.Clean(unfinished: null, settings.KeptGenerations);
        Record(
            Current.EndedIn(RebuildState.Completed, clock.GetUtcNow()) with
            {
                Findings = [.. Current.Findings, .. archive.Unreadable.List(MostListed).Select(u => $"set aside: {u}")],
            }
        );
        return Current;
    }

    private void Record(RebuildRun run)
    {
        run = run with { Worked = _workedBefore + clock.GetElapsedTime(_started) };
        Volatile.Write(ref _current, run);
        archive.Rebuilds.TryUpdate(run);
    }

    private static Dictionary<string, long> Counted(IReadOnlyDictionary<string, long> errors, Exception cause)
    {
        var counted = new Dictionary<string, long>(errors);
        var name = cause.GetType().Name;
        counted[name] = counted.GetValueOrDefault(name) + 1;
        return counted;
    }
}
