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
/// <remarks>The count that is scored is the number of runs of words that a highlighter would mark.</remarks>
internal sealed class PlacesQuery(Snapshot snapshot, CompiledPlace compiled, Query candidates) : Query
{
    public override Weight CreateWeight(IndexSearcher searcher)
    {
        var filter = searcher.CreateNormalizedWeight(candidates);
        return new PlacesWeight(
            this,
            searcher,
            snapshot,
            compiled.Words,
            (segment, weight, score, live) =>
                filter.GetScorer(segment.Context, live) is { } documents
                    ? new PlacesScorer(
                        weight,
                        documents,
                        new SegmentPlaces(segment, compiled, live),
                        compiled.Place,
                        score
                    )
                    : null
        );
    }

    public override string ToString(string field) => compiled.Place.ToString();

    private sealed class PlacesScorer(
        Weight weight,
        Scorer documents,
        SegmentPlaces places,
        Place place,
        Similarity.SimScorer score
    ) : Scorer(weight)
    {
        private int _count;

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
                places.MoveTo(doc);
                var found = place.Find(places);
                if (found.Count == 0)
                    continue;
                _count = Occurrence.Runs(found).Count;
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
    private readonly List<int>[] _places;
    private readonly int[] _readFor;
    private readonly MergedPostings _sentences;
    private readonly MergedPostings _paragraphs;
    private readonly List<int> _starts = [];
    private readonly List<int> _others = [];
    private int _doc;

    public SegmentPlaces(Segment segment, CompiledPlace compiled, IBits? live)
    {
        _words =
        [
            .. compiled.Words.Select(w => new MergedPostings(segment, w.Field, w.In(segment), live, withPlaces: true)),
        ];
        _places = [.. _words.Select(_ => new List<int>())];
        _readFor = new int[_words.Length];
        Array.Fill(_readFor, -1);
        _sentences = Marks(segment, TextBreak.Sentence, live);
        _paragraphs = Marks(segment, TextBreak.Paragraph, live);
    }

    public void MoveTo(int doc) => _doc = doc;

    public IReadOnlyList<int> Of(int word)
    {
        if (_readFor[word] != _doc)
        {
            _readFor[word] = _doc;
            Read(_words[word], _places[word]);
        }
        return _places[word];
    }

    public IReadOnlyList<int> Starts(TextUnit unit)
    {
        Read(_paragraphs, _starts);
        if (unit == TextUnit.Paragraph)
            return _starts;
        Read(_sentences, _others);
        _starts.AddRange(_others);
        _starts.Sort();
        return _starts;
    }

    private void Read(MergedPostings postings, List<int> places)
    {
        if (postings.Doc < _doc)
            postings.Advance(_doc);
        if (postings.Doc == _doc)
            postings.ReadPlaces(places);
        else
            places.Clear();
    }

    private static MergedPostings Marks(Segment segment, TextBreak kind, IBits? live)
    {
        var list = new WordList();
        list.Add(new BytesRef(IndexSchema.Mark(kind)), mask: null);
        return new MergedPostings(segment, IndexSchema.Text, list, live, withPlaces: true);
    }
}
