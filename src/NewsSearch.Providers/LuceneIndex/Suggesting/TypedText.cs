using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>A text that is being typed: its words, of which the last may be a beginning.</summary>
internal sealed class TypedText
{
    // Shorter beginnings fit so many headlines that none of them is a suggestion.
    private const int ShortestBeginning = 3;

    // Bounds the time, not the answer's correctness: suggestions need not be all there are.
    private const int MostLookedAt = 3_000;
    private const int MostFound = 500;
    private const int LastDocuments = 8_192;

    private readonly Snapshot _snapshot;
    private readonly CancellationToken _cancellation;
    private readonly List<string> _words;
    private readonly bool _isFinished;

    public TypedText(Snapshot snapshot, string text, CancellationToken cancellation)
    {
        (_snapshot, _cancellation) = (snapshot, cancellation);
        _words = ValueSuggestions.Words(text);
        _isFinished = char.IsWhiteSpace(text[^1]);
    }

    /// <summary>Values of a dimension of which a word begins like each word typed, most articles first.</summary>
    public IReadOnlyList<FacetValue> Values(Dimension dimension, int size) =>
        _words.Count == 0 ? [] : [.. _snapshot.Suggestions(dimension).Find(_words).Take(size)];

    /// <summary>Sequences of articles whose headline has these words, newest first.</summary>
    public IReadOnlyList<long> Headlines(int size)
    {
        if (_words.Count == 0 || (_words.Count == 1 && IsTooShort(_words[0])))
            return [];
        var words = Tests().Select(t => new QueryWord(IndexSchema.Text, t, _cancellation)).ToList();
        var found = new List<(long Date, long Sequence)>();
        var looked = 0;
        // The latest segments hold the latest articles.
        for (var s = _snapshot.Segments.Length - 1; s >= 0 && looked < MostLookedAt; s--)
            looked += LookAt(_snapshot.Segments[s], words, MostLookedAt - looked, found);
        return [.. found.OrderDescending().Take(size).Select(f => f.Sequence)];
    }

    // The last documents of a segment first: postings are read forwards only.
    private static int LookAt(
        Segment segment,
        IReadOnlyList<QueryWord> words,
        int most,
        List<(long Date, long Sequence)> found
    )
    {
        if (words.Any(w => w.In(segment).Terms.Count == 0))
            return 0;
        var maxDoc = segment.Reader.MaxDoc;
        var last = Math.Max(0, maxDoc - LastDocuments);
        var looked = LookAt(segment, words, last, maxDoc, most, found);
        return last > 0 && looked < most && found.Count < MostFound
            ? looked + LookAt(segment, words, 0, last, most - looked, found)
            : looked;
    }

    private static int LookAt(
        Segment segment,
        IReadOnlyList<QueryWord> words,
        int start,
        int end,
        int most,
        List<(long Date, long Sequence)> found
    )
    {
        var dates = segment.Dates(DateField.Published).Values;
        IWordPostings[] postings = [.. words.Select(w => w.Glance(segment))];
        var all = new AllWords(postings);
        var places = new List<int>();
        var looked = 0;
        for (var doc = all.Advance(start); doc < end && looked < most; doc = all.NextDoc(), looked++)
        {
            if (!segment.Sees(doc) || !Array.TrueForAll(postings, p => IsInHeadline(p, places)))
                continue;
            var date = dates[doc] == StoredDate.Unknown ? long.MinValue : StoredDate.Start(dates[doc]);
            found.Add((date, segment.Columns.Sequences[doc]));
        }
        return looked;
    }

    private static bool IsInHeadline(IWordPostings word, List<int> places)
    {
        word.ReadPlaces(places);
        return places.Count > 0 && places[0] < IndexSchema.BodyPosition;
    }

    private IEnumerable<WordTest> Tests()
    {
        for (var i = 0; i < _words.Count; i++)
            if (i < _words.Count - 1 || _isFinished)
                yield return new FoldedWord(_words[i]);
            else if (!IsTooShort(_words[i]))
                yield return new FrequentBeginning(_words[i]);
    }

    private bool IsTooShort(string word) => !_isFinished && word.Length < ShortestBeginning && word[0] < 0x2E80;
}
