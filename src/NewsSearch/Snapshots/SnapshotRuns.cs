using System.Collections.Concurrent;

namespace NewsSearch.Snapshots;

/// <summary>Snapshots and checks that are asked for and not finished, or failed since the start of this process.</summary>
public sealed class SnapshotRuns
{
    private readonly ConcurrentDictionary<(string Id, SnapshotWork Work), SnapshotRun> _runs = [];

    public void Begin(string id, SnapshotWork work) => _runs[(id, work)] = new SnapshotRun(id, work, Error: null);

    public void Fail(string id, SnapshotWork work, string error) =>
        _runs[(id, work)] = new SnapshotRun(id, work, error);

    public void Complete(string id, SnapshotWork work) => _runs.TryRemove((id, work), out _);

    /// <summary>The run of this id, or null.</summary>
    public SnapshotRun? Find(string id, SnapshotWork work) => _runs.GetValueOrDefault((id, work));

    /// <summary>Those that create, newest first.</summary>
    public IReadOnlyList<SnapshotRun> Creating =>
        [
            .. _runs
                .Values.Where(r => r.Work == SnapshotWork.Create)
                .OrderByDescending(r => r.Id, StringComparer.Ordinal),
        ];
}

/// <summary>A run that is waiting or working, or what it failed for.</summary>
public sealed record SnapshotRun(string Id, SnapshotWork Work, string? Error);

public enum SnapshotWork
{
    Create,
    Check,
}

/// <summary>Asks for work on snapshots in the background; returns at once.</summary>
public interface ISnapshotTrigger
{
    void RequestSnapshot(string id);

    void RequestCheck(string id);
}
