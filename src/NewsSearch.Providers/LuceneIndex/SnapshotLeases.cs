using System.Runtime.InteropServices;

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

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Held> _leased = [];
    private Snapshot? _current;
    private long _looked = clock.GetTimestamp();

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
        var ended = new List<Snapshot>();
        lock (_gate)
        {
            var isHeld = _leased.TryGetValue(snapshot.Id, out var held);
            if (!isHeld && !snapshot.TryAcquire())
                return;
            _leased[snapshot.Id] = new Held(snapshot, clock.GetTimestamp(), isFollowed || held is { IsFollowed: true });
            if (!isHeld)
                Expire(ended);
            else if (clock.GetElapsedTime(_looked) >= BetweenLooks)
                EndOld(ended);
        }
        Release(ended);
    }

    /// <summary>Replaces the newest snapshot.</summary>
    public void Swap(Snapshot? next)
    {
        var ended = new List<Snapshot>();
        HashSet<SegmentColumns> unshown;
        lock (_gate)
        {
            if (_current is not null)
                ended.Add(_current);
            _current = next;
            Expire(ended);
            unshown = [.. _leased.Values.SelectMany(l => Columns(l.Snapshot))];
            unshown.ExceptWith(Columns(next));
        }
        // Who walks on with a cursor reads them a page at a time: what is kept for many queries is memory for nothing.
        foreach (var columns in unshown)
            columns.Retire();
        Release(ended);
    }

    /// <summary>Lets all snapshots go.</summary>
    public void Clear()
    {
        Swap(null);
        EndLeases();
    }

    /// <summary>Lets all go but the newest.</summary>
    public void EndLeases()
    {
        List<Snapshot> ended;
        lock (_gate)
        {
            ended = [.. _leased.Values.Select(h => h.Snapshot)];
            _leased.Clear();
        }
        Release(ended);
    }

    // Outside of the lock that every search takes: the last reference closes files.
    private static void Release(List<Snapshot> ended) => ended.ForEach(s => s.Release());

    private void EndOld(List<Snapshot> ended)
    {
        _looked = clock.GetTimestamp();
        foreach (var (id, _) in _leased.Where(l => clock.GetElapsedTime(l.Value.Used) >= lifetime).ToList())
            End(id, ended);
    }

    private void Expire(List<Snapshot> ended)
    {
        EndOld(ended);
        var memory = new HeldMemory(_current);
        foreach (var held in _leased.Values)
            memory.Add(held.Snapshot);
        if (memory.Bytes <= mostBytes)
            return;
        foreach (var (id, held) in _leased.OrderBy(l => l.Value.IsFollowed).ThenBy(l => l.Value.Used).ToList())
        {
            memory.Remove(held.Snapshot);
            End(id, ended);
            if (memory.Bytes <= mostBytes)
                return;
        }
    }

    private static IEnumerable<SegmentColumns> Columns(Snapshot? snapshot) =>
        (snapshot?.AllVersions ?? []).Select(s => s.Columns);

    private void End(string id, List<Snapshot> ended)
    {
        if (_leased.Remove(id, out var held))
            ended.Add(held.Snapshot);
    }

    private sealed record Held(Snapshot Snapshot, long Used, bool IsFollowed);

    /// <summary>
    /// Memory that snapshots take beside the newest: segments that it shows too cost nothing, deletions are each
    /// snapshot's own.
    /// </summary>
    private sealed class HeldMemory(Snapshot? newest)
    {
        private readonly HashSet<SegmentColumns> _shown = [.. Columns(newest)];
        private readonly Dictionary<SegmentColumns, int> _holders = [];

        public long Bytes { get; private set; }

        public void Add(Snapshot snapshot) => Change(snapshot, 1);

        public void Remove(Snapshot snapshot) => Change(snapshot, -1);

        private void Change(Snapshot snapshot, int by)
        {
            if (snapshot == newest)
                return;
            Bytes += by * BytesOfSnapshot;
            foreach (var segment in snapshot.AllVersions)
            {
                if (segment.Reader.HasDeletions)
                    Bytes += by * (segment.Reader.MaxDoc / 4); // The engine's bits and ours.
                if (_shown.Contains(segment.Columns))
                    continue;
                ref var holders = ref CollectionsMarshal.GetValueRefOrAddDefault(_holders, segment.Columns, out _);
                holders += by;
                if (holders == Math.Max(0, by)) // The first came, or the last went.
                    Bytes += by * (BytesOfSegment + segment.Reader.MaxDoc * (long)BytesOfDocument);
            }
        }
    }
}
