namespace NewsSearch.Providers.LuceneIndex;

/// <summary>The documents of a word that is read from the engine's files.</summary>
internal sealed class PostingsClause(MergedPostings postings, Bm25 score, int maxDoc) : CountedClause(score)
{
    /// <summary>Looking a document up costs about as much as reading on by so many.</summary>
    private const int LookUp = 8;

    // Documents of the word in a stretch, on average.
    private readonly long _density = postings.Cost * Width / Math.Max(1, maxDoc);

    public override long Cost => postings.Cost;

    protected override void Count(int start, Span<ulong> bits)
    {
        if (Bits.Count(bits) * LookUp <= _density)
        {
            foreach (var doc in Bits.In(bits, start))
                if (postings.Doc == doc || (postings.Doc < doc && postings.Advance(doc) == doc))
                    Match(doc - start, postings.Count);
            return;
        }
        var end = start + bits.Length * Bits.PerWord;
        if (postings.Doc < start)
            postings.Advance(start);
        for (var doc = postings.Doc; doc < end; doc = postings.Advance(doc + 1))
            Match(doc - start, postings.Count);
    }
}
