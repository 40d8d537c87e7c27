using Lucene.Net.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>The documents that have a place of each of several words.</summary>
internal sealed class AllWords : DocIdSetIterator
{
    private readonly MergedPostings[] _words;
    private int _doc = -1;

    public AllWords(IEnumerable<MergedPostings> words) => _words = [.. words.OrderBy(w => w.Cost)];

    public override int DocID => _doc;

    public override int NextDoc() => Advance(_doc + 1);

    public override int Advance(int target)
    {
        // The rarest leads; whoever is beyond it makes it start again from there.
        var doc = _words[0].Advance(target);
        for (var w = 1; w < _words.Length && doc != NO_MORE_DOCS; w++)
        {
            var other = _words[w].Doc < doc ? _words[w].Advance(doc) : _words[w].Doc;
            if (other == doc)
                continue;
            doc = other == NO_MORE_DOCS ? NO_MORE_DOCS : _words[0].Advance(other);
            w = 0;
        }
        return _doc = doc;
    }

    public override long GetCost() => _words[0].Cost;
}
