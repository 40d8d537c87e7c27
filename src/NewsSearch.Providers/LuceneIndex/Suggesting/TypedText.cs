using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>A text that is being typed: its words, of which the last may be a beginning.</summary>
internal sealed class TypedText
{
    // Shorter beginnings fit so many headlines that none of them is a suggestion.
    private const int ShortestBeginning = 3;

    // Bounds the time, not the answer's correctness: suggestions need not be all there are.
    private const int MostLookedAt = 4_000;

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
        if (Translated() is not { } query)
            return [];
        var found = new List<(long Date, long Sequence)>();
        // The latest segments hold the latest articles.
        for (var s = _snapshot.Segments.Length - 1; s >= 0 && found.Count < MostLookedAt; s--)
            if (query(_snapshot.Segments[s]) is { } clause)
                LookAt(_snapshot.Segments[s], clause, found);
        return [.. found.OrderDescending().Take(size).Select(f => f.Sequence)];
    }

    private static void LookAt(Segment segment, Clause clause, List<(long Date, long Sequence)> found)
    {
        var dates = segment.Dates(DateField.Published).Values;
        Span<ulong> all = stackalloc ulong[Clause.Words];
        for (var start = 0; start < segment.Reader.MaxDoc && found.Count < MostLookedAt; start += Clause.Width)
        {
            var bits = all[..Math.Min(Clause.Words, Bits.Words(segment.Reader.MaxDoc - start))];
            segment.Open(start, bits);
            clause.Narrow(start, bits);
            foreach (var doc in Bits.In(bits, start))
            {
                var date = dates[doc] == StoredDate.Unknown ? long.MinValue : StoredDate.Start(dates[doc]);
                found.Add((date, segment.Columns.Sequences[doc]));
            }
        }
    }

    private OpenClause? Translated()
    {
        try
        {
            return new QueryTranslation(_snapshot, _cancellation).Translate(Query());
        }
        catch (TooManyClausesException)
        {
            return null; // A beginning of so many words suggests none of them yet.
        }
    }

    private AndNode Query()
    {
        var nodes = new List<QueryNode>();
        for (var i = 0; i < _words.Count; i++)
        {
            if (i < _words.Count - 1 || _isFinished)
                nodes.Add(new WordNode(_words[i], QueryField.Headline, MatchMode.Folded));
            else if (!IsTooShort(_words[i]))
                nodes.Add(new PrefixNode(_words[i], QueryField.Headline));
        }
        return new AndNode(nodes);
    }

    private bool IsTooShort(string word) => !_isFinished && word.Length < ShortestBeginning && word[0] < 0x2E80;
}
