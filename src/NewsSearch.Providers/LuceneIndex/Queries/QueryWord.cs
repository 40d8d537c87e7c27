using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>A word of a query in a field of a snapshot.</summary>
/// <param name="Field">Index field.</param>
internal sealed record QueryWord(string Field, WordTest Test, CancellationToken Cancellation)
{
    /// <summary>The terms that it stands for in a segment.</summary>
    public WordList In(Segment segment) => segment.Words(Field, Test, Cancellation);

    /// <summary>Terms that it stands for at the most in any segment.</summary>
    public int MostTerms(Snapshot snapshot) =>
        snapshot.Segments.Select(s => In(s)).Select(l => l.Terms.Count).DefaultIfEmpty(0).Max();

    /// <summary>The one term that it stands for in all segments that know it; null when it is not as simple.</summary>
    public Term? OneTerm(Snapshot snapshot)
    {
        BytesRef? only = null;
        foreach (var list in snapshot.Segments.Select(In))
        {
            if (list.Subtracted.Count > 0 || list.Terms.Count > 1 || list.Capitalized is not null)
                return null;
            if (list.Terms.Count == 0)
                continue;
            var (term, mask) = list.Terms[0];
            if (mask is not null || (only is not null && !only.BytesEquals(term)))
                return null;
            only = term;
        }
        return only is null ? null : new Term(Field, only);
    }

    /// <summary>Whether the postings alone do not tell which places count.</summary>
    public bool NeedsMarks(Snapshot snapshot) => snapshot.Segments.Any(s => In(s).Capitalized is not null);

    public bool IsUnknown(Snapshot snapshot) => snapshot.Segments.All(s => In(s).Terms.Count == 0);

    /// <summary>Documents and places of all terms together, for the score.</summary>
    public TermStatistics Statistics(Snapshot snapshot)
    {
        long documents = 0;
        long places = 0;
        foreach (var segment in snapshot.Segments)
        {
            var list = In(segment);
            var terms = list.Terms.Count == 0 ? null : segment.Reader.GetTerms(Field);
            var at = terms?.GetEnumerator();
            foreach (var (term, _) in list.Terms)
                if (at!.SeekExact(term))
                {
                    documents += at.DocFreq;
                    places += at.TotalTermFreq;
                }
        }
        documents = Math.Min(documents, snapshot.Reader.MaxDoc);
        return new TermStatistics(new BytesRef(Test.ToString()), documents, Math.Max(documents, places));
    }
}
