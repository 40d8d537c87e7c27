using Lucene.Net.Index;
using Lucene.Net.Util;
using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>A part of a query with the words that it numbers.</summary>
internal sealed record CompiledPlace(Place Place, IReadOnlyList<QueryWord> Words);

/// <summary>Reads positions of one document after the other from the postings of a segment.</summary>
internal sealed class SegmentPlaces : IPlaces
{
    private readonly IWordPostings[] _words;
    private readonly bool?[] _capitalized;
    private readonly List<int>[] _places;
    private readonly int[] _readFor;
    private readonly BinaryDocValues? _storedMarks;
    private readonly BytesRef _bytes = new();
    private readonly WordMarks _marks = new();
    private int _marksOf = -1;
    private int _doc;

    public SegmentPlaces(Segment segment, CompiledPlace compiled)
    {
        var cancellation = compiled.Words[0].Cancellation;
        Pairs = new PairBudget(cancellation);
        _words = new IWordPostings[compiled.Words.Count];
        for (var w = 0; w < _words.Length; w++)
        {
            cancellation.ThrowIfCancellationRequested();
            _words[w] = compiled.Words[w].Open(segment, withPlaces: true);
        }
        _capitalized = [.. compiled.Words.Select(w => w.In(segment).Capitalized)];
        _places = [.. _words.Select(_ => new List<int>())];
        _readFor = new int[_words.Length];
        Array.Fill(_readFor, -1);
        _storedMarks = segment.Reader.GetBinaryDocValues(IndexSchema.Marks);
    }

    public PairBudget Pairs { get; }

    /// <summary>Whether the positions alone do not tell which places count.</summary>
    public bool NeedMarks => Array.Exists(_capitalized, c => c is not null);

    /// <summary>The postings of the words of the query.</summary>
    public IReadOnlyList<IWordPostings> Words => _words;

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
            Leave(places, wanted);
        return places;
    }

    // Apart from the method that is called for each document: what a lambda captures is made on entry.
    private void Leave(List<int> places, bool capitalized)
    {
        var marks = Marks();
        places.RemoveAll(p => marks.IsCapitalized(p) != capitalized);
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
