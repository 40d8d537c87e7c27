namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// The words of a phrase that are kept: the places of the rarest of them are looked for among those of the others,
/// without reading any into lists.
/// </summary>
internal sealed class HotPhrase
{
    private readonly HotPostings[] _words;
    private readonly HotPostings[] _at;
    private readonly int[] _offsets;
    private readonly PlaceReader[] _readers;

    private HotPhrase(IReadOnlyList<IWordPostings> words, int[] phrase)
    {
        _words = [.. words.OfType<HotPostings>()];
        IsWhole = _words.Length == words.Count;
        // The rarest leads: most documents fail at its first places.
        _offsets =
        [
            .. Enumerable
                .Range(0, phrase.Length)
                .Where(o => words[phrase[o]] is HotPostings)
                .OrderBy(o => words[phrase[o]].Cost),
        ];
        _at = [.. _offsets.Select(o => (HotPostings)words[phrase[o]])];
        _readers = new PlaceReader[_offsets.Length];
    }

    /// <summary>Whether all words are kept; else those that are not may be missing where it is found.</summary>
    public bool IsWhole { get; }

    /// <summary>
    /// Null where it is not a phrase, capital letters count, or the rarest of its words is not kept: then that one
    /// leads to fewer documents.
    /// </summary>
    public static HotPhrase? Of(Place place, SegmentPlaces places) =>
        place is PhrasePlace phrase && !places.NeedMarks && places.Words.MinBy(w => w.Cost) is HotPostings
            ? new HotPhrase(places.Words, phrase.Words)
            : null;

    /// <summary>The documents that have all words that are kept.</summary>
    public Clause Candidates(Bm25 score) => new AllClause([.. _words.Select(w => w.Word.Open(score))], []);

    /// <summary>How often the kept words follow each other as they should in a document that has all of them.</summary>
    /// <param name="doc">Comes in ascending order.</param>
    public int Count(int doc)
    {
        foreach (var word in _words)
            if (word.Doc < doc)
                word.Advance(doc);
        // The others are opened when the first document in question gets that far.
        var opened = Open(0);
        var count = 0;
        while (_readers[0].MoveNext())
        {
            var start = _readers[0].Current - _offsets[0];
            var w = 1;
            for (; w < _readers.Length; w++)
            {
                if (w == opened)
                    opened = Open(w);
                ref var reader = ref _readers[w];
                if (!reader.MoveTo(start + _offsets[w]))
                    return count; // This word has no place further on.
                if (reader.Current != start + _offsets[w])
                    break;
            }
            if (w == _readers.Length)
                count++;
        }
        return count;
    }

    private int Open(int word)
    {
        var postings = _at[word];
        _readers[word] = postings.Word.Places(postings.Number);
        return word + 1;
    }
}
