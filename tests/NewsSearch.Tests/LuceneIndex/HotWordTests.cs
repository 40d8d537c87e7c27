using NewsSearch.Archive;
using NewsSearch.Indexing;
using NewsSearch.Providers.LuceneIndex;
using NewsSearch.Search;
using NewsSearch.Tests.Contracts;

namespace NewsSearch.Tests.LuceneIndex;

/// <summary>Words that are asked again and again are answered from memory, and answer the same.</summary>
public sealed class HotWordTests : IDisposable
{
    private const int Articles = 13_000;

    // In about one article of twenty-five and one of forty: kept as bits, and as numbers.
    private static readonly string[] Rarer = ["zeppelin", "Zeppelins", "quinces"];

    private static readonly string[] Queries =
    [
        "q=ceasefire",
        "q=talks",
        "q=turkey&sort=newest",
        "q=turkey&match=exact",
        "q=TURKEY&match=exact",
        "q=zeppelin",
        "q=quince",
        "q=zeppelin+AND+quince",
        "q=zeppelin+OR+quince+OR+cocoa",
        "q=cocoa+NOT+zeppelin",
        "q=%22the+cocoa%22",
        "q=%22harvest+talks%22",
        "q=%22zeppelin+harvest%22",
        "q=%22cocoa+quince%22",
        "q=%22the+the%22",
        "q=harvest+NEAR/3+zeppelin",
        "q=atleast2:tariff",
        "q=headline:harvest",
        "q=sent(talks+AND+zeppelin)",
        "q=wahl",
        "q=zürich&source=wire",
        "q=%22東京%22",
    ];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_first_answer_and_those_that_follow_are_equal()
    {
        Fill();
        var first = new List<string>();
        foreach (var query in Queries)
            using (var cold = Open())
                first.Add(Answer(cold, query));
        Assert.All(first, a => Assert.DoesNotMatch("^0 ", a));
        using var index = Open();
        for (var round = 0; round < 4; round++)
            Assert.Equal(first, Queries.Select(q => Answer(index, q)));
    }

    // Deletions, changed articles and some segments.
    private void Fill()
    {
        var news = new RandomNews(21);
        using var index = Open();
        for (var n = 1; n <= Articles; n++)
        {
            index.Apply([With(news, news.Next($"a{n}", n, isFirst: true))]);
            // The first segment is large, so that a word can be frequent and still in few of its articles.
            if (n is 12_000 or Articles)
                index.Refresh(n);
        }
        for (var n = 1; n <= 300; n++)
            index.Apply([
                With(news, news.Next($"a{n * 7}", Articles + n, isFirst: false)) with
                {
                    IsDeleted = n % 3 == 0,
                },
            ]);
        index.Refresh(Articles + 300);
        index.Commit(Articles + 300);
    }

    private static ArchivedArticle With(RandomNews news, ArchivedArticle article)
    {
        var body = article.Article.Body;
        foreach (var (word, share) in Rarer.Zip([25, 40, 40]))
            if (news.Random.Next(share) == 0)
                body = $"{word} {RandomNews.Words[news.Random.Next(RandomNews.Words.Length)]} {body} cocoa {word}";
        return article with { Article = article.Article with { Body = body } };
    }

    private LuceneArticleIndex Open() => LuceneArticleIndex.Open(_folder.Path("lucene"), TimeProvider.System);

    private static string Answer(LuceneArticleIndex index, string query)
    {
        var request = OlderGenerationTests.Request(query) with { Limit = 50 };
        var answer = index.Search(request, TestContext.Current.CancellationToken);
        return $"{answer.Total} {query} {string.Join(' ', answer.Hits.Select(h => $"{h.Sequence}:{h.Score:R}"))}";
    }
}
