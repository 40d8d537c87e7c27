namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// Holds the newest snapshot, and for a while the older ones that a cursor points into, so that paging through a
/// changing index repeats and omits nothing.
/// </summary>
/// <param name="clock">For the age of a lease.</param>
/// <param name="lifetime">How long a snapshot is held after its last use by a cursor.</param>
/// <param name="mostBytes">
/// Memory that is held for leases alone, about. Beyond it those go first whose cursor nobody has followed, and of the
/// others the least recently used: who is walking keeps walking.
/// </param>
internal sealed class SnapshotLeases(TimeProvider clock, TimeSpan lifetime, long mostBytes)
{
    // Columns of a document, and what a snapshot has of its own whatever its size, as measured on real archives.
    private const int BytesOfDocument = 64;
    private const int BytesOfSnapshot = 100_000;

    // Terms and counts that queries left in it.
    private const int BytesOfSegment = 200_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Held> _leased = [];
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
    /// <param name="isFollowed">It was found by a cursor.</param>
    public void Lease(Snapshot snapshot, bool isFollowed)
    {
        lock (_gate)
        {
            if (_leased.TryGetValue(snapshot.Id, out var held))
            {
                _leased[snapshot.Id] = new Held(snapshot, clock.GetTimestamp(), isFollowed || held.IsFollowed);
                EndOld();
                return;
            }
            if (!snapshot.TryAcquire())
                return;
            _leased[snapshot.Id] = new Held(snapshot, clock.GetTimestamp(), isFollowed);
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
            RetireUnshown();
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
            foreach (var held in _leased.Values)
                held.Snapshot.Release();
            _leased.Clear();
        }
    }

    private void EndOld()
    {
        foreach (var (id, _) in _leased.Where(l => clock.GetElapsedTime(l.Value.Used) >= lifetime).ToList())
            End(id);
    }

    private void Expire()
    {
        EndOld();
        foreach (var (id, _) in _leased.OrderBy(l => l.Value.IsFollowed).ThenBy(l => l.Value.Used).ToList())
        {
            if (Bytes() <= mostBytes)
                return;
            End(id);
        }
    }

    private HashSet<SegmentColumns> ShownColumns() => [.. (_current?.AllVersions ?? []).Select(s => s.Columns)];

    // Who walks on with a cursor reads them a page at a time: what is kept for many queries is memory for nothing.
    private void RetireUnshown()
    {
        var shown = ShownColumns();
        foreach (var segment in _leased.Values.SelectMany(l => l.Snapshot.AllVersions))
            if (!shown.Contains(segment.Columns))
                segment.Columns.Retire();
    }

    // Segments that the newest snapshot shows too cost nothing; deletions are each snapshot's own.
    private long Bytes()
    {
        var counted = ShownColumns();
        var bytes = 0L;
        foreach (var held in _leased.Values)
        {
            if (held.Snapshot != _current)
                bytes += BytesOfSnapshot;
            foreach (var segment in held.Snapshot.AllVersions)
            {
                if (segment.Reader.HasDeletions && held.Snapshot != _current)
                    bytes += segment.Reader.MaxDoc / 4; // The engine's bits and ours.
                if (counted.Add(segment.Columns))
                    bytes += BytesOfSegment + segment.Reader.MaxDoc * (long)BytesOfDocument;
            }
        }
        return bytes;
    }

    private void End(string id)
    {
        if (_leased.Remove(id, out var held))
            held.Snapshot.Release();
    }

    private sealed record Held(Snapshot Snapshot, long Used, bool IsFollowed);
}
