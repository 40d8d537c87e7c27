namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// Holds the newest snapshot, and for a while the older ones that a cursor points into, so that paging through a
/// changing index repeats and omits nothing.
/// </summary>
/// <param name="clock">For the age of a lease.</param>
/// <param name="lifetime">How long a snapshot is held after its last use by a cursor.</param>
/// <param name="capacity">How many older snapshots are held at the most; the least recently used goes first.</param>
internal sealed class SnapshotLeases(TimeProvider clock, TimeSpan lifetime, int capacity)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (Snapshot Snapshot, long Used)> _leased = [];
    private Snapshot? _current;

    /// <summary>The newest snapshot; the caller must release it.</summary>
    public Snapshot Acquire()
    {
        lock (_gate)
        {
            var current = _current ?? throw new ObjectDisposedException(nameof(SnapshotLeases));
            current.TryAcquire();
            return current;
        }
    }

    /// <summary>The snapshot of this id, or null when it is no longer held; the caller must release it.</summary>
    public Snapshot? Acquire(string id)
    {
        lock (_gate)
        {
            if (_current?.Id == id)
                return Acquire();
            return _leased.TryGetValue(id, out var lease) && lease.Snapshot.TryAcquire() ? lease.Snapshot : null;
        }
    }

    /// <summary>Keeps a snapshot for cursors; renews the lease when it has one.</summary>
    public void Lease(Snapshot snapshot)
    {
        lock (_gate)
        {
            if (!_leased.ContainsKey(snapshot.Id) && !snapshot.TryAcquire())
                return;
            _leased[snapshot.Id] = (snapshot, clock.GetTimestamp());
            Expire();
        }
    }

    /// <summary>Replaces the newest snapshot.</summary>
    public void Swap(Snapshot? next)
    {
        lock (_gate)
        {
            var previous = _current;
            _current = next;
            previous?.Release();
            Expire();
        }
    }

    /// <summary>Lets all snapshots go.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            Swap(null);
            EndLeases();
        }
    }

    /// <summary>Lets all go but the newest.</summary>
    public void EndLeases()
    {
        lock (_gate)
        {
            foreach (var (snapshot, _) in _leased.Values)
                snapshot.Release();
            _leased.Clear();
        }
    }

    private void Expire()
    {
        foreach (var (id, lease) in _leased.OrderBy(l => l.Value.Used).ToList())
        {
            if (_leased.Count <= capacity && clock.GetElapsedTime(lease.Used) < lifetime)
                return;
            _leased.Remove(id);
            lease.Snapshot.Release();
        }
    }
}
