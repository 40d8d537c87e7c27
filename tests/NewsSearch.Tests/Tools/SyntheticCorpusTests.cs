using System.Text;
using System.Text.Json;
using NewsSearch.Providers.LinguaDetection;
using NewsSearch.Search;
using NewsSearch.Tools.Bench;
using NewsSearch.Tools.Corpus;

namespace NewsSearch.Tests.Tools;

public sealed class SyntheticCorpusTests
{
    private static readonly Vocabulary Words = new();

    [Fact]
    public void An_article_is_the_same_in_every_size_and_run()
    {
        var large = Lines(50, sorted: false);
        Assert.Equal(Lines(10, sorted: false), large.Take(10));
        Assert.Equal(50, large.Distinct().Count());
    }

    [Fact]
    public void Sorting_changes_the_dates_only()
    {
        var sorted = Lines(200, sorted: true).Select(l => CorpusArticle.Parse(Encoding.UTF8.GetBytes(l))).ToList();
        var random = Lines(200, sorted: false).Select(l => CorpusArticle.Parse(Encoding.UTF8.GetBytes(l))).ToList();
        Assert.Equal(sorted.Select(a => a.Date).Order(StringComparer.Ordinal), sorted.Select(a => a.Date));
        Assert.NotEqual(random.Select(a => a.Date).Order(StringComparer.Ordinal), random.Select(a => a.Date));
        Assert.Equal(random.Select(a => a.Body), sorted.Select(a => a.Body));
    }

    [Fact]
    public void Articles_have_the_promised_shape()
    {
        var articles = Lines(500, sorted: false).Select(l => CorpusArticle.Parse(Encoding.UTF8.GetBytes(l))).ToList();
        Assert.All(articles, a => Assert.InRange(a.Topics.Count, 1, 3));
        Assert.All(articles, a => Assert.Equal(a.Topics.Count, a.Topics.Distinct().Count()));
        Assert.All(articles, a => Assert.Matches(@"^src-\d{3}$", a.Source));
        Assert.All(articles, a => Assert.Matches(@"^20(0[5-9]|1\d|2[0-4])-\d\d-\d\d$", a.Date));
        Assert.Contains(articles, a => a.Topics.Any(t => t.Contains('/', StringComparison.Ordinal)));
        Assert.InRange(articles.Average(a => a.Body.Split([' ', '\n']).Length), 380, 480);
    }

    [Fact]
    public void Articles_read_as_english_to_a_language_detector()
    {
        var articles = Lines(100, sorted: false).Select(l => CorpusArticle.Parse(Encoding.UTF8.GetBytes(l)));
        var detector = new LinguaLanguageDetector();
        Assert.All(articles, a => Assert.Equal("en", detector.Detect(a.Title, a.Body)));
    }

    [Fact]
    public void The_query_log_has_200_readable_queries_of_every_class()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(file, new SyntheticQueries(Words).Rows());
            var queries = LoggedQuery.Load(file);
            Assert.Equal(200, queries.Count);
            Assert.Equal(
                ["all", "and", "filter", "freq1", "mid1", "or", "phrase", "prefix", "rare1"],
                queries.Select(q => q.Class).Distinct().Order(StringComparer.Ordinal)
            );
            Assert.All(queries, q => q.ToRequest(SortOrder.Relevance, facets: true));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void A_logged_query_asks_for_three_facets_and_includes_its_last_day()
    {
        var query = new LoggedQuery(
            "filter",
            "and",
            ["grain", "ships"],
            "src-004",
            new DateOnly(2010, 1, 1),
            new DateOnly(2010, 12, 31)
        );
        var request = query.ToRequest(SortOrder.Newest, facets: true);
        var and = Assert.IsType<AndNode>(request.Query.Root);
        Assert.Equal([new WordNode("grain", QueryField.Text), new WordNode("ships", QueryField.Text)], and.Children);
        Assert.Equal(["src-004"], Assert.Single(request.Filters).Any);
        Assert.Equal(
            new DateInterval(
                new DateTime(2010, 1, 1, 0, 0, 0, DateTimeKind.Unspecified),
                new DateTime(2011, 1, 1, 0, 0, 0, DateTimeKind.Unspecified)
            ),
            request.Date!.Interval
        );
        Assert.Equal([("source", 300), ("topic", 200)], request.Facets.Select(f => (f.Dimension.Name, f.Size)));
        Assert.Equal(HistogramInterval.Month, request.Histogram!.Interval);
        Assert.Equal((SortOrder.Newest, 10), (request.Sort, request.Limit));
    }

    private static List<string> Lines(int count, bool sorted)
    {
        using var output = new MemoryStream();
        new SyntheticCorpus(Words, count, sorted).WriteTo(output, TestContext.Current.CancellationToken);
        var lines = Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, l => JsonDocument.Parse(l).Dispose());
        return [.. lines];
    }
}
