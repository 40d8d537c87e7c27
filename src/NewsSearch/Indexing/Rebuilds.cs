using Microsoft.Extensions.Logging;
using NewsSearch.Archive;

namespace NewsSearch.Indexing;

/// <summary>
/// The rebuilds of the index: asks for them, runs the one that is active, and pauses, resumes or cancels it. What must
/// survive a crash lies in the archive and in the generation itself; this class only holds what runs now.
/// </summary>
/// <remarks>Thread model: any thread may call; one run at a time, a second one steps aside at once.</remarks>
public sealed partial class Rebuilds(
    IArchive archive,
    IArticleIndex index,
    IndexingJob indexing,
    IIndexingTrigger catchUp,
    IRebuildTrigger trigger,
    RebuildSettings settings,
    TimeProvider clock,
    ILogger<Rebuilds> logger
) : IDisposable
{
    /// <summary>A generation takes up to twice its size while its segments are merged.</summary>
    private const int MergeFactor = 2;

    private const long SmallestGeneration = 32L * 1024 * 1024;

    private readonly SemaphoreSlim _executing = new(1, 1);
    private readonly Lock _gate = new();
    private Running? _running;

    /// <summary>Asks for a rebuild.</summary>
    /// <param name="startedBy">admin, command-line or system.</param>
    /// <param name="sources">Ids of the sources whose articles are read again (<see cref="RebuildRequest.Check"/>); null
    /// for all.</param>
    /// <exception cref="RebuildConflictException">Another one is active.</exception>
    /// <exception cref="GenerationSpaceException">There is no room for it.</exception>
    public RebuildStatus Start(string startedBy, string? reason, IReadOnlyList<string>? sources = null)
    {
        if (archive.Rebuilds.Active is { } active)
            throw Conflict(active);
        CheckSpace();
        var asked = new RebuildRun(
            0,
            RebuildState.Queued,
            startedBy,
            reason,
            index.Status.Generation,
            Generation: null,
            index.Generations.SchemaVersion,
            clock.GetUtcNow(),
            Ended: null,
            Done: 0,
            archive.Sources().Sum(s => s.Articles),
            Checkpoint: 0,
            Bytes: 0,
            Worked: TimeSpan.Zero,
            IsForced: false,
            Errors: new Dictionary<string, long>(),
            Findings: []
        )
        {
            Sources = sources,
        };
        var added = archive.Rebuilds.TryAdd(asked) ?? throw Conflict(archive.Rebuilds.Active ?? asked);
        if (reason is null)
            Asked(added.Id, startedBy);
        else
            AskedFor(added.Id, startedBy, reason);
        trigger.Request();
        return StatusOf(added);
    }

    /// <summary>As <see cref="Start"/>, by the service itself: where it cannot start, the log says why.</summary>
    public void StartBySystem(string reason)
    {
        try
        {
            Start("system", reason);
        }
        catch (Exception e) when (e is RebuildConflictException or GenerationSpaceException)
        {
            NotStarted(reason, e.Message);
        }
    }

    /// <summary>
    /// Runs the active rebuild to its end; returns it as it is then, or null when there is none to run. Told to stop,
    /// it leaves a checkpoint, and the next call goes on.
    /// </summary>
    public async Task<RebuildRun?> RunAsync(CancellationToken cancellation)
    {
        if (!await _executing.WaitAsync(0, CancellationToken.None).ConfigureAwait(false))
            return null;
        try
        {
            archive.Held.Release(cancellation);
            Running running;
            lock (_gate)
            {
                if (archive.Rebuilds.Active is not { State: not RebuildState.Paused } run)
                    return null;
                running = _running = new Running(new Rebuild(archive, index, indexing, settings, clock), run);
            }
            return await ExecuteAsync(running, cancellation).ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
                _running = null;
            _executing.Release();
            // Runs that came while this one held them off have stepped aside.
            catchUp.Request();
            if (!cancellation.IsCancellationRequested && archive.Rebuilds.Active is { State: RebuildState.Queued })
                trigger.Request();
        }
    }

    /// <summary>What a start finds: removes what belongs to nothing, and goes on with what a crash interrupted.</summary>
    public void Recover()
    {
        var unfinished = archive.Rebuilds.List(1) is [var newest] ? newest.Unfinished : null;
        index.Generations.Clean(unfinished, settings.KeptGenerations);
        foreach (var note in index.Generations.Notes)
            Noted(note);
        if (archive.Rebuilds.Active is { State: not RebuildState.Paused })
            trigger.Request();
        else if (index.Generations.NeedsRebuild is { } reason && archive.Rebuilds.Active is null)
            StartBySystem(reason);
    }

    /// <summary>The rebuild of this id with its progress, or null.</summary>
    public RebuildStatus? Find(long id) => archive.Rebuilds.Find(id) is { } run ? StatusOf(run) : null;

    /// <summary>Rebuilds, newest first.</summary>
    public IReadOnlyList<RebuildStatus> List(int limit) => [.. archive.Rebuilds.List(limit).Select(StatusOf)];

    /// <summary>Stops the work at a checkpoint; it waits until somebody resumes it, also after a restart.</summary>
    /// <exception cref="RebuildConflictException">It is not active.</exception>
    public Task<RebuildStatus> PauseAsync(RebuildRun run) => EndAsync(run, RebuildState.Paused);

    /// <summary>Stops the work and removes what was built.</summary>
    /// <exception cref="RebuildConflictException">It has ended.</exception>
    public Task<RebuildStatus> CancelAsync(RebuildRun run) => EndAsync(run, RebuildState.Cancelled);

    /// <summary>Goes on from the checkpoint.</summary>
    /// <exception cref="RebuildConflictException">It is not paused.</exception>
    public RebuildStatus Resume(RebuildRun run)
    {
        if (run.State != RebuildState.Paused)
            throw new RebuildConflictException($"Rebuild {run.Id} is not paused.", run);
        return Queue(run with { State = RebuildState.Queued });
    }

    /// <summary>Swaps a generation in although its verification failed.</summary>
    /// <param name="reason">Why, for the record.</param>
    /// <exception cref="RebuildConflictException">Its verification did not fail, or another one is active.</exception>
    public RebuildStatus Force(RebuildRun run, string reason)
    {
        if (run.State != RebuildState.VerificationFailed)
            throw new RebuildConflictException($"The verification of rebuild {run.Id} did not fail.", run);
        if (archive.Rebuilds.List(1) is [var newest] && newest.Id != run.Id)
            throw new RebuildConflictException($"Rebuild {newest.Id} came after rebuild {run.Id}.", newest);
        var note = $"swapped by force: {reason}";
        return Queue(
            run with
            {
                State = RebuildState.Queued,
                Ended = null,
                IsForced = true,
                Findings = [.. run.Findings, note],
            }
        );
    }

    /// <summary>Makes a kept generation live and lets it catch up.</summary>
    /// <exception cref="GenerationUnusableException">It cannot be used.</exception>
    public async Task ActivateAsync(string generation, CancellationToken cancellation)
    {
        await indexing
            .RunExclusivelyAsync(
                () =>
                {
                    index.Generations.Activate(generation);
                    return true;
                },
                cancellation
            )
            .ConfigureAwait(false);
        Activated(generation);
        catchUp.Request();
    }

    public void Dispose() => _executing.Dispose();

    private async Task<RebuildRun> ExecuteAsync(Running running, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, running.Stop.Token);
        RebuildRun run;
        try
        {
            run = await BackgroundThread
                .RunAsync(() => running.Work.Run(running.Run, stop.Token), settings.Niceness)
                .ConfigureAwait(false);
        }
        catch (Exception e) when (cancellation.IsCancellationRequested)
        {
            // The service stops, and what a rebuild needs may be gone before it notices: the next start goes on with it.
            run = (running.Work.Status?.Run ?? running.Run) with
            {
                State = RebuildState.Running,
            };
            Interrupted(e, run.Id);
        }
        catch (Exception e)
        {
            // Whatever it was, the record must not say that the rebuild still runs.
            run = Rebuild.Failed(running.Work.Status?.Run ?? running.Run, Explained(e), clock.GetUtcNow());
            Broken(e, run.Id);
        }
        if (run.State == RebuildState.Running && running.Wanted is { } wanted)
            run = Stopped(run, wanted);
        try
        {
            // Where the disk is full, this makes the room that the record needs.
            if (run.State == RebuildState.Failed)
                Discard(run);
            archive.Rebuilds.TryUpdate(run);
            if (run.State == RebuildState.Cancelled)
                Discard(run);
        }
        finally
        {
            Ended(run.Id, run.State, run.Done, run.Worked);
            running.Ended.TrySetResult();
        }
        return run;
    }

    private RebuildRun Stopped(RebuildRun run, RebuildState wanted) =>
        wanted == RebuildState.Paused
            ? run with
            {
                State = wanted,
                Ended = null,
            }
            : run.EndedIn(wanted, clock.GetUtcNow());

    private void Discard(RebuildRun run)
    {
        if (run.Generation is { } built)
            index.Generations.Discard(built);
    }

    private Exception Explained(Exception cause) =>
        DiskFullException.IsCause(cause) ? new DiskFullException(index.Generations.Space.Free, cause) : cause;

    private async Task<RebuildStatus> EndAsync(RebuildRun run, RebuildState wanted)
    {
        Running? running;
        lock (_gate)
        {
            running = _running is { IsEnding: false } now && now.Run.Id == run.Id ? _running : null;
            if (running is null)
            {
                run = archive.Rebuilds.Find(run.Id) ?? run;
                var canEnd = run.IsActive || wanted == RebuildState.Cancelled && run.Unfinished is not null;
                if (!canEnd)
                    throw new RebuildConflictException($"Rebuild {run.Id} has ended.", run);
                // Waits for its turn or is paused: there is nothing to stop.
                run = Stopped(run, wanted);
                archive.Rebuilds.TryUpdate(run);
            }
            else
                running.Wanted = wanted;
        }
        if (running is null)
        {
            if (wanted == RebuildState.Cancelled && run.Generation is { } built)
                index.Generations.Discard(built);
            return StatusOf(run);
        }
        await running.Stop.CancelAsync().ConfigureAwait(false);
        await running.Ended.Task.ConfigureAwait(false);
        return Find(run.Id)!;
    }

    private RebuildStatus Queue(RebuildRun run)
    {
        if (!archive.Rebuilds.TryUpdate(run))
            throw Conflict(archive.Rebuilds.Active ?? run);
        trigger.Request();
        return StatusOf(run);
    }

    private void CheckSpace()
    {
        var space = index.Generations.Space;
        var status = index.Status;
        // A generation that has not caught up yet tells too little.
        var whole =
            status.Sequence > 0 ? space.Live * Math.Max(1.0, (double)archive.LastSequence / status.Sequence) : 0;
        var needed = (long)(Math.Max(SmallestGeneration, whole) * MergeFactor);
        if (space.Free < needed)
            throw new GenerationSpaceException(needed, space.Free);
    }

    private RebuildStatus StatusOf(RebuildRun run)
    {
        lock (_gate)
            if (
                _running is { } running
                && running.Run.Id == run.Id
                && running is { IsEnding: false, Work.Status: { } status }
            )
                return status;
        return new RebuildStatus(run, 0, RebuildProgress.Rate(run.Done, run.Worked), Eta: null);
    }

    private static RebuildConflictException Conflict(RebuildRun active) =>
        new($"Rebuild {active.Id} is {StateName(active.State)}: one runs at a time.", active);

    private static string StateName(RebuildState state) => state.ToString().ToLowerInvariant();

    private sealed class Running(Rebuild work, RebuildRun run)
    {
        public Rebuild Work => work;
        public RebuildRun Run => run;
        public CancellationTokenSource Stop { get; } = new();

        /// <summary>Its record says that it is over, and the rest is tidying.</summary>
        public bool IsEnding => work.Status is { Run.IsActive: false };

        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>The state in which it was asked to stop; null when the process stops.</summary>
        public RebuildState? Wanted { get; set; }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Rebuild {Rebuild} asked for by {StartedBy}")]
    private partial void Asked(long rebuild, string startedBy);

    [LoggerMessage(Level = LogLevel.Information, Message = "Rebuild {Rebuild} asked for by {StartedBy}: {Reason}")]
    private partial void AskedFor(long rebuild, string startedBy, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "No rebuild for \"{Reason}\": {Cause}")]
    private partial void NotStarted(string reason, string cause);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Rebuild {Rebuild} is {State} with {Documents} articles after {Elapsed} of work"
    )]
    private partial void Ended(long rebuild, RebuildState state, long documents, TimeSpan elapsed);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Rebuild {Rebuild} was interrupted; the next start goes on")]
    private partial void Interrupted(Exception exception, long rebuild);

    [LoggerMessage(Level = LogLevel.Error, Message = "Rebuild {Rebuild} failed")]
    private partial void Broken(Exception exception, long rebuild);

    [LoggerMessage(Level = LogLevel.Information, Message = "Generation {Generation} is live again")]
    private partial void Activated(string generation);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Index: {Note}")]
    private partial void Noted(string note);
}
