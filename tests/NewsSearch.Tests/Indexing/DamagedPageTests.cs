using System.Buffers.Binary;
using Microsoft.Data.Sqlite;
using NewsSearch.Archive;
using NewsSearch.Articles;
using NewsSearch.Providers.SqliteArchive;
using NewsSearch.Search;
using NewsSearch.Tests.Snapshots;

namespace NewsSearch.Tests.Indexing;

/// <summary>Overwritten pages of a real archive: indexing goes on behind them, and what is lost is listed.</summary>
public sealed class DamagedPageTests : IDisposable
{
    private const int Articles = 2_000;

    /// <summary>Types of pages of a table's tree, of a list without row numbers and of indexes.</summary>
    private const byte TableInterior = 5;
    private const byte TableLeaf = 13;
    private const byte KeyInterior = 2;
    private const byte KeyLeaf = 10;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("change", TableLeaf, 1, 20)]
    [InlineData("change", TableInterior, 20, 1_000)]
    [InlineData("body", TableLeaf, 0, 0)]
    [InlineData("body", TableInterior, 0, 0)]
    [InlineData("article", KeyLeaf, 0, 0)]
    [InlineData("article", KeyInterior, 0, 0)]
    public async Task Catching_up_and_a_rebuild_go_on_behind_a_damaged_page(
        string table,
        byte type,
        int leastLost,
        int mostLost
    )
    {
        // Small pages make trees of several levels out of few rows.
        Execute("PRAGMA page_size = 512; VACUUM");
        long last;
        await using (var stage = RebuildStage.Open(_folder))
        {
            foreach (var some in Enumerable.Range(0, Articles).Chunk(200))
                await stage.SaveAsync([.. some.Select(n => $"a{n}")]);
            // Some are replaced: their first versions are older ones.
            last = await stage.SaveAsync([.. Enumerable.Range(0, 100).Select(n => $"a{n}")]);
        }
        Damage(table, type);

        await using (var stage = RebuildStage.Open(_folder))
        {
            await stage.Indexing.RunAsync(Cancelled);

            Assert.Equal(last, stage.Index.Status.Sequence);
            var listed = stage.Archive.Unreadable.List(int.MaxValue);
            var lost = listed.Where(u => u.Damage.Part == ArticlePart.Description).Select(u => u.Id).ToHashSet();
            Assert.InRange(lost.Count, leastLost, mostLost);
            Assert.Equal(lost.Count, stage.Archive.Unreadable.Counts(last).GetValueOrDefault(ArticlePart.Description));
            // Each article is either found or listed, and none is both.
            Assert.Equal(Articles - lost.Count, stage.Total());
            Assert.Equal(Enumerable.Range(0, Articles).Select(n => $"a{n}").Except(lost).Order(), Found(stage).Order());
            if (table == "body")
                Assert.Contains(listed, u => u.Damage.Part == ArticlePart.Text);

            var run = await stage.RebuildAsync();
            Assert.True(run.State == RebuildState.Completed, string.Join('\n', run.Findings));
            Assert.Equal(listed.Count, run.Errors.Values.Sum());
            Assert.Equal(
                listed.Count > 0,
                run.Findings.Any(f => f.StartsWith("set aside: ", StringComparison.Ordinal))
            );
            Assert.Equal(Articles - lost.Count, stage.Total());
        }
    }

    [Fact]
    public async Task What_was_indexed_before_its_page_was_damaged_is_still_searched_and_its_loss_is_told_by_a_rebuild()
    {
        await using (var stage = RebuildStage.Open(_folder))
        {
            await stage.FillAsync(1_000);
            await stage.Indexing.CommitAsync(Cancelled);
        }
        Damage("change", TableLeaf);

        await using (var stage = RebuildStage.Open(_folder))
        {
            Assert.Equal(1_000, stage.Total());
            // Every page of the answer is shown, with what is known of the lost ones.
            Assert.Equal(1_000, Found(stage).Distinct().Count());

            var run = await stage.RebuildAsync();
            Assert.True(run.State == RebuildState.Completed, string.Join('\n', run.Findings));
            var lost = stage.Archive.Unreadable.List(int.MaxValue);
            Assert.NotEmpty(lost);
            Assert.Equal(lost.Count, run.Errors["unreadable-article"]);
            Assert.Equal(1_000 - lost.Count, stage.Total());
        }
    }

    [Theory]
    [InlineData("change", TableLeaf)]
    [InlineData("article", KeyLeaf)]
    public async Task An_item_whose_article_lies_on_a_damaged_page_is_quarantined_and_the_others_are_stored(
        string table,
        byte type
    )
    {
        Execute("PRAGMA page_size = 512; VACUUM");
        // Sorted in at once, so that both tables have their rows.
        await using (
            var archive = SqliteNewsArchive.Open(_folder.Path("archive.db"), TimeProvider.System, mostArrivals: 1)
        )
            await SnapshotData.SaveAsync(archive, [.. Enumerable.Range(0, 300).Select(n => Said($"a{n}", "first"))]);
        Damage(table, type);
        await using var damaged = SqliteNewsArchive.Open(_folder.Path("archive.db"), TimeProvider.System);
        var articles = Enumerable.Range(0, 400).Select(n => Said($"a{n}", "second")).ToList();

        var saved = await SnapshotData.SaveAsync(damaged, articles);

        var quarantined = saved.Items.Where(i => i.Outcome == IngestOutcome.Quarantined).ToList();
        Assert.InRange(quarantined.Count, 1, 60);
        Assert.All(quarantined, q => Assert.Contains("recover", q.Reason, StringComparison.Ordinal));
        Assert.Equal(
            400 - quarantined.Count,
            saved.Items.Count(i => i.Outcome is IngestOutcome.Created or IngestOutcome.Updated)
        );
        Assert.Equal(100, saved.Items.Skip(300).Count(i => i.Outcome == IngestOutcome.Created));
        foreach (var (item, n) in saved.Items.Select((item, n) => (item, n)))
            if (item.Outcome != IngestOutcome.Quarantined)
                Assert.Equal("second", damaged.Find($"a{n}")!.Article.Body);
        Assert.Equal(700, damaged.LedgerTotals().Values.Sum());
    }

    [Fact]
    public async Task A_damaged_page_of_articles_that_wait_is_told_at_the_start_and_all_of_them_are_recovered()
    {
        Execute("PRAGMA page_size = 512; VACUUM");
        var path = _folder.Path("archive.db");
        await using (var archive = SqliteNewsArchive.Open(path, TimeProvider.System))
            await SnapshotData.SaveAsync(
                archive,
                [.. Enumerable.Range(0, 300).Select(n => Said($"a{n}", $"text {n}"))]
            );
        Damage("arrival", TableLeaf);

        var refused = Assert.Throws<ArchiveUnreadableException>(() =>
            SqliteNewsArchive.Open(path, TimeProvider.System)
        );
        Assert.Contains("recover", refused.Message, StringComparison.Ordinal);
        var target = _folder.Path("recovered.db");
        Assert.Empty(ArchiveRecovery.Run(path, target, Cancelled).Lost);

        await using var recovered = SqliteNewsArchive.Open(target, TimeProvider.System);
        for (var n = 0; n < 300; n++)
            Assert.Equal($"text {n}", recovered.Find($"a{n}")!.Article.Body);
        Assert.True(ArchiveInspection.Run(target, Cancelled).IsSound);
    }

    private static Article Said(string id, string text) =>
        new()
        {
            Id = id,
            Identifiers = [id],
            Source = SourceId.FromName("Wire"),
            Headline = $"Headline of {id}",
            Body = text,
            Completeness = Completeness.Full,
            Retrieved = DateTimeOffset.UnixEpoch,
        };

    private static List<string> Found(RebuildStage stage)
    {
        var service = new SearchService(stage.Index, stage.Archive);
        var found = new List<string>();
        SearchRequest? next = SearchParameters.Parse([new("limit", ["500"])], default);
        while (next is not null)
        {
            var answer = service.Search(next, Cancelled);
            found.AddRange(answer.Items.Select(i => i.Article.Id));
            next = answer.Index.Next is { } cursor ? next with { After = cursor } : null;
        }
        return found;
    }

    // Overwrites the middle page of this kind, as a disk does that loses a block.
    private void Damage(string table, byte type)
    {
        var path = _folder.Path("archive.db");
        var root = (long)Execute($"SELECT rootpage FROM sqlite_master WHERE name = '{table}'")!;
        var bytes = File.ReadAllBytes(path);
        var size = BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(16));
        var pages = Tree(bytes, size, (int)root).Where(p => p != root && bytes[(p - 1) * size] == type).ToList();
        Assert.NotEmpty(pages);
        bytes.AsSpan((pages[pages.Count / 2] - 1) * size, size).Fill(0xA5);
        File.WriteAllBytes(path, bytes);
    }

    private object? Execute(string text)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.Path("archive.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = text;
        return command.ExecuteScalar();
    }

    // The pages of a tree from its root on: interior ones name their children.
    private static IEnumerable<int> Tree(byte[] bytes, int size, int page)
    {
        yield return page;
        var start = (page - 1) * size;
        if (bytes[start] is not (TableInterior or KeyInterior))
            yield break;
        var cells = BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(start + 3));
        var children = Enumerable
            .Range(0, cells)
            .Select(n => start + BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(start + 12 + 2 * n)))
            .Append(start + 8)
            .Select(at => (int)BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at)));
        foreach (var child in children.SelectMany(c => Tree(bytes, size, c)))
            yield return child;
    }
}
