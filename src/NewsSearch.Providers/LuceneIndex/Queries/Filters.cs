using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>Documents that have any of the terms that a pattern stands for.</summary>
internal sealed class WordFilter(Snapshot snapshot, QueryWord word) : Filter
{
    public override DocIdSet? GetDocIdSet(AtomicReaderContext context, IBits acceptDocs)
    {
        var segment = snapshot.Segments[context.Ord];
        var list = word.In(segment);
        if (list.Terms.Count == 0)
            return null;
        var found = new FixedBitSet(segment.Reader.MaxDoc);
        var at = segment.Reader.GetTerms(word.Field).GetEnumerator();
        DocsEnum? docs = null;
        foreach (var (term, _) in list.Terms)
        {
            word.Cancellation.ThrowIfCancellationRequested();
            if (!at.SeekExact(term))
                continue;
            docs = at.Docs(acceptDocs, docs, DocsFlags.NONE);
            for (int doc; (doc = docs.NextDoc()) != DocIdSetIterator.NO_MORE_DOCS; )
                found.Set(doc);
        }
        return found;
    }
}

/// <summary>Documents whose body has so many words.</summary>
internal sealed class WordCountFilter(Snapshot snapshot, WordCountNode count) : Filter
{
    public override DocIdSet GetDocIdSet(AtomicReaderContext context, IBits acceptDocs)
    {
        var segment = snapshot.Segments[context.Ord];
        var words = segment.Columns.NumbersOf(segment.Reader, IndexSchema.WordCount);
        var found = new FixedBitSet(segment.Reader.MaxDoc);
        for (var doc = 0; doc < words.Length; doc++)
            if (IsMatch(words[doc], count) && (acceptDocs is null || acceptDocs.Get(doc)))
                found.Set(doc);
        return found;
    }

    /// <summary>Whether a number of words satisfies the comparison.</summary>
    public static bool IsMatch(long words, WordCountNode count) =>
        count.Comparison switch
        {
            Comparison.Less => words < count.Words,
            Comparison.LessOrEqual => words <= count.Words,
            Comparison.GreaterOrEqual => words >= count.Words,
            Comparison.Greater => words > count.Words,
            _ => words == count.Words,
        };
}
