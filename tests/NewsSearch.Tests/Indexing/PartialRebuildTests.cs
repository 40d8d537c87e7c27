using NewsSearch.Archive;
using NewsSearch.Tests.LuceneIndex;

namespace NewsSearch.Tests.Indexing;

/// <summary>Rebuilds that read the articles of some sources and take over those of the others.</summary>
public sealed class PartialRebuildTests : IDisposable
{
    private const int Articles = 600;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_wrong_with_a_named_source_is_mended_and_the_index_is_that_of_a_whole_rebuild()
    {
        await using var stage = RebuildStage.Open(_folder);
        await stage.FillAsync(Articles);
        var named = stage.Archive.Sources()[0].Id;
        var wrong = Current(stage).Where(a => a.Article.Source.Id == named).Take(40).ToList();
        // Lost, with another text, and under another source.
        var other = stage.Archive.Sources()[1];
        stage.Index.Apply([.. wrong.Take(15).Select(a => a with { IsDeleted = true })]);
        stage.Index.Apply([.. wrong.Skip(15).Take(15).Select(a => Changed(a, a.Article with { Body = "wrong" }))]);
        stage.Index.Apply([
            .. wrong.Skip(30).Select(a => Changed(a, a.Article with { Source = new(other.Id, other.Name) })),
        ]);
        stage.Index.Refresh(stage.Index.Status.Sequence);

        var found = await RunAsync(stage, [named]);
        // The new generation agrees with the archive in every count and checksum; the wrong one answered otherwise.
        Assert.Equal(RebuildState.VerificationFailed, found.State);
        Assert.All(found.Findings, f => Assert.StartsWith("search ", f, StringComparison.Ordinal));
        stage.Rebuilds.Force(found, "the live one is wrong");
        var part = (await stage.Rebuilds.RunAsync(Cancelled))!;

        Assert.True(part.State == RebuildState.Completed, string.Join('\n', part.Findings));
        Assert.Equal([named], stage.Archive.Rebuilds.Find(part.Id)!.Sources!);
        Assert.Equal(Articles, part.Done);
        var mended = Dump(stage, part);
        var whole = await RunAsync(stage, sources: null);
        Assert.True(whole.State == RebuildState.Completed, string.Join('\n', whole.Findings));
        Assert.Null(whole.Sources);
        Assert.Equal(Dump(stage, whole), mended);
    }

    [Fact]
    public async Task What_is_wrong_with_another_source_is_found_before_the_swap()
    {
        await using var stage = RebuildStage.Open(_folder);
        await stage.FillAsync(Articles);
        var (named, other) = (stage.Archive.Sources()[0].Id, stage.Archive.Sources()[1].Id);
        var lost = Current(stage).First(a => a.Article.Source.Id == other);
        stage.Index.Apply([lost with { IsDeleted = true }]);
        stage.Index.Refresh(stage.Index.Status.Sequence);
        var live = stage.Index.Status.Generation;

        var run = await RunAsync(stage, [named]);

        Assert.Equal(RebuildState.VerificationFailed, run.State);
        Assert.Contains($"source {other}: archive ", string.Join('\n', run.Findings), StringComparison.Ordinal);
        Assert.Equal(live, stage.Index.Status.Generation);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(300)]
    [InlineData(Articles + 100)]
    public async Task Stopped_anywhere_it_goes_on_from_its_checkpoint_and_brings_what_was_written_meanwhile(int at)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var read = 0;
        ArchivedArticle Read(ArchivedArticle article)
        {
            if (++read == at)
                stop.Cancel();
            return article;
        }
        await using var stage = RebuildStage.Open(
            _folder,
            settings: RebuildStage.Settings with
            {
                CheckpointInterval = TimeSpan.Zero,
            },
            archive: a => new ForgetfulArchive(a, Read)
        );
        await stage.FillAsync(Articles);
        var named = stage.Archive.Sources().Take(2).Select(s => s.Id).ToList();
        // The live generation shows what the taken over part is; the rest comes from the archive alone.
        await stage.SaveAsync([.. Enumerable.Range(Articles - 100, 600).Select(n => $"a{n}")]);
        stage.Rebuilds.Start("admin", null, named);

        var stopped = (await stage.Rebuilds.RunAsync(stop.Token))!;
        Assert.Equal(RebuildState.Running, stopped.State);
        Assert.InRange(stopped.Checkpoint, 1, stage.Archive.LastSequence - 1);
        var checkpoint = stopped.Checkpoint;
        // Also what is indexed in the live generation now is not in what was taken over.
        await stage.Indexing.RunAsync(Cancelled);
        read = int.MinValue / 2;
        var run = (await stage.Rebuilds.RunAsync(Cancelled))!;

        Assert.True(run.State == RebuildState.Completed, string.Join('\n', run.Findings));
        Assert.Equal(stopped.Generation, run.Generation);
        Assert.True(read - int.MinValue / 2 <= stage.Archive.LastSequence - checkpoint + 200);
        Assert.Equal(stage.Archive.Sources().Sum(s => s.Articles), stage.Total());
        var resumed = Dump(stage, run);
        var whole = await RunAsync(stage, sources: null);
        Assert.Equal(Dump(stage, whole), resumed);
    }

    private static ArchivedArticle Changed(ArchivedArticle stored, Articles.Article article) =>
        stored with
        {
            IsFirst = false,
            Article = article,
        };

    private static List<ArchivedArticle> Current(RebuildStage stage) =>
        [
            .. stage
                .Archive.ReadChanges(0, stage.Archive.LastSequence, Cancelled)
                .SelectMany(b => b)
                .Where(a => !a.IsOlder),
        ];

    private static async Task<RebuildRun> RunAsync(RebuildStage stage, IReadOnlyList<string>? sources)
    {
        stage.Rebuilds.Start("admin", null, sources);
        return (await stage.Rebuilds.RunAsync(Cancelled))!;
    }

    // That an article has nothing in a field is written or not, by what else is in its segment.
    private static IEnumerable<string> Dump(RebuildStage stage, RebuildRun run) =>
        IndexDump
            .Of(Path.Combine(stage.Lucene, run.Generation!))
            .Where(l => !l.EndsWith(" norm 0", StringComparison.Ordinal));
}
