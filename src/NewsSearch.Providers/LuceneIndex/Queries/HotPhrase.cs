namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// A phrase of words that are all kept: the places of its rarest word are looked for among those of the others, without
/// reading any into lists.
/// </summary>
internal sealed class HotPhrase
{
    private readonly HotPostings[] _words;
    private readonly int[] _offsets;
    private readonly PlaceReader[] _readers;

    private HotPhrase(HotPostings[] words, int[] phrase)
    {
        _words = words;
        // The rarest leads: most documents fail at its first places.
        _offsets = [.. Enumerable.Range(0, phrase.Length).OrderBy(o => words[phrase[o]].Cost)];
        Phrase = phrase;
        _readers = new PlaceReader[phrase.Length];
    }

    private int[] Phrase { get; }

    /// <summary>Null where it is not a phrase, not all of its words are kept, or their capital letters count.</summary>
    public static HotPhrase? Of(Place place, SegmentPlaces places) =>
        place is PhrasePlace phrase && !places.NeedMarks && places.Words.All(w => w is HotPostings)
            ? new HotPhrase([.. places.Words.Cast<HotPostings>()], phrase.Words)
            : null;

    /// <summary>The documents that have all words.</summary>
    public Clause Candidates(Bm25 score) => new AllClause([.. _words.Select(w => w.Word.Open(score))], []);

    /// <summary>How often the phrase is in a document that has all words; documents come in ascending order.</summary>
    public int Count(int doc)
    {
        foreach (var word in _words)
            if (word.Doc < doc)
                word.Advance(doc);
        for (var w = 0; w < _offsets.Length; w++)
        {
            var word = _words[Phrase[_offsets[w]]];
            _readers[w] = word.Word.Places(word.Number);
        }
        var count = 0;
        while (_readers[0].MoveNext())
        {
            var start = _readers[0].Current - _offsets[0];
            var w = 1;
            for (; w < _readers.Length; w++)
            {
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
}
