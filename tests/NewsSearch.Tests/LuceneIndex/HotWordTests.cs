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

    [Fact]
    public void The_next_generation_takes_over_what_is_kept_and_cursors_go_on_in_the_one_before()
    {
        Fill();
        using var index = Open();
        for (var round = 0; round < 3; round++)
            foreach (var query in Queries)
                Answer(index, query);
        var before = Queries.Select(q => index.Search(Request(q), Cancelled)).ToList();
        var following = before.Select((a, n) => Following(index, Queries[n], a)).ToList();
        using (var build = index.Generations.Build(unfinished: null))
        {
            Fill(a => build.Apply(a), build.Commit);
            build.Warm(Articles + 300, Cancelled);
            index.Generations.Swap(build, Articles + 300);
        }
        for (var n = 0; n < Queries.Length; n++)
        {
            var after = index.Search(Request(Queries[n]), Cancelled);
            Assert.NotEqual(before[n].Index.Generation, after.Index.Generation);
            Assert.Equal((Queries[n], before[n].Total), (Queries[n], after.Total));
            Assert.Equal(following[n], Following(index, Queries[n], before[n]));
        }
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static string? Following(LuceneArticleIndex index, string query, IndexAnswer page)
    {
        if (page.Next is null)
            return null;
        var next = index.Search(Request(query) with { After = page.Next }, Cancelled);
        return $"{next.Index.Generation} {string.Join(' ', next.Hits.Select(h => $"{h.Sequence}:{h.Score:R}"))}";
    }

    private static SearchRequest Request(string query) => OlderGenerationTests.Request(query) with { Limit = 50 };

    private void Fill()
    {
        using var index = Open();
        Fill(a => index.Apply(a), index.Refresh);
        index.Commit(Articles + 300);
    }

    // Deletions, changed articles and some segments.
    private static void Fill(Action<IReadOnlyList<ArchivedArticle>> apply, Action<long> cut)
    {
        var news = new RandomNews(21);
        for (var n = 1; n <= Articles; n++)
        {
            apply([With(news, news.Next($"a{n}", n, isFirst: true))]);
            // The first segment is large, so that a word can be frequent and still in few of its articles.
            if (n is 12_000 or Articles)
                cut(n);
        }
        for (var n = 1; n <= 300; n++)
            apply([With(news, news.Next($"a{n * 7}", Articles + n, isFirst: false)) with { IsDeleted = n % 3 == 0 }]);
        cut(Articles + 300);
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
        var answer = index.Search(Request(query), Cancelled);
        return $"{answer.Total} {query} {string.Join(' ', answer.Hits.Select(h => $"{h.Sequence}:{h.Score:R}"))}";
    }
}
