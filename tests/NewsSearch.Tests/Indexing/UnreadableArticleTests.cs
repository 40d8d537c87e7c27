using Microsoft.Data.Sqlite;
using NewsSearch.Archive;
using NewsSearch.Search;

namespace NewsSearch.Tests.Indexing;

/// <summary>Damaged bytes of one article: it is set aside and listed, and indexing goes on with the others.</summary>
public sealed class UnreadableArticleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Catching_up_goes_on_behind_a_text_that_cannot_be_unpacked_and_lists_it()
    {
        await using var stage = RebuildStage.Open(_folder);
        var last = await stage.SaveAsync([.. Enumerable.Range(0, 200).Select(n => $"a{n}")]);
        Execute("UPDATE body SET data = zeroblob(length(data)) WHERE seq = 7");
        Execute("UPDATE change SET meta = zeroblob(length(meta)) WHERE seq = 9");

        await stage.Indexing.RunAsync(Cancelled);

        Assert.Equal(last, stage.Index.Status.Sequence);
        // Without its text an article is found by all else; without anything else it is not.
        Assert.Equal(199, stage.Total());
        Assert.Equal(
            [(7L, "a6", ArticlePart.Text), (9L, "a8", ArticlePart.Description)],
            stage.Archive.Unreadable.List(10).Select(u => (u.Sequence, u.Id, u.Damage.Part))
        );
        Assert.Equal(1, stage.Archive.Unreadable.Counts(8)[ArticlePart.Text]);
        Assert.DoesNotContain(ArticlePart.Description, stage.Archive.Unreadable.Counts(8).Keys);
        // Every page of every search can be shown.
        var service = new SearchService(stage.Index, stage.Archive);
        var all = service.Search(SearchParameters.Parse([new("limit", ["1000"])], default), Cancelled);
        Assert.Equal(199, all.Items.Count);
        Assert.Null(all.Items.Single(i => i.Article.Id == "a6").Article.Body);
    }

    [Fact]
    public async Task A_rebuild_counts_what_cannot_be_read_and_takes_the_rest_live()
    {
        await using var stage = RebuildStage.Open(_folder);
        await stage.FillAsync(300);
        // Damaged behind their indexing: the live generation still knows both.
        Execute("UPDATE body SET data = zeroblob(length(data)) WHERE seq = 50");
        Execute("UPDATE change SET meta = zeroblob(length(meta)) WHERE seq = 60");

        var run = await stage.RebuildAsync();

        Assert.True(run.State == RebuildState.Completed, string.Join('\n', run.Findings));
        Assert.Equal(1, run.Errors["unreadable-text"]);
        Assert.Equal(1, run.Errors["unreadable-article"]);
        Assert.Contains(run.Findings, f => f.Contains("a49 (sequence 50)", StringComparison.Ordinal));
        Assert.Contains(run.Findings, f => f.Contains("a59 (sequence 60)", StringComparison.Ordinal));
        Assert.Equal(run.Generation, stage.Index.Status.Generation);
        Assert.Equal(299, stage.Total());
    }

    [Fact]
    public async Task What_is_mended_or_replaced_leaves_the_list()
    {
        await using var stage = RebuildStage.Open(_folder);
        await stage.SaveAsync([.. Enumerable.Range(0, 20).Select(n => $"a{n}")]);
        Execute("CREATE TABLE kept AS SELECT seq, data FROM body");
        Execute("UPDATE body SET data = zeroblob(length(data)) WHERE seq IN (3, 5)");
        await stage.Indexing.RunAsync(Cancelled);
        Assert.Equal([3L, 5L], stage.Archive.Unreadable.List(10).Select(u => u.Sequence));

        // A new version is taken in, whatever became of the text before it.
        await stage.SaveAsync(["a2"]);
        Assert.NotNull(stage.Archive.Find("a2")!.Article.Body);
        Assert.Equal([5L], stage.Archive.Unreadable.List(10).Select(u => u.Sequence));

        Execute("UPDATE body SET data = (SELECT data FROM kept k WHERE k.seq = body.seq) WHERE seq = 5");
        var run = await stage.RebuildAsync();
        Assert.True(run.State == RebuildState.Completed, string.Join('\n', run.Findings));
        Assert.Empty(run.Errors);
        Assert.Empty(stage.Archive.Unreadable.List(10));
    }

    private void Execute(string text)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.Path("archive.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}
