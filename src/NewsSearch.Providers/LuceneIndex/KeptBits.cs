using System.Numerics;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// Sets of a segment's documents that queries ask for again and again, such as those that pass a filter, a bit for each
/// document. What is asked once costs no more than without.
/// </summary>
internal sealed class KeptBits(int maxDoc)
{
    /// <summary>Sets that are kept: 16 bytes for each document of the segment.</summary>
    private const int Most = 128;

    /// <summary>In smaller segments nothing is kept: it is read as fast, and there may be many of them.</summary>
    private const int FewestDocuments = Clause.Width;

    /// <summary>Sets that were asked for are remembered up to this number.</summary>
    private const int MostRemembered = 1_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<object, Entry> _entries = [];
    private int _kept;
    private bool _isRetired;

    /// <summary>A set; null when it is asked for the first time, or less often than all that are kept.</summary>
    /// <param name="key">What it is; compared by value.</param>
    /// <param name="read">Reads it, deleted documents included.</param>
    public ulong[]? Find(object key, Func<ulong[]> read)
    {
        if (maxDoc < FewestDocuments)
            return null;
        lock (_gate)
        {
            if (_isRetired)
                return null;
            if (!_entries.TryGetValue(key, out var entry))
            {
                Remember(key);
                return null;
            }
            entry.Asked++;
            if (entry.Bits is not null || !HasRoom(entry.Asked))
                return entry.Bits;
        }
        // A race reads the same twice.
        var bits = read();
        lock (_gate)
            Keep(key, bits);
        return bits;
    }

    /// <summary>Keeps nothing any more: only cursors still read this segment.</summary>
    public void Retire()
    {
        lock (_gate)
        {
            _isRetired = true;
            _entries.Clear();
            _kept = 0;
        }
    }

    private void Remember(object key)
    {
        if (_entries.Count >= MostRemembered)
            foreach (var old in _entries.Where(e => e.Value.Bits is null).Select(e => e.Key).ToList())
                _entries.Remove(old);
        _entries.Add(key, new Entry());
    }

    // Only what is asked more often takes the place of what is kept: sets that come in turn would all miss otherwise.
    // It is looked at when the number has doubled, as each look goes through all that is kept.
    private bool HasRoom(int asked)
    {
        if (_kept < Most)
            return true;
        if (!BitOperations.IsPow2(asked))
            return false;
        var least = _entries.Values.Where(e => e.Bits is not null).MinBy(e => e.Asked)!;
        if (least.Asked >= asked / 2)
            return false;
        least.Bits = null;
        _kept--;
        return true;
    }

    private void Keep(object key, ulong[] bits)
    {
        if (_isRetired)
            return;
        if (!_entries.TryGetValue(key, out var entry))
            _entries.Add(key, entry = new Entry());
        _kept += entry.Bits is null ? 1 : 0;
        entry.Bits = bits;
    }

    private sealed class Entry
    {
        public int Asked { get; set; } = 1;
        public ulong[]? Bits { get; set; }
    }
}
