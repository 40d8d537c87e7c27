using System.Collections.Concurrent;
using System.Numerics;
using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// The postings of one segment's most asked words, within a bound. A word is kept from its second query on, so that what
/// is asked once costs no more than without.
/// </summary>
internal sealed class HotWords(int maxDoc)
{
    /// <summary>Bytes for each document of the segment, for words that are kept without their places.</summary>
    private const int Share = 96;

    /// <summary>The same for words that are kept with them.</summary>
    private const int ShareOfPlaces = 160;

    /// <summary>A word that takes more than this part of the share would displace too many others.</summary>
    private const int LargestPart = 10;

    /// <summary>Shorter lists are read from the engine's files fast enough.</summary>
    private const int FewestDocuments = 256;

    /// <summary>Words that were asked once are remembered up to this number.</summary>
    private const int MostRemembered = 10_000;

    private readonly ConcurrentDictionary<Key, HotWord> _words = [];
    private readonly ConcurrentDictionary<Key, int> _asked = [];
    private readonly Lock _changing = new();
    private readonly long[] _sizes = new long[2];
    private volatile bool _isRetired;

    /// <summary>What is kept, and how often each was asked for.</summary>
    public IEnumerable<AskedWord> Words =>
        _words.Select(w => new AskedWord(w.Key.Field, w.Key.Test, w.Value.HasPlaces, _asked.GetValueOrDefault(w.Key)));

    /// <summary>A word whose postings are kept; null where they are not, and are read from the engine's files.</summary>
    public HotWord? Find(Segment segment, QueryWord query, bool withPlaces)
    {
        if (maxDoc < FewestDocuments || _isRetired)
            return null;
        var key = new Key(query.Field, query.Test);
        var asked = Asked(key);
        if (_words.TryGetValue(key, out var kept) && (kept.HasPlaces || !withPlaces))
            return kept;
        var list = query.In(segment);
        list.LookUp(segment.Reader.GetTerms(query.Field));
        var isLarge = withPlaces && list.Places > Most(withPlaces) / LargestPart;
        if (asked < 2 || !list.IsKept || isLarge || list.Documents < FewestDocuments || !HasRoom(asked, withPlaces))
            return null;
        var postings = new MergedPostings(segment, query.Field, list, withPlaces);
        var word = HotWord.Of(postings, withPlaces, maxDoc, query.Cancellation);
        Keep(key, word);
        return word;
    }

    /// <summary>Keeps words that were asked for elsewhere, as if they had been asked for here.</summary>
    /// <param name="asked">Those to be kept before others first.</param>
    public void Warm(Segment segment, IReadOnlyList<AskedWord> asked, CancellationToken cancellation)
    {
        if (maxDoc < FewestDocuments)
            return;
        foreach (var word in asked)
            try
            {
                cancellation.ThrowIfCancellationRequested();
                _asked.TryAdd(new Key(word.Field, word.Test), word.Times);
                Find(segment, new QueryWord(word.Field, word.Test, cancellation), word.WithPlaces);
            }
            catch (TooManyClausesException)
            {
                // A beginning may have more words in a larger segment; whoever asks for it is told so.
            }
    }

    /// <summary>Keeps nothing any more: only cursors still read this segment.</summary>
    public void Retire()
    {
        if (_isRetired)
            return;
        _isRetired = true;
        lock (_changing)
            foreach (var key in _words.Keys)
                Forget(key);
        _asked.Clear();
    }

    /// <summary>A word that is kept with its places; asking does not count.</summary>
    public HotWord? Kept(QueryWord query) =>
        _words.TryGetValue(new Key(query.Field, query.Test), out var kept) && kept.HasPlaces ? kept : null;

    private int Asked(Key key)
    {
        if (_asked.Count >= MostRemembered)
            foreach (var (old, times) in _asked)
                if (times < 2)
                    _asked.TryRemove(old, out _);
                else
                    _asked.TryUpdate(old, times / 2, times);
        return _asked.AddOrUpdate(key, 1, (_, times) => times + 1);
    }

    // Only what is asked more often takes the place of what is kept: words that come in turn would all miss otherwise.
    // It is looked at when the number has doubled, as each look goes through all that is kept.
    private bool HasRoom(int asked, bool withPlaces)
    {
        ref var size = ref _sizes[withPlaces ? 1 : 0];
        if (Volatile.Read(ref size) < Most(withPlaces))
            return true;
        if (!BitOperations.IsPow2(asked))
            return false;
        lock (_changing)
        {
            foreach (var (key, word) in _words)
                if (word.HasPlaces == withPlaces && _asked.GetValueOrDefault(key) < asked / 2)
                    Forget(key);
            return size < Most(withPlaces);
        }
    }

    private void Keep(Key key, HotWord word)
    {
        lock (_changing)
        {
            if (_isRetired)
                return;
            Forget(key);
            _words[key] = word;
            _sizes[word.HasPlaces ? 1 : 0] += word.Size;
        }
    }

    private void Forget(Key key)
    {
        if (_words.TryRemove(key, out var word))
            _sizes[word.HasPlaces ? 1 : 0] -= word.Size;
    }

    private long Most(bool withPlaces) => (long)(withPlaces ? ShareOfPlaces : Share) * maxDoc;

    private readonly record struct Key(string Field, WordTest Test);
}

/// <summary>A word that queries ask for.</summary>
/// <param name="Field">Index field.</param>
/// <param name="Times">Queries that asked for it, about.</param>
internal sealed record AskedWord(string Field, WordTest Test, bool WithPlaces, int Times);
