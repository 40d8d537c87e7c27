using Microsoft.Data.Sqlite;
using NewsSearch.Archive;
using NewsSearch.Articles;
using NewsSearch.Providers.SqliteArchive;
using NewsSearch.Tests.Contracts;
using NewsSearch.Tests.Snapshots;

namespace NewsSearch.Tests.SqliteArchive;

/// <summary>The archive of which no article ever waits: all that holds of one that waits must hold of it.</summary>
public sealed class ArrivalTests : ArchiveContract
{
    private string File => Folder.Path("archive.db");

    protected override IArchive Open(TimeProvider clock) => SqliteNewsArchive.Open(File, clock, mostArrivals: 1);

    protected override IArchive OpenAnother() =>
        SqliteNewsArchive.Open(Folder.Path($"another-{Guid.NewGuid():N}.db"), TimeProvider.System, mostArrivals: 1);

    [Fact]
    public async Task New_articles_wait_until_there_are_enough_and_are_found_wherever_they_are()
    {
        var random = new RandomNews(3);
        var articles = Enumerable.Range(0, 25).Select(n => random.Next($"a{n}", n, isFirst: true).Article).ToList();
        foreach (var some in articles.Chunk(5))
        {
            await using var archive = SqliteNewsArchive.Open(File, TimeProvider.System, mostArrivals: 10);
            await SnapshotData.SaveAsync(archive, some);
        }
        Assert.Equal((20, 5), (Rows("article"), Rows("arrival")));
        await using (var archive = SqliteNewsArchive.Open(File, TimeProvider.System))
        {
            Assert.All(articles, a => Assert.Equal(a.Headline, archive.Find(a.Id)?.Article.Headline));
            Assert.Equal(25, archive.ReadChanges(0, 25, TestContext.Current.CancellationToken).Sum(b => b.Count));
            await SnapshotData.SaveAsync(archive, articles);
            Assert.Equal(25, archive.LastSequence);
        }
        Assert.Equal((20, 5), (Rows("article"), Rows("arrival")));
    }

    [Fact]
    public async Task Articles_are_found_and_changed_while_some_are_sorted_in()
    {
        var random = new RandomNews(5);
        var articles = Enumerable.Range(0, 600).Select(n => random.Next($"a{n}", n, isFirst: true).Article).ToList();
        await using (var archive = SqliteNewsArchive.Open(File, TimeProvider.System, mostArrivals: 50))
        {
            // Side by side, so that batches wait while parts are sorted in, each with new articles and changed ones.
            var saving = articles.Chunk(6).Select(some => SaveTwiceAsync(archive, some));
            await Task.WhenAll(saving);
            Assert.Equal(800, archive.LastSequence);
            for (var n = 0; n < articles.Count; n++)
            {
                var found = archive.Find(articles[n].Id)!.Article;
                Assert.Equal((n % 3 == 0 ? 2 : 1, articles[n].Headline), (found.Version, found.Headline));
            }
            Assert.Equal(
                Enumerable.Range(0, 600).Select(n => n % 3 == 0),
                articles.Select(a => IsChanged(archive, a.Id))
            );
            Assert.Equal(
                600,
                archive
                    .ReadChanges(0, 800, TestContext.Current.CancellationToken)
                    .SelectMany(b => b)
                    .Count(a => !a.IsOlder)
            );
        }
        Assert.True(ArchiveInspection.Run(File, TestContext.Current.CancellationToken).IsSound);
        Assert.InRange(Rows("arrival"), 0, 50);
        Assert.Equal(600, Rows("article") + Rows("arrival"));
    }

    private static bool IsChanged(SqliteNewsArchive archive, string id) => archive.Versions(id).Count == 2;

    private static async Task SaveTwiceAsync(SqliteNewsArchive archive, Article[] articles)
    {
        await SnapshotData.SaveAsync(archive, articles);
        await SnapshotData.SaveAsync(
            archive,
            [
                articles[0] with
                {
                    Body = articles[0].Body + " More was said later.",
                },
                articles[3] with
                {
                    Body = articles[3].Body + " More was said later.",
                },
            ]
        );
    }

    [Fact]
    public async Task What_changes_waits_no_longer()
    {
        var random = new RandomNews(4);
        var first = random.Next("a1", 1, isFirst: true).Article;
        await using (var archive = SqliteNewsArchive.Open(File, TimeProvider.System))
        {
            await SnapshotData.SaveAsync(archive, [first, random.Next("a2", 2, isFirst: true).Article]);
            await SnapshotData.SaveAsync(
                archive,
                [first with { Body = first.Body + " More was said on the day after." }]
            );
            Assert.Equal(2, archive.Find(first.Id)!.Article.Version);
            Assert.Equal([1, 2], archive.Versions(first.Id).Select(v => v.Version));
        }
        Assert.Equal((1, 1), (Rows("article"), Rows("arrival")));
        await using var again = SqliteNewsArchive.Open(File, TimeProvider.System);
        Assert.Equal(2, again.Find(first.Id)!.Article.Version);
        Assert.Equal([2L, 3L], Sequences(again));
    }

    private static List<long> Sequences(SqliteNewsArchive archive) =>
        [
            .. archive
                .ReadChanges(0, archive.LastSequence, TestContext.Current.CancellationToken)
                .SelectMany(b => b)
                .Where(a => !a.IsOlder)
                .Select(a => a.Sequence),
        ];

    private long Rows(string table)
    {
        using var connection = new SqliteConnection($"Data Source={File};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM {table}";
        return (long)command.ExecuteScalar()!;
    }
}
