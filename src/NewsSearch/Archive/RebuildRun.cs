namespace NewsSearch.Archive;

/// <summary>One rebuild of the index, from the request to its end; kept for good, so that runs can be compared.</summary>
/// <param name="Id">Number, from 1.</param>
/// <param name="StartedBy">Who asked: <c>admin</c>, <c>command-line</c> or <c>system</c>.</param>
/// <param name="Reason">Why, as the one who asked said it.</param>
/// <param name="Previous">Generation that was live when the rebuild was asked for.</param>
/// <param name="Generation">Generation that is built; null before there is one.</param>
/// <param name="Schema">Version of the index fields that it writes.</param>
/// <param name="Created">When it was asked for.</param>
/// <param name="Ended">When it reached a final state.</param>
/// <param name="Done">Articles in the new generation at the checkpoint.</param>
/// <param name="Total">Articles that the archive held then.</param>
/// <param name="Checkpoint">Archive sequence from which the rebuild goes on after a crash.</param>
/// <param name="Bytes">Size of the new generation.</param>
/// <param name="Worked">Time spent building, without pauses.</param>
/// <param name="IsForced">Swap although the verification failed.</param>
/// <param name="Errors">Class of error to how often it happened.</param>
/// <param name="Findings">What the verification found wrong, why the rebuild failed, or what was set aside; a line each.</param>
public sealed record RebuildRun(
    long Id,
    RebuildState State,
    string StartedBy,
    string? Reason,
    string Previous,
    string? Generation,
    int Schema,
    DateTimeOffset Created,
    DateTimeOffset? Ended,
    long Done,
    long Total,
    long Checkpoint,
    long Bytes,
    TimeSpan Worked,
    bool IsForced,
    IReadOnlyDictionary<string, long> Errors,
    IReadOnlyList<string> Findings
)
{
    /// <summary>Ids of the sources whose articles are read again, the others being taken over; null for all.</summary>
    public IReadOnlyList<string>? Sources { get; init; }

    /// <summary>Not at its end: no other rebuild may start.</summary>
    public bool IsActive => IsActiveState(State);

    /// <summary>The generation that this run still needs although it is not complete.</summary>
    public string? Unfinished => IsActive || State == RebuildState.VerificationFailed ? Generation : null;

    /// <summary>At its end; not before it was asked for, whatever the clock says.</summary>
    public RebuildRun EndedIn(RebuildState state, DateTimeOffset now) =>
        this with
        {
            State = state,
            Ended = now < Created ? Created : now,
        };

    /// <summary>Whether a run in this state keeps others from starting.</summary>
    public static bool IsActiveState(RebuildState state) =>
        state is RebuildState.Queued or RebuildState.Running or RebuildState.Paused or RebuildState.Verifying;
}

/// <summary>Where a rebuild is. Stored as a number: only append.</summary>
public enum RebuildState
{
    Queued,
    Running,
    Paused,
    Verifying,
    Completed,
    Cancelled,
    Failed,

    /// <summary>The new generation differs from the archive; the old one stays live.</summary>
    VerificationFailed,
}
