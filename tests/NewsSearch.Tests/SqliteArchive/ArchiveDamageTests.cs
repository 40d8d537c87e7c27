using Microsoft.Data.Sqlite;
using NewsSearch.Archive;
using NewsSearch.Articles;
using NewsSearch.Providers.SqliteArchive;
using NewsSearch.Tests.Snapshots;

namespace NewsSearch.Tests.SqliteArchive;

/// <summary>Real archives with flipped bits, overwritten pages and missing ends: what is lost is told, the rest is saved.</summary>
public sealed class ArchiveDamageTests : IDisposable
{
    private const int PageSize = 4096;

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, Article> _saved = [];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private string Sound => _folder.Path("sound.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_sound_archive_is_called_sound()
    {
        await SaveAsync();
        var condition = ArchiveInspection.Run(Sound, Cancelled);
        Assert.True(condition.IsSound, string.Join('\n', condition.Lines()));
        Assert.Equal(_saved.Count, condition.Versions);
    }

    [Fact]
    public async Task Every_article_of_a_damaged_archive_is_either_saved_as_it_was_or_listed_as_lost()
    {
        await SaveAsync();
        var sound = await File.ReadAllBytesAsync(Sound, Cancelled);
        var random = new Random(17);
        var (rescued, lost, unreadable) = (0, 0, 0);
        for (var round = 0; round < 25; round++)
        {
            var bytes = sound.ToArray();
            // The first page holds the list of tables: without it nothing can be said (tested below).
            var page = random.Next(1, bytes.Length / PageSize);
            if (round % 2 == 0)
                random.NextBytes(bytes.AsSpan(page * PageSize, PageSize));
            else
                for (var flips = 0; flips < 20; flips++)
                    bytes[random.Next(PageSize, bytes.Length)] ^= (byte)(1 << random.Next(8));
            var damaged = _folder.Path($"damaged{round}.db");
            await File.WriteAllBytesAsync(damaged, bytes, Cancelled);
            var target = _folder.Path($"recovered{round}.db");
            if (Recover(damaged, target) is not { } condition)
            {
                unreadable++;
                continue;
            }

            await using var archive = SqliteNewsArchive.Open(target, TimeProvider.System);
            var listed = condition.Lost.Select(l => l.Sequence).ToHashSet();
            long sequence = 0;
            foreach (var (id, article) in _saved)
            {
                sequence++;
                if (listed.Contains(sequence))
                {
                    lost++;
                    continue;
                }
                var found = archive.Find(id);
                Assert.True(
                    found is not null,
                    $"round {round}: {id} (sequence {sequence}) is neither saved nor listed"
                );
                Assert.Equal(sequence, found.Sequence);
                // What has no checksum of its own (channels, times) is not compared.
                Assert.Equal(Delivery.ContentHash(article), Delivery.ContentHash(found.Article));
                rescued++;
            }
            Assert.True(archive.LastSequence <= _saved.Count);
            Assert.Equal(archive.Sources().Sum(s => s.Articles), Current(target));
            var again = ArchiveInspection.Run(target, Cancelled);
            Assert.Empty(again.Findings);
            // The recovered archive takes new articles.
            await SnapshotData.SaveAsync(archive, [_saved.Values.First() with { Id = "new", Identifiers = ["new"] }]);
            Assert.NotNull(archive.Find("new"));
        }
        Assert.True(rescued > lost, $"{rescued} saved, {lost} lost");
        Assert.InRange(unreadable, 0, 5);
    }

    // The list of tables fills a few pages beside the first: where one of them is hit, it is told that nothing is left.
    private static ArchiveCondition? Recover(string damaged, string target)
    {
        try
        {
            return ArchiveRecovery.Run(damaged, target, Cancelled);
        }
        catch (ArchiveUnreadableException e)
        {
            Assert.Contains("only a snapshot helps", e.Message, StringComparison.Ordinal);
            return null;
        }
    }

    [Theory]
    [InlineData(0.99)]
    [InlineData(0.5)]
    [InlineData(0.1)]
    public async Task A_file_that_is_cut_off_is_refused_at_start_with_the_fix_and_left_as_it_is(double share)
    {
        await SaveAsync();
        var bytes = await File.ReadAllBytesAsync(Sound, Cancelled);
        var cut = _folder.Path("cut.db");
        await File.WriteAllBytesAsync(cut, bytes[..(int)(bytes.Length * share)], Cancelled);
        var before = await File.ReadAllBytesAsync(cut, Cancelled);
        var refused = Assert.Throws<ArchiveUnreadableException>(() => SqliteNewsArchive.Open(cut, TimeProvider.System));
        Assert.Contains("cut off", refused.Message, StringComparison.Ordinal);
        Assert.Contains("recover", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(cut, Cancelled));
        Assert.False(ArchiveInspection.Run(cut, Cancelled).IsSound);
    }

    [Fact]
    public async Task Without_its_list_of_tables_only_a_snapshot_helps_and_that_is_said()
    {
        await SaveAsync();
        var bytes = await File.ReadAllBytesAsync(Sound, Cancelled);
        new Random(1).NextBytes(bytes.AsSpan(100, PageSize - 100));
        var damaged = _folder.Path("headless.db");
        await File.WriteAllBytesAsync(damaged, bytes, Cancelled);
        Assert.Throws<ArchiveUnreadableException>(() => SqliteNewsArchive.Open(damaged, TimeProvider.System));
        Assert.Contains(
            "snapshot",
            Assert
                .Throws<ArchiveUnreadableException>(() =>
                    ArchiveRecovery.Run(damaged, _folder.Path("none.db"), Cancelled)
                )
                .Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_text_that_cannot_be_unpacked_is_named_when_it_is_read()
    {
        await SaveAsync();
        using (var connection = new SqliteConnection($"Data Source={Sound};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "UPDATE body SET data = zeroblob(length(data)) WHERE seq = 5";
            command.ExecuteNonQuery();
        }
        await using var archive = SqliteNewsArchive.Open(Sound, TimeProvider.System);
        var id = _saved.Keys.ElementAt(4);
        var damage = Assert.Throws<ArchiveDamagedException>(() => archive.Find(id));
        Assert.Contains(id, damage.Message, StringComparison.Ordinal);
        Assert.Contains(ArchiveDamagedException.Fix, damage.Message, StringComparison.Ordinal);
        Assert.Equal([5L], ArchiveInspection.Run(Sound, Cancelled).Lost.Select(l => l.Sequence));
    }

    [Fact]
    public async Task A_copy_is_the_archive_of_one_moment_while_others_write()
    {
        await using var archive = SqliteNewsArchive.Open(Sound, TimeProvider.System);
        var writing = Task.Run(SaveToAsync, Cancelled);
        for (var n = 0; n < 5; n++)
        {
            var copy = archive.Copy(_folder.Path($"copy{n}.db"), Cancelled);
            await using var copied = SqliteNewsArchive.Open(_folder.Path($"copy{n}.db"), TimeProvider.System);
            Assert.Equal(copy.Sequence, copied.LastSequence);
            Assert.Equal(copy.Sequence, copied.ReadChanges(0, copy.Sequence, Cancelled).Sum(b => b.Count));
            Assert.Equal(copy.Sequence, copied.LedgerTotals().Values.Sum());
        }
        await writing;

        async Task SaveToAsync()
        {
            var random = new Contracts.RandomNews(4);
            for (var n = 0; n < 40; n++)
                await SnapshotData.SaveAsync(
                    archive,
                    [.. Enumerable.Range(n * 10, 10).Select(i => random.Next($"{i}", i, isFirst: true).Article)]
                );
        }
    }

    private async Task SaveAsync()
    {
        // Most are sorted in, the others wait: damage hits the one and the other.
        await using var archive = SqliteNewsArchive.Open(Sound, TimeProvider.System, mostArrivals: 400);
        var random = new Contracts.RandomNews(8);
        foreach (var numbers in Enumerable.Range(0, 600).Chunk(60))
        {
            var articles = numbers.Select(n => random.Next($"article{n}", n, isFirst: true).Article).ToList();
            await SnapshotData.SaveAsync(archive, articles);
            foreach (var article in articles)
                _saved.Add(article.Id, article);
        }
    }

    private static long Current(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM article";
        return (long)command.ExecuteScalar()!;
    }
}
