using Lucene.Net.Index;
using Lucene.Net.Store;
using NewsSearch.Indexing;
using NewsSearch.Providers.LuceneIndex;
using NewsSearch.Tests.Snapshots;

namespace NewsSearch.Tests.LuceneIndex;

/// <summary>The description of the index is compared with a real one.</summary>
public sealed class IndexFieldsTests
{
    [Fact]
    public async Task Every_field_of_a_real_index_is_described_as_it_is()
    {
        using var folder = new TemporaryFolder();
        var described = new IndexFields().All.ToDictionary(f => f.Name, f => f.Kind);
        await using (var data = new SnapshotData(folder.FullName))
        {
            await SnapshotData.SaveAsync(data.Archive, [Complete()]);
            await SnapshotData.SaveAsync(data.Archive, [Complete() with { Body = "Another body." }]);
            await data.Indexing.RunAsync(TestContext.Current.CancellationToken);
            await data.Indexing.CommitAsync(TestContext.Current.CancellationToken);
        }
        using var directory = FSDirectory.Open(
            System
                .IO.Directory.GetDirectories(folder.Path("lucene"))
                .Single(d => !d.Contains(".damaged", StringComparison.Ordinal))
        );
        using var reader = DirectoryReader.Open(directory);
        var written = reader
            .Leaves.SelectMany(l => ((AtomicReader)l.Reader).FieldInfos)
            .ToDictionary(
                i => i.Name,
                i =>
                    i.DocValuesType != DocValuesType.NONE ? IndexFieldKind.Column
                    : i.IndexOptions >= IndexOptions.DOCS_AND_FREQS_AND_POSITIONS ? IndexFieldKind.Words
                    : IndexFieldKind.Term
            );
        Assert.Equal(
            described.OrderBy(f => f.Key, StringComparer.Ordinal),
            written.OrderBy(f => f.Key, StringComparer.Ordinal)
        );
    }

    [Fact]
    public void A_generation_of_another_schema_is_refused_by_the_names_of_the_fields()
    {
        var fields = new IndexFields();
        Assert.All(fields.All, f => Assert.InRange(f.Changed, f.Since, fields.Version));
        Assert.Contains(fields.All, f => f.Changed == fields.Version);
        Assert.Contains("wc", fields.Incompatible(1), StringComparison.Ordinal);
        Assert.Equal(["folded-words"], ((IIndexFields)fields).Analyzers);
        Assert.Contains("newer program", fields.Incompatible(fields.Version + 1), StringComparison.Ordinal);
    }

    private static Articles.Article Complete() =>
        new()
        {
            Id = "1",
            Source = Articles.SourceId.FromName("Source"),
            Via = [new Articles.Carrier("inkl", null, null)],
            Headline = "Headline",
            Body = "Body.",
            Byline = "By A",
            Authors = ["A"],
            Dateline = "Paris",
            Section = "World",
            Genre = "Analysis",
            Language = "en",
            Topics = [new Articles.Topic("economy")],
            Places = ["France"],
            Images = [new Articles.ArticleImage(null, "Caption", "Credit")],
            Published = new Articles.PublishedDate(DateTimeOffset.UnixEpoch, Articles.DatePrecision.Day),
            Modified = DateTimeOffset.UnixEpoch,
            Retrieved = DateTimeOffset.UnixEpoch,
            Completeness = Articles.Completeness.Full,
        };
}
