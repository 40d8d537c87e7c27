using NewsSearch.Archive;
using NewsSearch.Articles;
using NewsSearch.Indexing;
using NewsSearch.Search;

namespace NewsSearch.Tests.Contracts;

/// <summary>What the trends of every index must be, proved against a brute-force scan and against its searches.</summary>
public abstract class TrendContract : IDisposable
{
    private static readonly TimeZoneInfo[] Zones =
    [
        TimeZoneInfo.Utc,
        TimeZoneInfo.FindSystemTimeZoneById("Asia/Riyadh"),
        TimeZoneInfo.FindSystemTimeZoneById("America/New_York"),
    ];

    private static readonly HistogramInterval[] Intervals =
    [
        HistogramInterval.Day,
        HistogramInterval.Week,
        HistogramInterval.Month,
        HistogramInterval.Quarter,
        HistogramInterval.Year,
    ];

    protected TemporaryFolder Folder { get; } = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    protected abstract IArticleIndex Open();

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    public void Every_number_equals_a_brute_force_scan(int seed)
    {
        using var index = Open();
        var news = new RandomNews(seed);
        var stored = ArticleIndexContract.Fill(index, news, articles: 200, changes: 80);
        var oracle = new BruteForceSearch(stored);
        for (var i = 0; i < 60; i++)
        {
            var request = RandomRequest(news);
            var answer = index.Trend(request, Cancelled);
            var archived = oracle.Hits(Search(request, new MatchAllNode()) with { Filters = [] });
            Assert.Equal(request.Queries.Count, answer.Queries.Count);
            Assert.Equal(index.Status.Sequence, answer.Index.Sequence);
            AssertAxis(answer, archived, request);
            for (var q = 0; q < answer.Queries.Count; q++)
            {
                var hits = oracle.Hits(Search(request, request.Queries[q].Root));
                Assert.Equal(hits.Count, answer.Queries[q].Total);
                AssertSeries(answer, q, hits, archived, request);
            }
        }
    }

    [Theory]
    [InlineData(41)]
    public void Totals_and_buckets_are_those_of_the_search(int seed)
    {
        using var index = Open();
        var news = new RandomNews(seed);
        ArticleIndexContract.Fill(index, news, articles: 300, changes: 50);
        for (var i = 0; i < 60; i++)
        {
            var request = RandomRequest(news) with { Facet = Dimension.Source, Size = news.Random.Next(1, 8) };
            var answer = index.Trend(request, Cancelled);
            for (var q = 0; q < answer.Queries.Count; q++)
            {
                var found = index.Search(
                    Search(request, request.Queries[q].Root) with
                    {
                        Facets = [new FacetRequest(Dimension.Source, Size: 1_000)],
                        Histogram = request.Histogram,
                    },
                    Cancelled
                );
                var (query, series) = (answer.Queries[q], answer.Series.Where(s => s.Query == q).ToList());
                Assert.Equal(found.Total, query.Total);
                Assert.Equal(found.Total, series.Sum(s => s.Total) + query.Other + query.Missing);
                Assert.Equal(found.Histogram!.Undated, query.Undated);
                Assert.Equal(found.Histogram.OutOfRange, query.OutOfRange);
                if (request.Filters.Count == 0)
                    Assert.All(
                        series,
                        s =>
                            Assert.Equal(Count(found.Facets[0].Values.FirstOrDefault(v => v.Value == s.Value)), s.Total)
                    );
                foreach (var bucket in found.Histogram.Buckets.Where(b => b.Count > 0))
                    Assert.Contains(bucket.Start, answer.Starts);
            }
        }

        static long Count(FacetValue? value) => value?.Count ?? 0;
    }

    [Fact]
    public void More_numbers_than_an_answer_may_hold_are_refused_with_a_way_out()
    {
        using var index = Open();
        var day = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
        index.Apply([
            .. Enumerable
                .Range(1, 700)
                .Select(n => new ArchivedArticle(
                    n,
                    IsFirst: true,
                    IsDeleted: false,
                    new Article
                    {
                        Id = $"a{n}",
                        Source = SourceId.FromName($"Source {n}"),
                        Published = new PublishedDate(day.AddDays(n), DatePrecision.Day),
                        Retrieved = day,
                        Completeness = Completeness.Headline,
                    },
                    day
                )),
        ]);
        index.Refresh(700);
        var request = new TrendRequest
        {
            Queries = [ArticleIndexContract.Parsed(new MatchAllNode())],
            Facet = Dimension.Source,
            Histogram = new HistogramRequest(DateField.Published, HistogramInterval.Day, TimeZoneInfo.Utc),
        };

        var refused = Assert.Throws<TooManyBucketsException>(() => index.Trend(request, Cancelled));
        Assert.Equal((700L * 700, TrendRequest.MaxPoints), (refused.Requested, refused.Max));
        Assert.Contains("facet.source.size", refused.Message, StringComparison.Ordinal);
        Assert.Equal(200, index.Trend(request with { Size = 200 }, Cancelled).Series.Count);
        Assert.Equal(500, index.Trend(request with { Size = 200 }, Cancelled).Queries[0].Other);
    }

    [Fact]
    public void Profiles_count_what_occurs_together()
    {
        using var index = Open();
        var stored = ArticleIndexContract.Fill(index, new RandomNews(51), articles: 300, changes: 100);
        var profiles = index.Profile(Dimension.Source, [Dimension.Topic, Dimension.Language], 3, Cancelled);
        foreach (var source in stored.GroupBy(a => a.Article.Source.Id))
        {
            var topics = BruteForceSearch.Count(source, "topic");
            var listed = profiles[source.Key][0].Values;
            Assert.All(listed, v => Assert.Equal(topics[v.Value], v.Count));
            Assert.Equal(topics.Values.OrderDescending().Take(3), listed.Select(v => v.Count));
            Assert.Equal(topics.Values.Sum(), listed.Sum(v => v.Count) + profiles[source.Key][0].Other);
            Assert.Equal(source.Count(a => a.Article.Topics.Count == 0), profiles[source.Key][0].Missing);
            Assert.Equal(BruteForceSearch.Count(source, "lang").Count, profiles[source.Key][1].Values.Count);
        }
    }

    private static void AssertAxis(TrendAnswer answer, List<ArchivedArticle> archived, TrendRequest request)
    {
        foreach (var (start, next) in answer.Starts.Zip(answer.Starts.Skip(1)))
            Assert.Equal(next, Next(start, answer.Interval));
        var placed = archived.Count(a => answer.Starts.Any(s => IsIn(a, s, request)));
        var precise = archived.Count(a => Bucket(a, request) is not null);
        Assert.Equal(precise, placed);
        if (answer.Starts.Count > 0)
            foreach (var end in new[] { answer.Starts[0], answer.Starts[^1] })
                Assert.Contains(archived, a => IsIn(a, end, request));
    }

    private static void AssertSeries(
        TrendAnswer answer,
        int query,
        List<ArchivedArticle> hits,
        List<ArchivedArticle> archived,
        TrendRequest request
    )
    {
        var series = answer.Series.Where(s => s.Query == query).ToList();
        AssertValues(series, archived, request);
        foreach (var line in series)
        {
            var own = hits.Where(h => Has(h, line.Value, request)).ToList();
            var all = archived.Where(h => Has(h, line.Value, request)).ToList();
            Assert.Equal(own.Count, line.Total);
            Assert.Equal(own.Count(h => h.Article.Published?.Value is null), line.Undated);
            Assert.Equal(line.Total, line.Points.Sum(p => p.Count) + line.Undated + line.OutOfRange);
            Assert.Equal(answer.Starts, line.Points.Select(p => p.Start));
            foreach (var point in line.Points)
            {
                Assert.Equal(own.Count(h => IsIn(h, point.Start, request)), point.Count);
                Assert.Equal(all.Count(h => IsIn(h, point.Start, request)), point.Total);
                Assert.Equal(point.Total == 0, point.Ratio is null);
                Assert.Equal(point.Total == 0 ? BucketCoverage.None : BucketCoverage.Complete, point.Coverage);
                if (point.Ratio is { } ratio)
                    Assert.Equal((double)point.Count / point.Total, ratio);
            }
        }
        var values = answer.Queries[query];
        if (request.Facet is { IsMultiValued: false })
            Assert.Equal(values.Total, series.Sum(s => s.Total) + values.Other + values.Missing);
    }

    // Without a filter of its own every value that is archived in the period has a line, the greatest first.
    private static void AssertValues(List<TrendSeries> series, List<ArchivedArticle> archived, TrendRequest request)
    {
        if (request.Facet is not { } facet)
        {
            Assert.Null(Assert.Single(series).Value);
            return;
        }
        var own = request.Filters.FirstOrDefault(f => f.Dimension == facet);
        var chosen = own is null ? [] : own.Any.Concat(own.Exact).ToHashSet();
        var expected =
            chosen.Count > 0
                ? chosen
                :
                [
                    .. archived
                        .SelectMany(a => BruteForceSearch.Values(a.Article, facet.Name, withAncestors: true))
                        .Where(v =>
                            own is null || !own.None.Any(n => v == n || v.StartsWith(n + "/", StringComparison.Ordinal))
                        ),
                ];
        if (request.Size is { } size)
            Assert.Equal(Math.Min(size, expected.Count), series.Count);
        else
            Assert.Equal(expected.Order(), series.Select(s => s.Value!).Order());
        Assert.Subset(expected, series.Select(s => s.Value!).ToHashSet());
        if (request.Queries.Count == 1)
            Assert.Equal(series.Select(s => s.Total).OrderDescending(), series.Select(s => s.Total));
    }

    private static bool Has(ArchivedArticle stored, string? value, TrendRequest request) =>
        value is null
        || BruteForceSearch.Values(stored.Article, request.Facet!.Name, withAncestors: true).Contains(value);

    private static bool IsIn(ArchivedArticle stored, DateTime start, TrendRequest request) =>
        Bucket(stored, request) == start;

    private static DateTime? Bucket(ArchivedArticle stored, TrendRequest request)
    {
        var interval = request.Histogram.Interval!.Value;
        if (BruteForceSearch.Wall(stored.Article.Published, request.Histogram.Zone) is not var (first, last))
            return null;
        var day = DateTime.SpecifyKind(first.Date, DateTimeKind.Unspecified);
        var start = interval switch
        {
            HistogramInterval.Day => day,
            HistogramInterval.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
            HistogramInterval.Month => new DateTime(day.Year, day.Month, 1),
            HistogramInterval.Quarter => new DateTime(day.Year, (day.Month - 1) / 3 * 3 + 1, 1),
            _ => new DateTime(day.Year, 1, 1),
        };
        return last < Next(start, interval) ? start : null;
    }

    private static DateTime Next(DateTime start, HistogramInterval interval) =>
        interval switch
        {
            HistogramInterval.Day => start.AddDays(1),
            HistogramInterval.Week => start.AddDays(7),
            HistogramInterval.Month => start.AddMonths(1),
            HistogramInterval.Quarter => start.AddMonths(3),
            _ => start.AddYears(1),
        };

    private static SearchRequest Search(TrendRequest request, QueryNode query) =>
        new()
        {
            Query = ArticleIndexContract.Parsed(query),
            Filters = request.Filters,
            Date = request.Date,
        };

    private static TrendRequest RandomRequest(RandomNews news)
    {
        var random = news.Random;
        var zone = Zones[random.Next(Zones.Length)];
        var queries = new RandomQueries(news);
        var start = new DateTime(2023, random.Next(1, 13), random.Next(1, 28), 0, 0, 0, DateTimeKind.Unspecified);
        string?[] facets = [null, "source", "source", "topic", "topic", "author", "lang"];
        return new TrendRequest
        {
            Queries =
            [
                .. Enumerable
                    .Range(0, random.Next(1, TrendRequest.MaxQueries + 1))
                    .Select(_ => ArticleIndexContract.Parsed(queries.Next(depth: 1))),
            ],
            Filters =
            [
                .. new[]
                {
                    random.Next(3) == 0 ? Filter("topic", [.. news.Some(RandomNews.Topics, 3)]) : null,
                    random.Next(4) == 0
                        ? Filter("source", [.. news.Some(RandomNews.Sources, 2).Select(SourceId.Slug), "no-such"])
                        : null,
                }.OfType<ValueFilter>(),
            ],
            Date = random.Next(3) switch
            {
                0 => new DateFilter(
                    DateField.Published,
                    new DateInterval(start, random.Next(3) == 0 ? null : start.AddDays(random.Next(1, 300))),
                    zone,
                    Overlap: random.Next(3) == 0
                ),
                _ => null,
            },
            Facet = facets[random.Next(facets.Length)] is { } name ? Dimension.Find(name) : null,
            Size = random.Next(3) == 0 ? random.Next(1, 4) : null,
            Histogram = new HistogramRequest(DateField.Published, Intervals[random.Next(Intervals.Length)], zone),
        };

        ValueFilter Filter(string dimension, string[] values) =>
            random.Next(3) switch
            {
                0 => new ValueFilter(Dimension.Find(dimension)!, [], [], values),
                1 => new ValueFilter(Dimension.Find(dimension)!, [], values, []),
                _ => new ValueFilter(Dimension.Find(dimension)!, values, [], []),
            };
    }
}
