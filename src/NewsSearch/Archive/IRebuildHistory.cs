namespace NewsSearch.Archive;

/// <summary>
/// The rebuilds of the index. At most one is active at any time, whatever the number of processes: the archive itself
/// sees to that, without leases that could run out.
/// </summary>
public interface IRebuildHistory
{
    /// <summary>The rebuild that is not at its end, or null.</summary>
    RebuildRun? Active { get; }

    /// <summary>Adds an active rebuild; its id is given here.</summary>
    /// <returns>The added rebuild; null when another one is active.</returns>
    RebuildRun? TryAdd(RebuildRun run);

    /// <summary>Replaces the record of a rebuild.</summary>
    /// <returns>False when it would become active beside another one; nothing is changed then.</returns>
    bool TryUpdate(RebuildRun run);

    RebuildRun? Find(long id);

    /// <summary>Rebuilds, newest first.</summary>
    IReadOnlyList<RebuildRun> List(int limit);
}
