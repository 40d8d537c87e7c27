using System.Globalization;
using System.IO.Compression;
using Lucene.Net.Analysis.Core;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Lucene.Net.Util;
using NewsSearch.Indexing;
using NewsSearch.Providers.LuceneIndex;
using NewsSearch.Search;
using NewsSearch.Tests.Contracts;

namespace NewsSearch.Tests.LuceneIndex;

/// <summary>
/// Generations that earlier versions of the program wrote stay readable. A change of the index format adds a fixture:
/// <c>NEWSSEARCH_WRITE_FIXTURE=tests/NewsSearch.Tests/LuceneIndex/Fixtures dotnet test --filter-method '*writes_the_fixture'</c>
/// before the change.
/// </summary>
public sealed class OlderGenerationTests : IDisposable
{
    private const string Expected = "expected.tsv";
    private const string Generation = "000001";

    private static readonly string[] Queries =
    [
        "",
        "q=ceasefire",
        "q=%22the+cocoa%22",
        "q=harvest&match=exact",
        "q=headline:turkey",
        "q=wahl&topic=politics",
        "q=اسرائيل",
        "source=wire",
        "date=2021",
        "date=unknown",
        "q=wc%3E10",
        "q=sent(talks+AND+tariff)",
    ];

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("schema-2.zip")]
    [InlineData("schema-3.zip")]
    public void An_index_that_was_written_then_answers_and_takes_changes_now(string fixture)
    {
        var lucene = _folder.Path("lucene");
        using (var packed = typeof(OlderGenerationTests).Assembly.GetManifestResourceStream(fixture)!)
            ZipFile.ExtractToDirectory(packed, Path.Combine(lucene, Generation));
        var expected = File.ReadAllLines(Path.Combine(lucene, Generation, Expected));
        File.Delete(Path.Combine(lucene, Generation, Expected));
        File.WriteAllText(Path.Combine(lucene, "current"), Generation);

        using var index = LuceneArticleIndex.Open(lucene, TimeProvider.System);

        Assert.Equal(Generation, index.Status.Generation);
        Assert.Equal(expected, Lines(index));
        Assert.Equal(
            index.Status.SchemaVersion == index.Generations.SchemaVersion,
            index.Generations.NeedsRebuild is null
        );
        // What is missing is told by the names of the fields.
        var changed = ((IIndexFields)new IndexFields()).ChangedSince(index.Status.SchemaVersion);
        Assert.All(changed, f => Assert.Contains(f.Name, index.Generations.NeedsRebuild!, StringComparison.Ordinal));
        var before = index.Status;
        index.Apply([new RandomNews(4).Next("new", before.Sequence + 1, isFirst: true)]);
        index.Refresh(before.Sequence + 1);
        Assert.Equal(before.Documents + 1, index.Status.Documents);
        // Some of the older versions would be worse than none.
        if (before.SchemaVersion < 4)
            Assert.Equal("versions", Assert.Throws<ParameterException>(() => Search(index, "versions=any")).Parameter);
    }

    [Fact]
    public void A_generation_of_unknown_fields_is_left_alone_and_built_again()
    {
        var lucene = _folder.Path("lucene");
        using (var directory = FSDirectory.Open(Path.Combine(lucene, Generation)))
        using (
            var writer = new IndexWriter(
                directory,
                new IndexWriterConfig(LuceneVersion.LUCENE_48, new KeywordAnalyzer())
            )
        )
            writer.SetCommitData(new Dictionary<string, string> { ["sequence"] = "7", ["schema"] = "1" });
        File.WriteAllText(Path.Combine(lucene, "current"), Generation);

        using var index = LuceneArticleIndex.Open(lucene, TimeProvider.System);

        Assert.Equal(("000002", 0L), (index.Status.Generation, index.Status.Sequence));
        Assert.Contains("built again", Assert.Single(index.Generations.Notes), StringComparison.Ordinal);
        Assert.Contains(index.Generations.List(), g => g is { Name: Generation, State: GenerationState.Unreadable });
        var refused = Assert.Throws<GenerationUnusableException>(() => index.Generations.Activate(Generation));
        Assert.Contains("Changed since: of, idh, state, wc", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void This_writes_the_fixture_of_the_format_of_today()
    {
        var target = Environment.GetEnvironmentVariable("NEWSSEARCH_WRITE_FIXTURE");
        Assert.SkipWhen(target is null, "writes a fixture; only with NEWSSEARCH_WRITE_FIXTURE=<folder>");
        var lucene = _folder.Path("lucene");
        int schema;
        string[] expected;
        using (var index = LuceneArticleIndex.Open(lucene, TimeProvider.System))
        {
            ArticleIndexContract.Fill(index, new RandomNews(21), articles: 120, changes: 30);
            (schema, expected) = (index.Status.SchemaVersion, [.. Lines(index)]);
        }
        File.WriteAllLines(Path.Combine(lucene, Generation, Expected), expected);
        File.Delete(Path.Combine(lucene, Generation, "write.lock"));
        var packed = Path.Combine(target, $"schema-{schema}.zip");
        File.Delete(packed);
        ZipFile.CreateFromDirectory(Path.Combine(lucene, Generation), packed, CompressionLevel.SmallestSize, false);
        Assert.InRange(new FileInfo(packed).Length, 1, 200_000);
    }

    private static IEnumerable<string> Lines(LuceneArticleIndex index) =>
        Queries.Select(q => string.Create(CultureInfo.InvariantCulture, $"{q}\t{Search(index, q).Total}"));

    private static IndexAnswer Search(LuceneArticleIndex index, string query) =>
        index.Search(Request(query), Cancelled);

    internal static SearchRequest Request(string query) =>
        SearchParameters.Parse(
            query
                .Split('&', StringSplitOptions.RemoveEmptyEntries)
                .Select(p => p.Split('=', 2))
                .Select(p => new KeyValuePair<string, IReadOnlyList<string>>(
                    p[0],
                    [Uri.UnescapeDataString(p[1].Replace('+', ' '))]
                )),
            DateTimeOffset.UnixEpoch
        );
}
