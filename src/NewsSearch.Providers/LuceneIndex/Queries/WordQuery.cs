using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Util;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>One word of a query that stands for several terms, scored as one: BM25 over the sum of their counts.</summary>
internal sealed class WordQuery(Snapshot snapshot, QueryWord word) : Query
{
    public override Weight CreateWeight(IndexSearcher searcher) =>
        new PlacesWeight(
            this,
            searcher,
            snapshot,
            [word],
            (segment, weight, score, live) =>
                word.In(segment).Terms.Count == 0
                    ? null
                    : new WordScorer(weight, word.Open(segment, live, withPlaces: false), score)
        );

    public override string ToString(string field) => word.ToString();

    private sealed class WordScorer(Weight weight, IWordPostings postings, Similarity.SimScorer score) : Scorer(weight)
    {
        public override int DocID => postings.Doc;

        public override int Freq => postings.Count;

        public override int NextDoc() => postings.Advance(postings.Doc + 1);

        public override int Advance(int target) => postings.Advance(target);

        public override long GetCost() => postings.Cost;

        public override float GetScore() => score.Score(postings.Doc, postings.Count);
    }
}

/// <summary>Opens a scorer on a segment.</summary>
internal delegate Scorer? OpenScorer(Segment segment, Weight weight, Similarity.SimScorer score, IBits? live);

/// <summary>BM25 weight of words that are counted together.</summary>
internal sealed class PlacesWeight(
    Query query,
    IndexSearcher searcher,
    Snapshot snapshot,
    IReadOnlyList<QueryWord> words,
    OpenScorer open
) : Weight
{
    private readonly Similarity.SimWeight _weight = searcher.Similarity.ComputeWeight(
        query.Boost,
        searcher.CollectionStatistics(words[0].Field),
        [.. words.Select(w => w.Statistics(snapshot))]
    );

    public override Query Query => query;

    public override float GetValueForNormalization() => _weight.GetValueForNormalization();

    public override void Normalize(float norm, float topLevelBoost) => _weight.Normalize(norm, topLevelBoost);

    public override Scorer? GetScorer(AtomicReaderContext context, IBits acceptDocs) =>
        open(snapshot.Segments[context.Ord], this, searcher.Similarity.GetSimScorer(_weight, context), acceptDocs);

    public override Explanation Explain(AtomicReaderContext context, int doc)
    {
        var scorer = GetScorer(context, context.AtomicReader.LiveDocs);
        return scorer is not null && scorer.Advance(doc) == doc
            ? new ComplexExplanation(match: true, scorer.GetScore(), query.ToString())
            : new ComplexExplanation(match: false, 0, "no place");
    }
}
