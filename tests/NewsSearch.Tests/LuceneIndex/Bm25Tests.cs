using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Store;
using NewsSearch.Providers.LuceneIndex;
using NewsSearch.Tests.Contracts;

namespace NewsSearch.Tests.LuceneIndex;

/// <summary>Scores of single words are those of the engine's own BM25.</summary>
public sealed class Bm25Tests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("ceasefire")]
    [InlineData("harvest")]
    [InlineData("the")]
    public void Scores_of_a_word_equal_those_of_the_engine(string word)
    {
        using var index = LuceneArticleIndex.Open(_folder.Path("lucene"), TimeProvider.System);
        ArticleIndexContract.Fill(index, new RandomNews(5), articles: 700, changes: 0, refreshEach: 200);
        index.Commit(700);
        var request = OlderGenerationTests.Request($"q={word}&match=folded") with { Limit = 700 };
        var answer = index.Search(request, TestContext.Current.CancellationToken);
        var scores = answer.Hits.Select(h => h.Score).Order().ToList();
        var expected = OfEngine(index.Status.Generation, word);
        Assert.NotEmpty(scores);
        Assert.Equal(expected.Count, scores.Count);
        Assert.All(scores.Zip(expected), s => Assert.Equal(s.Second, s.First, tolerance: 1e-5f * s.Second));
        Assert.True(scores.Distinct().Count() > 3);
    }

    private List<float> OfEngine(string generation, string word)
    {
        using var directory = FSDirectory.Open(Path.Combine(_folder.Path("lucene"), generation));
        using var reader = DirectoryReader.Open(directory);
        var searcher = new IndexSearcher(reader) { Similarity = new BM25Similarity() };
        var found = searcher.Search(new TermQuery(new Term("text", word)), 700);
        return [.. found.ScoreDocs.Select(d => d.Score).Order()];
    }
}
