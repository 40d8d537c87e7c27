using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// The postings of all terms that one word of a query stands for, as those of one term: documents in order, with the
/// number of places and the places themselves. No place is counted twice, since each has one folded word.
/// </summary>
internal sealed class MergedPostings : IWordPostings
{
    public const int NoMoreDocs = DocIdSetIterator.NO_MORE_DOCS;

    private readonly Entry[] _heap;
    private readonly List<Entry> _subtracted = [];
    private readonly List<int> _dropped = [];
    private int _size;

    public MergedPostings(Segment segment, string field, WordList list, bool withPlaces)
    {
        var terms = segment.Reader.GetTerms(field);
        var sets = segment.Languages.Sets;
        var entries = new List<Entry>();
        list.LookUp(terms);
        for (var n = 0; n < list.States.Count; n++)
            if (list.States[n] is { } state && Open(terms, list.Terms[n].Term, state, withPlaces) is { } docs)
                entries.Add(new Entry(docs, list.Terms[n].Mask is null ? null : sets, list.Terms[n].Mask));
        foreach (var term in list.Subtracted)
            if (Open(terms, term, state: null, withPlaces) is { } docs)
                _subtracted.Add(new Entry(docs, null, null));
        foreach (var entry in entries)
            Cost += entry.Docs.GetCost();
        _heap = [.. entries];
        _size = _heap.Length;
        Doc = -1;
    }

    /// <summary>The current document: -1 before the first, <see cref="NoMoreDocs"/> behind the last.</summary>
    public int Doc { get; private set; }

    /// <summary>Places in the current document.</summary>
    public int Count { get; private set; }

    /// <summary>Upper bound of the number of documents.</summary>
    public long Cost { get; }

    public int NextDoc() => Advance(Doc + 1);

    /// <summary>Moves to the first document from <paramref name="target"/> on that has a place.</summary>
    public int Advance(int target)
    {
        if (Doc == NoMoreDocs)
            return Doc;
        // Most words are one term.
        if (_heap.Length == 1 && _subtracted.Count == 0)
        {
            _heap[0].Advance(target);
            Doc = _heap[0].Doc;
            Count = Doc == NoMoreDocs ? 0 : _heap[0].Docs.Freq;
            return Doc;
        }
        if (Doc == -1)
        {
            foreach (var entry in _heap)
                entry.Advance(target);
            for (var at = _size / 2 - 1; at >= 0; at--)
                Sink(at);
        }
        while (true)
        {
            while (_size > 0 && _heap[0].Doc < target)
            {
                _heap[0].Advance(target);
                Sink(0);
            }
            Doc = _size == 0 ? NoMoreDocs : _heap[0].Doc;
            if (Doc == NoMoreDocs)
                return Doc;
            Count = CountPlaces();
            if (Count > 0)
                return Doc;
            target = Doc + 1;
        }
    }

    /// <summary>Writes the places of the current document in order; call once for a document.</summary>
    public void ReadPlaces(List<int> places)
    {
        places.Clear();
        var lists = 0;
        for (var i = 0; i < _size; i++)
            if (_heap[i].Doc == Doc)
            {
                _heap[i].ReadPlaces(places);
                lists++;
            }
        if (lists > 1)
            places.Sort();
        if (_subtracted.Count == 0)
            return;
        _dropped.Clear();
        foreach (var entry in _subtracted)
            if (entry.Doc == Doc)
                entry.ReadPlaces(_dropped);
        _dropped.Sort();
        places.RemoveAll(p => _dropped.BinarySearch(p) >= 0);
    }

    private int CountPlaces()
    {
        var count = 0;
        for (var i = 0; i < _size; i++)
            if (_heap[i].Doc == Doc)
                count += _heap[i].Docs.Freq;
        foreach (var entry in _subtracted)
        {
            if (entry.Doc < Doc)
                entry.Advance(Doc);
            if (entry.Doc == Doc)
                count -= entry.Docs.Freq;
        }
        return count;
    }

    private void Sink(int at)
    {
        var moved = _heap[at];
        while (true)
        {
            var child = 2 * at + 1;
            if (child >= _size)
                break;
            if (child + 1 < _size && _heap[child + 1].Doc < _heap[child].Doc)
                child++;
            if (moved.Doc <= _heap[child].Doc)
                break;
            _heap[at] = _heap[child];
            at = child;
        }
        _heap[at] = moved;
    }

    // A state saves the look into the dictionary.
    private static DocsEnum? Open(Terms? terms, BytesRef term, TermState? state, bool withPlaces)
    {
        if (terms is null)
            return null;
        var at = terms.GetEnumerator();
        if (state is not null)
            at.SeekExact(term, state);
        else if (!at.SeekExact(term))
            return null;
        return withPlaces
            ? at.DocsAndPositions(null, null, DocsAndPositionsFlags.NONE)
            : at.Docs(null, null, DocsFlags.FREQS);
    }

    private sealed class Entry(DocsEnum docs, int[]? sets, bool[]? mask)
    {
        public DocsEnum Docs => docs;

        public int Doc { get; private set; } = -1;

        public void Advance(int target)
        {
            Doc = target == Doc + 1 ? docs.NextDoc() : docs.Advance(target);
            while (mask is not null && Doc != NoMoreDocs && !mask[sets![Doc]])
                Doc = docs.NextDoc();
        }

        public void ReadPlaces(List<int> places)
        {
            var positions = (DocsAndPositionsEnum)docs;
            for (var n = positions.Freq; n > 0; n--)
                places.Add(positions.NextPosition());
        }
    }
}
