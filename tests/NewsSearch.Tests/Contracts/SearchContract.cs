using NewsSearch.Archive;
using NewsSearch.Indexing;
using NewsSearch.Search;

namespace NewsSearch.Tests.Contracts;

/// <summary>Every number and the order of an answer, compared with a plain scan over more than a thousand random requests.</summary>
public abstract class SearchContract : IDisposable
{
    protected TemporaryFolder Folder { get; } = new();

    protected abstract IArticleIndex Open();

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Total_hits_order_facets_and_histogram_equal_a_brute_force_scan(int seed)
    {
        using var index = Open();
        var news = new RandomNews(seed);
        var oracle = new BruteForceSearch(ArticleIndexContract.Fill(index, news, articles: 400, changes: 150));
        var requests = new RandomRequests(news);
        for (var i = 0; i < 300; i++)
        {
            var request = requests.Next();
            var expected = oracle.Hits(request);
            AssertAnswer(index, request, expected, d => oracle.HitsWithout(request, d));
            foreach (var hit in expected.Take(5))
                AssertMarks(index, oracle, request, hit);
        }
    }

    // Large enough for several stretches of documents in a segment, and asked again, when filters and words are kept.
    [Theory]
    [InlineData(41)]
    [InlineData(42)]
    public void A_large_index_that_is_asked_again_equals_a_brute_force_scan_forwards_and_backwards(int seed)
    {
        using var index = Open();
        var news = new RandomNews(seed);
        var articles = ArticleIndexContract.Fill(index, news, articles: 11_000, changes: 400, refreshEach: 5_000);
        var oracle = new BruteForceSearch(articles);
        var requests = new RandomRequests(news);
        for (var i = 0; i < 40; i++)
        {
            var request = requests.Next() with { Limit = 900 };
            var expected = oracle.Hits(request);
            for (var round = 0; round < 3; round++)
                AssertAnswer(index, request, expected, d => oracle.HitsWithout(request, d));
            Assert.Equal(Walk(index, request).AsEnumerable().Reverse(), WalkBack(index, request));
        }
    }

    // As after merges, which do not put neighbours together.
    [Theory]
    [InlineData(51)]
    [InlineData(52)]
    public void Articles_that_lie_in_any_order_are_ranked_by_what_they_are(int seed)
    {
        using var index = Open();
        var news = new RandomNews(seed);
        var articles = Enumerable.Range(1, 9_500).Select(n => news.Next($"a{n}", n, isFirst: true)).ToList();
        index.Apply([.. articles.OrderBy(_ => news.Random.Next())]);
        index.Refresh(articles.Count);
        foreach (var sort in Enum.GetValues<SortOrder>())
        {
            var request = new SearchRequest
            {
                Query = ArticleIndexContract.Parsed(new MatchAllNode()),
                Sort = sort,
                Limit = 700,
            };
            AssertOrder(Walk(index, request), articles, sort);
            Assert.Equal(Walk(index, request).AsEnumerable().Reverse(), WalkBack(index, request));
        }
    }

    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    public void Any_version_is_found_and_each_article_counted_once_as_a_brute_force_scan_does(int seed)
    {
        using var index = Open();
        var news = new RandomNews(seed);
        var versions = ArticleVersions.Fill(index, news, articles: 200, changes: 300);
        var latest = new BruteForceSearch([.. versions.Where(v => !v.IsOlder)]);
        var all = new BruteForceSearch(versions);
        var older = versions.Where(v => v.IsOlder).Select(v => v.Sequence).ToHashSet();
        Assert.True(older.Count > 100);
        Assert.Equal(versions.Count - older.Count, index.Status.Documents);
        var requests = new RandomRequests(news);
        var oldHits = 0;
        for (var i = 0; i < 100; i++)
        {
            var request = requests.Next();
            if (i % 4 == 0)
                AssertAnswer(index, request, latest.Hits(request), d => latest.HitsWithout(request, d));
            var any = request with { Versions = VersionScope.Any };
            var hits = ArticleVersions.Newest(all.Hits(any));
            AssertAnswer(index, any, hits, d => ArticleVersions.Newest(all.HitsWithout(any, d)));
            var walked = Walk(index, any);
            Assert.All(walked, h => Assert.Equal(older.Contains(h.Sequence), h.IsOlder));
            oldHits += walked.Count(h => h.IsOlder);
        }
        Assert.True(oldHits > 50);
    }

    private static void AssertAnswer(
        IArticleIndex index,
        SearchRequest request,
        List<ArchivedArticle> expected,
        Func<string, List<ArchivedArticle>> without
    )
    {
        var answer = index.Search(request, TestContext.Current.CancellationToken);
        Assert.Equal(
            (RandomQueries.Describe(request.Query.Root), expected.Count),
            (RandomQueries.Describe(request.Query.Root), (int)answer.Total)
        );
        AssertOrder(Walk(index, request), expected, request.Sort);
        Assert.Equal(request.Facets.Select(f => f.Dimension.Name), answer.Facets.Select(f => f.Name));
        foreach (var (facet, asked) in answer.Facets.Zip(request.Facets))
            AssertFacet(facet, without(facet.Name), asked, Own(request, facet.Name));
        AssertHistogram(answer.Histogram!, expected, without("date"), request);
    }

    private static ValueFilter? Own(SearchRequest request, string dimension) =>
        request.Filters.FirstOrDefault(f => f.Dimension.Name == dimension);

    private static List<IndexHit> Walk(IArticleIndex index, SearchRequest request)
    {
        var walked = new List<IndexHit>();
        for (var at = request; ; )
        {
            var answer = index.Search(at, TestContext.Current.CancellationToken);
            walked.AddRange(answer.Hits);
            Assert.Equal(
                answer.Next is null ? answer.Total : (walked.Count / request.Limit * request.Limit),
                walked.Count
            );
            if (answer.Next is null)
                return walked;
            at = request with { After = answer.Next, Facets = [], Histogram = null };
        }
    }

    // The last page first, each from its end.
    private static List<IndexHit> WalkBack(IArticleIndex index, SearchRequest request)
    {
        var walked = new List<IndexHit>();
        var at = index.Search(request, TestContext.Current.CancellationToken);
        while (at.Next is not null)
            at = index.Search(request with { After = at.Next }, TestContext.Current.CancellationToken);
        for (; ; at = index.Search(request with { After = at.Previous }, TestContext.Current.CancellationToken))
        {
            walked.AddRange(at.Hits.AsEnumerable().Reverse());
            if (at.Previous is null)
                return walked;
        }
    }

    private static void AssertOrder(List<IndexHit> walked, List<ArchivedArticle> expected, SortOrder sort)
    {
        var sequences = walked.Select(h => h.Sequence).ToList();
        if (BruteForceSearch.Order(expected, sort) is { } order)
        {
            Assert.Equal(order, sequences);
            return;
        }
        // Scores are the engine's own; that they decide, and the later article among equals, is not.
        Assert.Equal(expected.Select(h => h.Sequence).Order(), sequences.Order());
        Assert.Equal(walked.OrderByDescending(h => h.Score).ThenByDescending(h => h.Sequence), walked);
    }

    private static void AssertFacet(FacetResult facet, List<ArchivedArticle> hits, FacetRequest asked, ValueFilter? own)
    {
        var expected = BruteForceSearch.Count(hits, facet.Name);
        Assert.All(facet.Values, v => Assert.Equal(expected.GetValueOrDefault(v.Value), v.Count));
        Assert.Equal(expected.Values.Sum() - facet.Values.Sum(v => v.Count), facet.Other);
        Assert.Equal(
            hits.Count(h => BruteForceSearch.Values(h.Article, facet.Name, withAncestors: false).Count == 0),
            facet.Missing
        );
        // What is selected is listed whatever its count; of the rest the most frequent that fit.
        var selected = own is null ? [] : own.Any.Concat(own.Exact).ToHashSet();
        Assert.Equal(selected.Order(), facet.Values.Where(v => v.Selected).Select(v => v.Value).Order());
        var fitting = expected
            .Where(v => v.Value >= asked.Min && HasPrefix(v.Key, asked.Prefix))
            .OrderByDescending(v => v.Value)
            .ThenBy(v => v.Key, StringComparer.Ordinal)
            .Select(v => v.Key)
            .ToList();
        var unselected = facet.Values.Where(v => !v.Selected).Select(v => v.Value).ToList();
        Assert.Equal(fitting.Where(v => !selected.Contains(v)).Take(unselected.Count), unselected);
        Assert.True(facet.Values.Count >= Math.Min(asked.Size, fitting.Count), "Fewer values are listed than fit.");
        Assert.True(unselected.Count <= asked.Size, "More values are listed than were asked for.");
    }

    // The labels of the random topics are the last parts of their paths.
    private static bool HasPrefix(string value, string? prefix) =>
        prefix is null
        || value.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)
        || HasWord(value.Split('/')[^1], prefix)
        || RandomNews.Sources.Any(s => Articles.SourceId.Slug(s) == value && HasWord(s, prefix));

    private static bool HasWord(string label, string beginning) =>
        Enumerable
            .Range(0, label.Length)
            .Where(i => i == 0 || !char.IsLetterOrDigit(label[i - 1]))
            .Any(i => label[i..].StartsWith(beginning, StringComparison.OrdinalIgnoreCase));

    private static void AssertHistogram(
        HistogramResult histogram,
        List<ArchivedArticle> hits,
        List<ArchivedArticle> unfiltered,
        SearchRequest request
    )
    {
        var (buckets, undated, imprecise) = BruteForceSearch.Histogram(hits, request.Histogram!, histogram.Interval);
        Assert.Equal(buckets.OrderBy(b => b.Key), Filled(histogram.Buckets));
        Assert.Equal((undated, imprecise), (histogram.Undated, histogram.OutOfRange));
        (buckets, undated, imprecise) = BruteForceSearch.Histogram(unfiltered, request.Histogram!, histogram.Interval);
        var listed = Filled(histogram.Unfiltered).ToList();
        Assert.All(listed, b => Assert.Equal(buckets[b.Key], b.Value));
        // Only what lies hundreds of buckets beside the period asked for is left out.
        Assert.True(listed.Count == buckets.Count || histogram.Interval <= HistogramInterval.Day);
        Assert.Equal(
            (undated, imprecise + buckets.Values.Sum() - listed.Sum(b => b.Value)),
            (histogram.UndatedUnfiltered, histogram.OutOfRangeUnfiltered)
        );
        Assert.Equal(
            histogram.Unfiltered.Select(b => b.Start).Order().Distinct(),
            histogram.Unfiltered.Select(b => b.Start)
        );

        static IEnumerable<KeyValuePair<DateTime, long>> Filled(IEnumerable<HistogramBucket> all) =>
            all.Where(b => b.Count > 0).Select(b => KeyValuePair.Create(b.Start, b.Count));
    }

    // Overlapping marks are shown as one, so the words that are marked are compared.
    private static void AssertMarks(
        IArticleIndex index,
        BruteForceSearch oracle,
        SearchRequest request,
        ArchivedArticle hit
    )
    {
        var marked = index.Highlight(request.Query.Root, hit.Article, whole: true);
        var expected = oracle.Text(hit).MarkedWords(request.Query.Root);
        Assert.Equal(expected, Words(marked.Headline).Concat(Words(marked.Snippet)));

        static IEnumerable<string> Words(MarkedText? text) =>
            text is null
                ? []
                : text.Marks.SelectMany(m => BruteForceText.Words(text.Text.Substring(m.Start, m.Length)));
    }
}
