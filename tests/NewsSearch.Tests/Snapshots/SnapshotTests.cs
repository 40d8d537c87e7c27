using NewsSearch.Archive;
using NewsSearch.Snapshots;

namespace NewsSearch.Tests.Snapshots;

/// <summary>Snapshots of real data: consistent while writes go on, incremental, checked, restored.</summary>
public sealed class SnapshotTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_snapshot_made_while_writes_go_on_is_consistent_and_can_be_relied_on()
    {
        await using var data = new SnapshotData(_folder.Path("data"));
        await data.SaveAsync("before", 400);
        await data.Indexing.RunAsync(Cancelled);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var writing = Task.Run(
            async () =>
            {
                for (var n = 0; !stop.IsCancellationRequested; n++)
                {
                    await data.SaveAsync($"while{n}-", 20);
                    await data.Indexing.RunAsync(Cancelled);
                    await data.Indexing.CommitAsync(Cancelled);
                }
            },
            Cancelled
        );
        var snapshots = new List<SnapshotManifest>();
        for (var n = 0; n < 4; n++)
            snapshots.Add(await data.SnapshotAsync());
        await stop.CancelAsync();
        await writing;

        foreach (var snapshot in snapshots)
        {
            Assert.True(snapshot.Index!.Sequence <= snapshot.Archive.Sequence);
            var check = await data.CheckAsync(snapshot);
            Assert.Empty(check.Problems);
            Assert.Equal(snapshot.Archive.Sequence, check.Articles);
            Assert.True(check.Sampled > 0);
        }
        Assert.Equal(4, snapshots.Select(s => s.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_second_snapshot_adds_only_what_changed()
    {
        await using var data = new SnapshotData(_folder.Path("data"));
        await data.SaveAsync("first", 3_000);
        await data.Indexing.RunAsync(Cancelled);
        var first = await data.SnapshotAsync();
        await data.SaveAsync("second", 30);
        await data.Indexing.RunAsync(Cancelled);
        var second = await data.SnapshotAsync();
        var third = await data.SnapshotAsync();

        Assert.True(second.AddedBytes < first.AddedBytes / 2, $"{first.AddedBytes} then {second.AddedBytes}");
        Assert.True(third.AddedBytes < second.AddedBytes, $"{second.AddedBytes} then {third.AddedBytes}");
        var kept = first.Index!.Files.Select(f => f.Sha256).Intersect(second.Index!.Files.Select(f => f.Sha256));
        Assert.NotEmpty(kept);
        foreach (var snapshot in new[] { first, second, third })
            Assert.Empty((await data.CheckAsync(snapshot)).Problems);
    }

    [Theory]
    [InlineData("lost", "articles: archive 200, index 199")]
    [InlineData("changed", "checksum")]
    public async Task An_index_that_differs_from_its_archive_is_found_by_source_day_and_checksum(
        string fault,
        string expected
    )
    {
        await using var data = new SnapshotData(_folder.Path("data"));
        await data.SaveAsync("a", 200);
        await data.Indexing.RunAsync(Cancelled);
        var article = data.Archive.Find("a7")!;
        var wrong =
            fault == "lost"
                ? article with
                {
                    IsDeleted = true,
                }
                : article with
                {
                    IsFirst = false,
                    Article = article.Article with { Section = "Another" },
                };
        data.Index.Apply([wrong]);
        data.Index.Refresh(data.Index.Status.Sequence);
        var snapshot = await data.SnapshotAsync();

        var problems = (await data.CheckAsync(snapshot)).Problems;

        Assert.Contains(problems, p => p.Contains(expected, StringComparison.Ordinal));
        Assert.Contains(problems, p => p.Contains("a7", StringComparison.Ordinal));
        if (fault == "lost")
        {
            Assert.Contains(problems, p => p.StartsWith("source ", StringComparison.Ordinal));
            Assert.Contains(
                problems,
                p => p.StartsWith("day ", StringComparison.Ordinal) || p.StartsWith("undated", StringComparison.Ordinal)
            );
        }
    }

    [Fact]
    public async Task Deleting_a_snapshot_leaves_what_others_need()
    {
        await using var data = new SnapshotData(_folder.Path("data"), keep: 2);
        var made = new List<SnapshotManifest>();
        for (var n = 0; n < 4; n++)
        {
            await data.SaveAsync($"round{n}-", 200);
            await data.Indexing.RunAsync(Cancelled);
            made.Add(await data.SnapshotAsync());
        }
        var left = data.Store.List().Snapshots;
        Assert.Equal([made[3].Id, made[2].Id], left.Select(s => s.Id));
        data.Store.Delete(made[2].Id);
        Assert.True(data.Store.Sweep() > 0);
        Assert.Empty((await data.CheckAsync(made[3])).Problems);
        Assert.Equal(
            made[3].Stored.Select(f => f.Sha256).Distinct().Order(),
            Directory.GetFiles(Path.Combine(data.Store.Folder, "files")).Select(f => Path.GetFileName(f)!).Order()
        );
    }

    [Fact]
    public async Task Any_changed_byte_of_a_stored_file_is_found()
    {
        await using var data = new SnapshotData(_folder.Path("data"));
        await data.SaveAsync("a", 300);
        await data.Indexing.RunAsync(Cancelled);
        var snapshot = await data.SnapshotAsync();
        var random = new Random(3);
        foreach (var file in snapshot.Stored)
        {
            var path = data.Store.PathOf(file);
            var sound = await File.ReadAllBytesAsync(path, Cancelled);
            await File.WriteAllBytesAsync(path, Flipped(sound, random), Cancelled);
            var check = await data.CheckAsync(snapshot);
            Assert.Contains(check.Problems, p => p.Contains(path, StringComparison.Ordinal));
            Assert.Equal(check.Problems, data.Store.LastCheck(snapshot.Id)!.Problems);
            // What says whether the data is right is not part of the data.
            if (file != snapshot.Golden)
                Assert.ThrowsAny<IOException>(() =>
                    SnapshotRestore.Write(data.Store, snapshot, _folder.Path("out"), Cancelled)
                );
            await File.WriteAllBytesAsync(path, sound[..^1], Cancelled);
            Assert.NotEmpty((await data.CheckAsync(snapshot)).Problems);
            await File.WriteAllBytesAsync(path, sound, Cancelled);
        }
        Assert.Empty((await data.CheckAsync(snapshot)).Problems);
    }

    [Fact]
    public async Task A_damaged_manifest_stands_for_no_snapshot_and_nothing_it_may_need_is_removed()
    {
        await using var data = new SnapshotData(_folder.Path("data"));
        await data.SaveAsync("a", 50);
        await data.Indexing.RunAsync(Cancelled);
        var snapshot = await data.SnapshotAsync();
        var path = Path.Combine(data.Store.Folder, snapshot.Id + ".json");
        var sound = await File.ReadAllTextAsync(path, Cancelled);
        var stored = Directory.GetFiles(Path.Combine(data.Store.Folder, "files")).Length;

        await File.WriteAllTextAsync(
            path,
            sound.Replace($"\"sequence\": {snapshot.Archive.Sequence}", "\"sequence\": 7", StringComparison.Ordinal),
            Cancelled
        );
        var (left, unreadable) = data.Store.List();
        Assert.Empty(left);
        Assert.Equal([snapshot.Id + ".json"], unreadable);
        Assert.Throws<SnapshotDamagedException>(() => data.Store.Find(snapshot.Id));
        data.Store.Sweep();
        Assert.Equal(stored, Directory.GetFiles(Path.Combine(data.Store.Folder, "files")).Length);
        await File.WriteAllTextAsync(path, sound, Cancelled);
        Assert.NotNull(data.Store.Find(snapshot.Id));
        Assert.Null(data.Store.Find("../../" + snapshot.Id));
    }

    [Fact]
    public async Task A_restore_brings_back_the_articles_and_keeps_what_it_replaces()
    {
        var root = _folder.Path("data");
        var snapshots = _folder.Path("snapshots");
        SnapshotManifest snapshot;
        Dictionary<string, Articles.Article> saved;
        await using (var data = new SnapshotData(root, snapshots))
        {
            saved = await data.SaveAsync("kept", 200);
            await data.Indexing.RunAsync(Cancelled);
            snapshot = await data.SnapshotAsync();
            await data.SaveAsync("later", 10);
        }
        string? aside;
        using (var held = DataFolder.Open(root, TimeProvider.System))
            aside = SnapshotRestore.Replace(new SnapshotStore(snapshots), snapshot, held, snapshot.Created, Cancelled);
        await using (var restored = new SnapshotData(root, snapshots))
        {
            Assert.Equal(snapshot.Archive.Sequence, restored.Archive.LastSequence);
            Assert.Equal(snapshot.Index!.Documents, restored.Index.Status.Documents);
            foreach (var (id, article) in saved)
                Assert.Equivalent(article, restored.Archive.Find(id)!.Article, strict: true);
            Assert.Null(restored.Archive.Find("later0"));
        }
        await using var old = SnapshotData.Engines.OpenArchive(Path.Combine(aside!, "archive.db"));
        Assert.NotNull(old.Find("later0"));
    }

    [Fact]
    public async Task One_run_at_a_time_works_on_the_snapshots()
    {
        await using var data = new SnapshotData(_folder.Path("data"));
        await data.SaveAsync("a", 5);
        using (data.Store.Lock())
            await Assert.ThrowsAsync<SnapshotsBusyException>(data.SnapshotAsync);
        await data.SnapshotAsync();
    }

    private static byte[] Flipped(byte[] sound, Random random)
    {
        var bytes = sound.ToArray();
        bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        return bytes;
    }
}
