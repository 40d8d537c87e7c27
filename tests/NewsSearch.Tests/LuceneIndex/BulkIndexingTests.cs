using Lucene.Net.Index;
using Lucene.Net.Store;
using NewsSearch.Archive;
using NewsSearch.Indexing;
using NewsSearch.Providers.LuceneIndex;
using NewsSearch.Tests.Contracts;

namespace NewsSearch.Tests.LuceneIndex;

/// <summary>Articles that are indexed in bulk and one by one give the same index.</summary>
public sealed class BulkIndexingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Postings_norms_and_columns_are_the_same(int seed)
    {
        var news = new RandomNews(seed);
        var articles = Enumerable.Range(1, 3_000).Select(n => news.Next($"a{n}", n, isFirst: true)).ToList();
        articles.AddRange(Awkward(news, articles.Count));
        Assert.Equal(Indexed(articles, areMany: false), Indexed(articles, areMany: true));
    }

    [Fact]
    public void A_segment_that_is_full_is_written_while_others_are_gathered()
    {
        var news = new RandomNews(5);
        var articles = Enumerable.Range(1, 3_000).Select(n => news.Next($"a{n}", n, isFirst: true)).ToList();
        var expected = Indexed(articles, areMany: true);

        var actual = Indexed(articles, areMany: true, name: "small", bulkBytes: 300 * 1024);

        Assert.Equal(expected, actual);
        using var directory = FSDirectory.Open(Generation("small"));
        Assert.InRange(DirectoryReader.ListCommits(directory)[^1].SegmentCount, 2, 100);
    }

    [Theory]
    [InlineData(3, long.MaxValue)]
    [InlineData(4, 1)] // Each batch is a segment, where it has anything for one.
    public void Changes_between_bulk_rounds_leave_each_article_once(int seed, long bulkBytes)
    {
        var news = new RandomNews(seed);
        var current = new Dictionary<string, ArchivedArticle>();
        var sequence = 0L;
        using (var index = LuceneArticleIndex.Open(_folder.Path("lucene"), TimeProvider.System, bulkBytes))
        {
            for (var round = 0; round < 6; round++)
            {
                var changes = Round(news, current, ref sequence, articles: 300, changed: round * 25);
                foreach (var batch in changes.Chunk(50))
                    index.Apply(batch, areMany: round % 3 != 2);
                index.Refresh(sequence);
                Assert.Equal(current.Count, index.Status.Documents);
            }
            index.Commit(sequence);
        }
        var expected = Indexed([.. current.Values.OrderBy(a => a.Sequence)], areMany: false);
        Assert.Equal(expected, IndexDump.Of(Generation("lucene")));
    }

    [Fact]
    public void What_was_not_shown_when_a_round_failed_is_replaced_by_the_next()
    {
        var news = new RandomNews(9);
        var articles = Enumerable.Range(1, 500).Select(n => news.Next($"a{n}", n, isFirst: true)).ToList();
        using var index = LuceneArticleIndex.Open(_folder.Path("lucene"), TimeProvider.System);
        index.Apply(articles[..300], areMany: true);
        index.Refresh(0); // as the indexing run does when a round fails

        index.Apply(articles, areMany: true);
        index.Refresh(500);

        Assert.Equal(500, index.Status.Documents);
    }

    // Current changes only, as the archive gives them: some new articles, some changed, some removed.
    private static List<ArchivedArticle> Round(
        RandomNews news,
        Dictionary<string, ArchivedArticle> current,
        ref long sequence,
        int articles,
        int changed
    )
    {
        var changes = new List<ArchivedArticle>();
        foreach (var id in current.Keys.Order(StringComparer.Ordinal).Take(changed).ToList())
        {
            var change = news.Next(id, ++sequence, isFirst: false);
            if (news.Random.Next(4) == 0)
            {
                change = change with { IsDeleted = true };
                current.Remove(id);
            }
            else
                current[id] = change;
            changes.Add(change);
        }
        for (var n = 0; n < articles; n++)
        {
            var change = news.Next($"n{sequence + 1}", ++sequence, isFirst: true);
            current.Add(change.Article.Id, change);
            changes.Add(change);
        }
        return changes;
    }

    // Nothing, no word, one word very often, many different words, long words, other scripts and spellings.
    private static IEnumerable<ArchivedArticle> Awkward(RandomNews news, int after)
    {
        string?[] bodies =
        [
            null,
            "…?!",
            string.Concat(Enumerable.Repeat("again ", 20_000)),
            Unlike(5, 20_000),
            new string('x', 5_000) + " " + new string('é', 5_000),
            "McDonald's iPhone eBay NATO U.S. naïve Straße ﬁne ＡＢＣ",
            "東京は雨です。ประเทศไทย ကမ္ဘာ 👩‍👩‍👧 🎉 𝒜𝓃",
            "إسرائيل مُسْتَشْفَى ١٢٣ שָׁלוֹם Ёлка",
            "a\u0000b \u0001folded\u0001 c",
        ];
        return bodies.Select((body, n) => WithBody(news, after + n + 1, body));
    }

    private static ArchivedArticle WithBody(RandomNews news, long sequence, string? body)
    {
        var article = news.Next($"b{sequence}", sequence, isFirst: true);
        return article with
        {
            Article = article.Article with { Headline = sequence % 2 == 0 ? null : "Headline", Body = body },
        };
    }

    private static string Unlike(int seed, int words) =>
        string.Join(' ', Enumerable.Range(0, words).Select(n => $"w{seed:x}{n:x}y"));

    private IReadOnlyList<string> Indexed(
        List<ArchivedArticle> articles,
        bool areMany,
        string? name = null,
        long bulkBytes = long.MaxValue
    )
    {
        name ??= areMany ? "many" : "single";
        using (var index = LuceneArticleIndex.Open(_folder.Path(name), TimeProvider.System, bulkBytes))
        {
            foreach (var batch in articles.Chunk(100))
                index.Apply(batch, areMany);
            index.Refresh(articles[^1].Sequence);
            index.Commit(articles[^1].Sequence);
        }
        return IndexDump.Of(Generation(name));
    }

    private string Generation(string name) => Path.Combine(_folder.Path(name), "000001");
}
