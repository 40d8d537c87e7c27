using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Util;
using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// A part of a query that is decided by positions. Documents that have the needed words at all come from a query
/// without positions; the positions of their words are read only then.
/// </summary>
/// <param name="candidates">The documents; null for those that have all words, read from the same postings.</param>
/// <remarks>The count that is scored is the number of runs of words that a highlighter would mark.</remarks>
internal sealed class PlacesQuery(Snapshot snapshot, CompiledPlace compiled, Query? candidates) : Query
{
    public override Weight CreateWeight(IndexSearcher searcher)
    {
        var filter = candidates is null ? null : searcher.CreateNormalizedWeight(candidates);
        return new PlacesWeight(
            this,
            searcher,
            snapshot,
            compiled.Words,
            (segment, weight, score, live) =>
            {
                // A look into the dictionary is much cheaper than opening positions.
                DocIdSetIterator? documents = filter?.GetScorer(segment.Context, live);
                if (
                    documents is null
                    && (filter is not null || compiled.Words.Any(w => w.In(segment).Terms.Count == 0))
                )
                    return null;
                var places = new SegmentPlaces(segment, compiled, live);
                documents ??= new AllWords(places.Words);
                var cancellation = compiled.Words[0].Cancellation;
                return new PlacesScorer(weight, documents, places, compiled.Place, score, cancellation);
            }
        );
    }

    public override string ToString(string field) => compiled.Place.ToString();

    private sealed class PlacesScorer(
        Weight weight,
        DocIdSetIterator documents,
        SegmentPlaces places,
        Place place,
        Similarity.SimScorer score,
        CancellationToken cancellation
    ) : Scorer(weight)
    {
        private int _count;
        private int _verified;

        public override int DocID => documents.DocID;

        public override int Freq => _count;

        public override int NextDoc() => Verify(documents.NextDoc());

        public override int Advance(int target) => Verify(documents.Advance(target));

        public override long GetCost() => documents.GetCost();

        public override float GetScore() => score.Score(documents.DocID, _count);

        private int Verify(int doc)
        {
            for (; doc != NO_MORE_DOCS; doc = documents.NextDoc())
            {
                // Candidates that fail are never collected, so nobody else would notice that the client left.
                if ((++_verified & 1_023) == 0)
                    cancellation.ThrowIfCancellationRequested();
                places.MoveTo(doc);
                _count = place.CountRuns(places);
                if (_count > 0)
                    break;
            }
            return doc;
        }
    }
}

/// <summary>A part of a query with the words that it numbers.</summary>
internal sealed record CompiledPlace(Place Place, IReadOnlyList<QueryWord> Words);

/// <summary>Reads positions of one document after the other from the postings of a segment.</summary>
internal sealed class SegmentPlaces : IPlaces
{
    private readonly MergedPostings[] _words;
    private readonly bool?[] _capitalized;
    private readonly List<int>[] _places;
    private readonly int[] _readFor;
    private readonly BinaryDocValues? _storedMarks;
    private readonly BytesRef _bytes = new();
    private readonly WordMarks _marks = new();
    private int _marksOf = -1;
    private int _doc;

    public SegmentPlaces(Segment segment, CompiledPlace compiled, IBits? live)
    {
        var lists = compiled.Words.Select(w => (w.Field, List: w.In(segment))).ToList();
        var cancellation = compiled.Words[0].Cancellation;
        Pairs = new PairBudget(cancellation);
        _words = new MergedPostings[lists.Count];
        for (var w = 0; w < _words.Length; w++)
        {
            cancellation.ThrowIfCancellationRequested();
            _words[w] = new MergedPostings(segment, lists[w].Field, lists[w].List, live, withPlaces: true);
        }
        _capitalized = [.. lists.Select(l => l.List.Capitalized)];
        _places = [.. _words.Select(_ => new List<int>())];
        _readFor = new int[_words.Length];
        Array.Fill(_readFor, -1);
        _storedMarks = segment.Reader.GetBinaryDocValues(IndexSchema.Marks);
    }

    public PairBudget Pairs { get; }

    /// <summary>The postings of the words of the query.</summary>
    public IReadOnlyList<MergedPostings> Words => _words;

    public void MoveTo(int doc)
    {
        _doc = doc;
        Pairs.Reset();
    }

    public List<int> Of(int word)
    {
        if (_readFor[word] == _doc)
            return _places[word];
        _readFor[word] = _doc;
        var postings = _words[word];
        var places = _places[word];
        if (postings.Doc < _doc)
            postings.Advance(_doc);
        if (postings.Doc != _doc)
        {
            places.Clear();
            return places;
        }
        postings.ReadPlaces(places);
        if (_capitalized[word] is { } wanted && places.Count > 0)
        {
            var marks = Marks();
            places.RemoveAll(p => marks.IsCapitalized(p) != wanted);
        }
        return places;
    }

    public IReadOnlyList<int> Starts(TextUnit unit) =>
        unit == TextUnit.Sentence ? Marks().Sentences : Marks().Paragraphs;

    private WordMarks Marks()
    {
        if (_marksOf != _doc)
        {
            _marksOf = _doc;
            _storedMarks?.Get(_doc, _bytes);
            _marks.Read(_bytes);
        }
        return _marks;
    }
}
