using System.Numerics;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>The documents of a word that is read from the engine's files.</summary>
internal sealed class PostingsClause(MergedPostings postings, Bm25 score, int maxDoc) : Clause
{
    /// <summary>Looking a document up costs about as much as reading on by so many.</summary>
    private const int LookUp = 8;

    // Documents of the word in a stretch, on average.
    private readonly long _density = postings.Cost * Width / Math.Max(1, maxDoc);
    private readonly ulong[] _matched = new ulong[Words];
    private readonly int[] _counts = new int[Width];

    public override long Cost => postings.Cost;

    public override void Narrow(int start, Span<ulong> bits)
    {
        _matched.AsSpan().Clear();
        if (Bits.Count(bits) * LookUp <= _density)
        {
            foreach (var doc in Bits.In(bits, start))
                if (postings.Doc == doc || (postings.Doc < doc && postings.Advance(doc) == doc))
                    Match(doc - start);
        }
        else
        {
            var end = start + bits.Length * Bits.PerWord;
            if (postings.Doc < start)
                postings.Advance(start);
            for (var doc = postings.Doc; doc < end; doc = postings.Advance(doc + 1))
                Match(doc - start);
        }
        Bits.And(bits, _matched);
    }

    public override void AddScores(int start, ReadOnlySpan<ulong> bits, Span<float> scores)
    {
        for (var w = 0; w < bits.Length; w++)
        for (var left = bits[w] & _matched[w]; left != 0; left &= left - 1)
        {
            var doc = w * Bits.PerWord + BitOperations.TrailingZeroCount(left);
            scores[doc] += score.Of(start + doc, _counts[doc]);
        }
    }

    private void Match(int doc)
    {
        Bits.Set(_matched, doc);
        _counts[doc] = postings.Count;
    }
}
