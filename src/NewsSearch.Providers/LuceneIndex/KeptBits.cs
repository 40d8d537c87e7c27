namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// Sets of a segment's documents that queries ask for again and again, such as those that pass a filter, a bit for each
/// document. What is asked once costs no more than without.
/// </summary>
internal sealed class KeptBits
{
    /// <summary>Sets that are kept: 8 bytes for each document of the segment.</summary>
    private const int Most = 64;

    /// <summary>Sets that were asked for are remembered up to this number.</summary>
    private const int MostRemembered = 1_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<object, Entry> _entries = [];
    private int _kept;

    /// <summary>A set, null when it is asked for the first time.</summary>
    /// <param name="key">What it is; compared by value.</param>
    /// <param name="read">Reads it, deleted documents included.</param>
    public ulong[]? Find(object key, Func<ulong[]> read)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue(key, out var known))
            {
                known.Asked++;
                if (known.Bits is not null)
                    return known.Bits;
            }
            else
            {
                if (_entries.Count >= MostRemembered)
                    foreach (var old in _entries.Where(e => e.Value.Bits is null).Select(e => e.Key).ToList())
                        _entries.Remove(old);
                _entries.Add(key, new Entry());
                return null;
            }
        }
        // A race reads the same twice.
        var bits = read();
        lock (_gate)
            Keep(key, bits);
        return bits;
    }

    private void Keep(object key, ulong[] bits)
    {
        if (!_entries.TryGetValue(key, out var entry))
            _entries.Add(key, entry = new Entry());
        if (entry.Bits is null && ++_kept > Most)
            Forget(except: key);
        entry.Bits = bits;
    }

    // The one that was asked for least; the others have to be asked for again in time.
    private void Forget(object except)
    {
        var least = _entries.Where(e => e.Value.Bits is not null && !e.Key.Equals(except)).MinBy(e => e.Value.Asked);
        least.Value.Bits = null;
        _kept--;
        foreach (var entry in _entries.Values)
            entry.Asked /= 2;
    }

    private sealed class Entry
    {
        public int Asked { get; set; } = 1;
        public ulong[]? Bits { get; set; }
    }
}
