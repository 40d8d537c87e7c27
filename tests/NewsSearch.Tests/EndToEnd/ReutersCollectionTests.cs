using System.Text;
using System.Text.RegularExpressions;
using NewsSearch.Archive;
using NewsSearch.Articles;
using NewsSearch.Extraction;
using NewsSearch.Indexing;
using NewsSearch.Providers.LuceneIndex;
using NewsSearch.Providers.SqliteArchive;
using NewsSearch.Search;
using NewsSearch.Sources;

namespace NewsSearch.Tests.EndToEnd;

/// <summary>The whole Reuters-21578 collection through archive and index, against counts taken from the SGML itself.</summary>
public sealed partial class ReutersCollectionTests : IDisposable
{
    private const int Items = 21_578;
    private const int WithoutBody = 2_535;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Every_item_is_archived_and_topic_counts_agree_with_the_collection()
    {
        var files = Directory
            .GetFiles(SharedData.Require("reuters21578"), "*.sgm")
            .Order(StringComparer.Ordinal)
            .ToList();
        var cancellation = TestContext.Current.CancellationToken;
        await using var archive = SqliteNewsArchive.Open(_folder.Path("archive.db"), TimeProvider.System);
        using var index = LuceneArticleIndex.Open(_folder.Path("lucene"), TimeProvider.System);
        var ingestion = new Ingestion(archive, ArticleReaders.Default, new NoTrigger(), TimeProvider.System);
        var expected = new Dictionary<string, long>(StringComparer.Ordinal);
        long created = 0;
        foreach (var file in files)
        {
            await using var bytes = File.OpenRead(file);
            var report = await ingestion.IngestAsync(bytes, new IngestOptions(), cancellation);
            created += report.Outcomes[IngestOutcome.Created];
            CountTopics(File.ReadAllText(file, Encoding.Latin1), expected);
        }
        Assert.Equal(Items, created);
        Assert.Equal(Items, await new IndexingJob(archive, index, TimeProvider.System).RunAsync(cancellation));
        Assert.Equal(WithoutBody, HeadlinesOnly(archive, cancellation));

        var answer = new SearchService(index, archive).Search(
            Request(("facet", "topic,source,date"), ("facet.topic.size", "10000"), ("interval", "month")),
            cancellation
        );

        Assert.Equal(Items, answer.Index.Total);
        var topics = answer.Index.Facets.Single(f => f.Name == "topic");
        Assert.Equal(expected["(none)"], topics.Missing);
        Assert.Equal(0, topics.Other);
        expected.Remove("(none)");
        Assert.Equal(
            expected.OrderBy(t => t.Key, StringComparer.Ordinal),
            topics.Values.ToDictionary(v => v.Value, v => v.Count).OrderBy(t => t.Key, StringComparer.Ordinal)
        );
        Assert.Equal(Items, answer.Index.Facets.Single(f => f.Name == "source").Values.Single().Count);
        var histogram = answer.Index.Histogram!;
        Assert.Equal(Items, histogram.Buckets.Sum(b => b.Count) + histogram.Undated + histogram.OutOfRange);
        foreach (var (topic, count) in expected)
        {
            var found = index.Search(Request(("topic", topic), ("limit", "1")), cancellation);
            Assert.Equal((topic, count), (topic, found.Total));
        }
    }

    public void Dispose() => _folder.Dispose();

    private static SearchRequest Request(params (string Name, string Value)[] parameters) =>
        SearchParameters.Parse(
            parameters.Select(p => KeyValuePair.Create(p.Name, (IReadOnlyList<string>)[p.Value])),
            DateTimeOffset.UnixEpoch
        );

    private static int HeadlinesOnly(SqliteNewsArchive archive, CancellationToken cancellation) =>
        archive
            .ReadChanges(0, archive.LastSequence, cancellation)
            .Sum(batch => batch.Count(a => a.Article.Completeness == Completeness.Headline));

    // Counted by items and without the reader under test: an item that names a topic twice counts once.
    private static void CountTopics(string sgml, Dictionary<string, long> counts)
    {
        foreach (Match item in Topics().Matches(sgml))
        {
            var topics = Topic()
                .Matches(item.Groups["topics"].Value)
                .Select(m => m.Groups["topic"].Value)
                .Distinct()
                .ToList();
            foreach (var topic in topics.DefaultIfEmpty("(none)"))
                counts[topic] = counts.GetValueOrDefault(topic) + 1;
        }
    }

    [GeneratedRegex("<TOPICS>(?<topics>.*?)</TOPICS>", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Topics();

    [GeneratedRegex("<D>(?<topic>.*?)</D>", RegexOptions.ExplicitCapture)]
    private static partial Regex Topic();

    private sealed class NoTrigger : IIndexingTrigger
    {
        public void Request() { }
    }
}
