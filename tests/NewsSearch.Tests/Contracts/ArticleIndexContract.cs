using NewsSearch.Archive;
using NewsSearch.Indexing;
using NewsSearch.Search;

namespace NewsSearch.Tests.Contracts;

/// <summary>What every index must do, proved against a brute-force scan.</summary>
public abstract class ArticleIndexContract : IDisposable
{
    protected TemporaryFolder Folder { get; } = new();

    protected abstract IArticleIndex Open();

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void Places_are_counted_as_they_are_marked(int seed)
    {
        using var index = Open();
        var news = new RandomNews(seed);
        var oracle = new BruteForceSearch(Fill(index, news, articles: 200, changes: 40));
        for (var i = 0; i < 150; i++)
        {
            var place = new RandomQueries(news).Place(depth: 1, QueryField.Text);
            foreach (var count in new[] { 1, 2, 3 })
            {
                var repeated = Request(Parsed(new AtLeastNode(count, place))) with { Limit = 1_000 };
                var found = index.Search(repeated, TestContext.Current.CancellationToken);
                Assert.Equal(
                    oracle.Hits(repeated).Select(h => h.Sequence).Order(),
                    found.Hits.Select(h => h.Sequence).Order()
                );
            }
        }
    }

    [Fact]
    public void Paging_gives_each_hit_once_in_order_while_the_index_changes()
    {
        using var index = Open();
        var news = new RandomNews(7);
        var expected = Fill(index, news, articles: 300, changes: 0);
        foreach (var sort in Enum.GetValues<SortOrder>())
        {
            var request = Request(MatchAll()) with { Sort = sort, Limit = 7 };
            var walked = Walk(
                index,
                request,
                between: page =>
                {
                    index.Apply([news.Next($"later{sort}{page}", 100_000 + (int)sort * 1_000 + page, isFirst: true)]);
                    index.Apply([news.Next("a5", 200_000 + (int)sort * 1_000 + page, isFirst: false)]);
                    index.Refresh(100_000 + page);
                }
            );
            Assert.Equal(walked.Count, walked.Distinct().Count());
            if (sort == SortOrder.Relevance)
                Assert.Equal(expected.Count, walked.Count);
        }
    }

    [Theory]
    [InlineData(SortOrder.Newest)]
    [InlineData(SortOrder.Relevance)]
    public void A_quarter_of_a_million_matches_of_which_many_share_a_moment_are_walked_once_each(SortOrder sort)
    {
        const int articles = 250_000;
        const int ofOneMoment = 60_000;
        using var index = Open();
        var moment = new DateTimeOffset(2024, 2, 10, 12, 0, 0, TimeSpan.Zero);
        ArchivedArticle Made(long sequence, string id, bool isFirst) =>
            new(
                sequence,
                isFirst,
                IsDeleted: false,
                new Articles.Article
                {
                    Id = id,
                    Source = Articles.SourceId.FromName("Walk"),
                    Headline = "walk",
                    Completeness = Articles.Completeness.Headline,
                    Published = new Articles.PublishedDate(
                        sequence <= ofOneMoment ? moment : moment.AddSeconds(sequence % 5_000),
                        Articles.DatePrecision.Second
                    ),
                    Retrieved = moment,
                },
                moment
            );
        foreach (var batch in Enumerable.Range(1, articles).Chunk(5_000))
            index.Apply([.. batch.Select(n => Made(n, $"a{n}", isFirst: true))]);
        index.Refresh(articles);
        var request = Request(Parsed(new WordNode("walk", QueryField.Text))) with { Sort = sort, Limit = 1_000 };
        var sequence = (long)articles;
        var walked = Walk(
            index,
            request,
            between: page =>
            {
                index.Apply([Made(++sequence, $"new{page}", isFirst: true)]);
                index.Apply([Made(++sequence, $"a{page * 37 + 1}", isFirst: false)]);
                index.Apply([Made(++sequence, $"a{page * 41 + 2}", isFirst: false) with { IsDeleted = true }]);
                index.Refresh(sequence);
                // Others search meanwhile, whose cursors are never followed.
                Assert.NotNull(index.Search(request with { Limit = 1 }, TestContext.Current.CancellationToken).Next);
            }
        );
        Assert.Equal(articles, walked.Count);
        Assert.Equal(Enumerable.Range(1, articles).Select(n => (long)n), walked.Order());
    }

    [Fact]
    public void Pages_read_backwards_are_the_pages_read_forwards()
    {
        using var index = Open();
        var news = new RandomNews(8);
        Fill(index, news, articles: 120, changes: 20);
        foreach (var sort in Enum.GetValues<SortOrder>())
        {
            var request = Request(Parsed(new WordNode("talks", QueryField.Text))) with { Sort = sort, Limit = 7 };
            var forwards = new List<List<long>>();
            IndexAnswer answer;
            for (var at = request; ; at = at with { After = answer.Next })
            {
                answer = index.Search(at, TestContext.Current.CancellationToken);
                forwards.Add([.. answer.Hits.Select(h => h.Sequence)]);
                Assert.Equal(forwards.Count > 1, answer.Previous is not null);
                if (answer.Next is null)
                    break;
            }
            for (var page = forwards.Count - 2; page >= 0; page--)
            {
                // What is added meanwhile is in no page of this walk.
                index.Apply([news.Next($"new{sort}{page}", 1_000_000 + (int)sort * 1_000 + page, isFirst: true)]);
                index.Refresh(1_000_000 + page);
                answer = index.Search(request with { After = answer.Previous }, TestContext.Current.CancellationToken);
                Assert.Equal(forwards[page], answer.Hits.Select(h => h.Sequence));
                Assert.NotNull(answer.Next);
            }
            Assert.Null(answer.Previous);
        }
    }

    [Fact]
    public void A_sample_is_the_same_for_all_articles_that_two_indexes_share()
    {
        using var index = Open();
        var news = new RandomNews(21);
        var stored = Fill(index, news, articles: 300, changes: 0).ToDictionary(a => a.Sequence, a => a.Article);
        var source = Dimension.Source;
        var request = Request(MatchAll()) with { Sample = new SampleRequest(60, 42, source) };
        var first = index.Search(request, TestContext.Current.CancellationToken);
        var again = index.Search(request, TestContext.Current.CancellationToken);
        var other = index.Search(
            request with
            {
                Sample = new SampleRequest(60, 43, source),
            },
            TestContext.Current.CancellationToken
        );

        Assert.Equal(60, first.Hits.Count);
        Assert.Equal(first.Hits, again.Hits);
        Assert.NotEqual(first.Hits, other.Hits);
        var drawn = first.Hits.Select(h => stored[h.Sequence]).ToList();
        foreach (var stratum in first.Strata!)
        {
            Assert.Equal(stored.Values.Count(a => a.Source.Id == stratum.Value), stratum.Frame);
            Assert.Equal(drawn.Count(a => a.Source.Id == stratum.Value), stratum.Drawn);
            Assert.InRange(stratum.Drawn, stratum.Frame / 5.0 - 1, stratum.Frame / 5.0 + 1);
        }
        // Articles of which some get a new version (a new sequence, the same id) keep their order in the sample.
        index.Apply([.. drawn.Take(10).Select((a, n) => new ArchivedArticle(5_000 + n, false, false, a, a.Retrieved))]);
        index.Refresh(6_000);
        var later = index.Search(request, TestContext.Current.CancellationToken);
        var known = stored.ToDictionary(s => s.Key, s => s.Value.Id);
        for (var n = 0; n < 10; n++)
            known[5_000 + n] = drawn[n].Id;
        Assert.Equal(drawn.Select(a => a.Id), later.Hits.Select(h => known[h.Sequence]));
    }

    [Fact]
    public void Undated_articles_come_last_whichever_way_dates_are_sorted()
    {
        using var index = Open();
        var stored = Fill(index, new RandomNews(5), articles: 100, changes: 0).ToDictionary(a => a.Sequence);
        foreach (var sort in new[] { SortOrder.Newest, SortOrder.Oldest })
        {
            var dates = Walk(index, Request(MatchAll()) with { Sort = sort, Limit = 9 })
                .Select(s => stored[s].Article.Published?.Value)
                .ToList();
            var dated = dates.TakeWhile(d => d is not null).ToList();
            Assert.All(dates.Skip(dated.Count), d => Assert.Null(d));
            Assert.Equal(sort == SortOrder.Newest ? dated.OrderDescending() : dated.Order(), dated);
        }
    }

    [Fact]
    public void A_reopened_index_shows_what_was_committed_and_its_sequence()
    {
        var news = new RandomNews(9);
        using (var index = Open())
            Fill(index, news, articles: 50, changes: 0);
        using var reopened = Open();
        Assert.Equal(50, reopened.Status.Documents);
        Assert.Equal(50, reopened.Status.Sequence);
        Assert.Equal(50, reopened.Search(Request(MatchAll()), TestContext.Current.CancellationToken).Total);
    }

    [Fact]
    public void An_unknown_snapshot_is_refused_when_sorted_by_relevance()
    {
        using var index = Open();
        Fill(index, new RandomNews(3), articles: 30, changes: 0);
        var request = Request(MatchAll()) with { After = new PagePosition("000001.9.gone-1", 0, 5) };
        Assert.Throws<CursorExpiredException>(() => index.Search(request, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Applying_the_same_changes_again_leaves_one_of_each()
    {
        using var index = Open();
        var news = new RandomNews(4);
        var changes = Enumerable.Range(1, 40).Select(n => news.Next($"a{n}", n, isFirst: true)).ToList();
        index.Apply(changes);
        index.Refresh(0);
        index.Apply(changes);
        index.Refresh(40);
        Assert.Equal(40, index.Status.Documents);
    }

    internal static List<ArchivedArticle> Fill(
        IArticleIndex index,
        RandomNews news,
        int articles,
        int changes,
        int refreshEach = 60
    )
    {
        var current = new Dictionary<string, ArchivedArticle>();
        long sequence = 0;
        var batch = new List<ArchivedArticle>();
        for (var n = 0; n < articles + changes; n++)
        {
            var isFirst = n < articles;
            var id = isFirst ? $"a{n}" : $"a{news.Random.Next(articles)}";
            var change = news.Next(id, ++sequence, isFirst);
            if (!isFirst && n % 5 == 0)
            {
                change = change with { IsDeleted = true };
                current.Remove(id);
            }
            else
            {
                current[id] = change;
            }
            index.Apply([change]);
            if (news.Random.Next(refreshEach) == 0)
                index.Refresh(sequence);
        }
        index.Refresh(sequence);
        return [.. current.Values];
    }

    protected static SearchRequest Request(ParsedQuery query) => new() { Query = query };

    protected static ParsedQuery MatchAll() => Parsed(new MatchAllNode());

    internal static ParsedQuery Parsed(QueryNode root) => new(root, "", "", []);

    private static List<long> Walk(IArticleIndex index, SearchRequest request, Action<int>? between = null)
    {
        var walked = new List<long>();
        for (var page = 0; ; page++)
        {
            var answer = index.Search(request, TestContext.Current.CancellationToken);
            walked.AddRange(answer.Hits.Select(h => h.Sequence));
            if (answer.Next is null)
                return walked;
            request = request with { After = answer.Next };
            between?.Invoke(page);
        }
    }
}
