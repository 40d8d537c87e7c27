using Microsoft.Extensions.Logging.Abstractions;
using NewsSearch.Archive;
using NewsSearch.Indexing;

namespace NewsSearch.Tests.Indexing;

/// <summary>Index files that are cut short or changed: noticed, set aside, and served around.</summary>
public sealed class DamageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Any_changed_bit_and_any_lost_end_of_any_file_is_noticed()
    {
        await using var stage = RebuildStage.Open(_folder);
        await stage.FillAsync(200);
        stage.Index.Commit(stage.Index.Status.Sequence);
        var generation = stage.Index.Status.Generation;
        Assert.Empty(stage.Index.Generations.Check(generation, deep: true, Cancelled));
        var files = Directory
            .GetFiles(Path.Combine(stage.Lucene, generation))
            // The generation of the commit is also written here; where it is lost, the folder is listed.
            .Where(f => Path.GetFileName(f) is not ("write.lock" or "segments.gen"))
            .ToList();
        Assert.Contains(files, f => f.EndsWith(".tim", StringComparison.Ordinal));
        Assert.Contains(files, f => f.EndsWith(".dvd", StringComparison.Ordinal));
        Assert.Contains(files, f => f.EndsWith(".doc", StringComparison.Ordinal));
        Assert.Contains(files, f => Path.GetFileName(f).StartsWith("segments_", StringComparison.Ordinal));
        var random = new Random(3);
        foreach (var file in files)
        {
            var bytes = await File.ReadAllBytesAsync(file, Cancelled);
            var changed = (byte[])bytes.Clone();
            changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));
            AssertNoticed(changed);
            AssertNoticed(bytes[..random.Next(bytes.Length)]);
            Overwrite(file, bytes);
            Assert.Empty(stage.Index.Generations.Check(generation, deep: false, Cancelled));

            void AssertNoticed(byte[] damaged)
            {
                Overwrite(file, damaged);
                Assert.True(
                    stage.Index.Generations.Check(generation, deep: false, Cancelled).Count > 0,
                    Path.GetFileName(file)
                );
            }
        }
    }

    [Theory]
    [InlineData(".tim")]
    [InlineData(".doc")]
    [InlineData(".dvd")]
    [InlineData(".si")]
    [InlineData("segments_")]
    public async Task A_start_on_a_damaged_generation_serves_the_one_before_and_asks_for_a_rebuild(string part)
    {
        string old;
        string damaged;
        await using (var stage = RebuildStage.Open(_folder))
        {
            await stage.FillAsync(200);
            old = stage.Index.Status.Generation;
            damaged = (await stage.RebuildAsync()).Generation!;
            await stage.FillAsync(30, from: 200);
        }
        Damage(damaged, part);

        await using var next = RebuildStage.Open(_folder);
        next.Rebuilds.Recover();
        Assert.Equal(old, next.Index.Status.Generation);
        Assert.Contains(next.Index.Generations.Notes, n => n.Contains(damaged, StringComparison.Ordinal));
        Assert.Contains(next.Index.Generations.List(), g => g.State == GenerationState.Damaged);
        Assert.NotNull(next.Index.Generations.NeedsRebuild);
        await next.Indexing.RunAsync(Cancelled);
        Assert.Equal(230, next.Total());
        var run = (await next.Rebuilds.RunAsync(Cancelled))!;
        Assert.Equal((RebuildState.Completed, "system"), (run.State, run.StartedBy));
        Assert.Null(next.Index.Generations.NeedsRebuild);
        Assert.Equal(230, next.Total());
    }

    [Fact]
    public async Task A_generation_whose_first_commit_is_cut_short_was_never_complete_and_is_no_damage()
    {
        await using var stage = RebuildStage.Open(_folder);
        await stage.FillAsync(50);
        const string begun = "000009";
        var folder = Directory.CreateDirectory(Path.Combine(stage.Lucene, begun)).FullName;
        byte[] cut = [0x3F, 0xD7, 0x6C, 0x17, 0x08];
        await File.WriteAllBytesAsync(Path.Combine(folder, "segments_1"), cut, Cancelled);
        Assert.Equal(GenerationState.Building, StateOf());
        await File.WriteAllBytesAsync(Path.Combine(folder, "segments_2"), cut, Cancelled);
        Assert.Equal(GenerationState.Damaged, StateOf());
        File.Delete(Path.Combine(folder, "segments_2"));
        stage.Index.Generations.Clean(unfinished: null, keep: 1);
        Assert.False(Directory.Exists(folder));
        Assert.Equal(50, stage.Total());

        GenerationState StateOf() => stage.Index.Generations.List().Single(g => g.Name == begun).State;
    }

    [Fact]
    public async Task Damage_that_appears_while_serving_is_served_around()
    {
        await using var stage = RebuildStage.Open(_folder);
        await stage.FillAsync(300);
        var old = stage.Index.Status.Generation;
        var damaged = (await stage.RebuildAsync()).Generation!;
        using var health = new IndexHealth(
            stage.Index,
            stage.Indexing,
            stage,
            stage.Rebuilds,
            TimeProvider.System,
            NullLogger<IndexHealth>.Instance
        );
        Assert.Empty(await health.CheckAsync(Cancelled));
        Damage(damaged, ".doc");

        Assert.NotEmpty(await health.CheckAsync(Cancelled));

        Assert.Equal(old, stage.Index.Status.Generation);
        await stage.Indexing.RunAsync(Cancelled);
        Assert.Equal(300, stage.Total());
        Assert.DoesNotContain(damaged, stage.Folders());
        Assert.Equal("system", stage.Archive.Rebuilds.Active!.StartedBy);
        Assert.Equal(RebuildState.Completed, (await stage.Rebuilds.RunAsync(Cancelled))!.State);
    }

    private void Damage(string generation, string part)
    {
        var folder = Path.Combine(_folder.FullName, "lucene", generation);
        var file = Directory
            .GetFiles(folder)
            .First(f =>
                f.EndsWith(part, StringComparison.Ordinal)
                || Path.GetFileName(f).StartsWith(part, StringComparison.Ordinal)
            );
        var bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 4;
        Overwrite(file, bytes);
    }

    // By another file: what is mapped already must not become shorter under the engine.
    private static void Overwrite(string path, byte[] bytes)
    {
        var replaced = path + ".tmp";
        File.WriteAllBytes(replaced, bytes);
        File.Move(replaced, path, overwrite: true);
    }
}
