using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>
/// The articles of the table <c>arrival</c> by id and by key. A new article waits there, in the order of arrival, until
/// thousands are sorted into <c>article</c> and <c>identity</c> at once: their keys are hashes, so that each article alone
/// would have two pages written.
/// </summary>
/// <remarks>
/// An article with a row in <c>article</c> waits no longer, whatever stands here. Readers ask <see cref="Find"/>, see
/// whether that change is there and is the article's, and ask the table if not; everything else belongs to the writer.
/// </remarks>
internal sealed class Arrivals
{
    // Hashes and numbers in tables that are cleared and filled again: as objects they would be garbage that has grown old.
    private readonly Dictionary<UInt128, long> _articles = [];
    private readonly Dictionary<long, long> _keys = [];
    private readonly Lock _gate = new();
    private readonly List<UInt128> _addedIds = [];
    private readonly List<long> _addedKeys = [];
    private readonly HashSet<UInt128> _settled = [];
    private long _settledUpTo;

    /// <summary>Articles that wait.</summary>
    public int Count => _articles.Count;

    /// <summary>The last change of what waits.</summary>
    public long LastSequence => _articles.Values.DefaultIfEmpty(0).Max();

    /// <summary>Keys of the articles that wait, in ascending order, each with the change of its article.</summary>
    public IEnumerable<KeyValuePair<long, long>> Keys => _keys.OrderBy(k => k.Key);

    /// <summary>The only change of an article that may wait.</summary>
    public long? Find(string id)
    {
        lock (_gate)
            return _articles.TryGetValue(HashOf(id), out var sequence) ? sequence : null;
    }

    /// <summary>The only change of an article that waits, as the open transaction sees it.</summary>
    public long? Waiting(string id)
    {
        // Only the writer changes it, so that here it is read without the lock.
        var hash = HashOf(id);
        var waits =
            _articles.TryGetValue(hash, out var sequence) && sequence > _settledUpTo && !_settled.Contains(hash);
        return waits ? sequence : null;
    }

    /// <summary>The change of the article that was the first to have a key, if that article still waits.</summary>
    public long? Named(long key) =>
        _keys.TryGetValue(key, out var sequence) && sequence > _settledUpTo ? sequence : null;

    public void Add(string id, long sequence, ReadOnlySpan<long> keys)
    {
        var hash = HashOf(id);
        lock (_gate)
            _articles[hash] = sequence;
        _addedIds.Add(hash);
        foreach (var key in keys)
            if (_keys.TryAdd(key, sequence))
                _addedKeys.Add(key);
    }

    /// <summary>The article has a row of its own in <c>article</c>, and its keys have theirs.</summary>
    public void Settle(string id) => _settled.Add(HashOf(id));

    /// <summary>All have whose change is not behind this one.</summary>
    public void Settle(long upTo) => _settledUpTo = upTo;

    public void Commit()
    {
        if (_settledUpTo > 0)
        {
            lock (_gate)
                RemoveUpTo(_articles, _settledUpTo);
            RemoveUpTo(_keys, _settledUpTo);
        }
        Remove(_settled);
        Forget();
    }

    public void RollBack()
    {
        Remove(_addedIds);
        foreach (var key in _addedKeys)
            _keys.Remove(key);
        Forget();
    }

    private void Remove(IReadOnlyCollection<UInt128> ids)
    {
        lock (_gate)
            foreach (var id in ids)
                _articles.Remove(id);
    }

    private void Forget()
    {
        _addedIds.Clear();
        _addedKeys.Clear();
        _settled.Clear();
        _settledUpTo = 0;
    }

    private static void RemoveUpTo<TKey>(Dictionary<TKey, long> sequences, long upTo)
        where TKey : notnull
    {
        // While its entries are walked a dictionary lets them be removed.
        foreach (var (key, sequence) in sequences)
            if (sequence <= upTo)
                sequences.Remove(key);
    }

    private static UInt128 HashOf(string id) => XxHash128.HashToUInt128(MemoryMarshal.AsBytes(id.AsSpan()));
}
