using NewsSearch.Archive;
using NewsSearch.Articles;
using NewsSearch.Snapshots;

namespace NewsSearch.Tests.Snapshots;

/// <summary>Answers of golden searches that lie in a snapshot: an index that answers otherwise cannot be relied on.</summary>
public sealed class GoldenAnswerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_answers_of_kept_and_made_searches_are_stored_with_a_snapshot_and_hold_when_it_is_opened()
    {
        await using var data = await FilledAsync();
        data.Archive.KeepSearch(
            new KeptSearch("k1", DateTimeOffset.UnixEpoch, "q=Turkey&sort=newest", "kept one", "g", 0, 0, 0)
        );
        // Saved and not indexed: the answers are those of the index, which the archive is ahead of.
        await data.SaveAsync("later", 30);
        var snapshot = await data.SnapshotAsync();
        Assert.True(snapshot.Index!.Sequence < snapshot.Archive.Sequence);
        var stored = await File.ReadAllTextAsync(data.Store.PathOf(snapshot.Golden!), Cancelled);
        Assert.Contains("kept one", stored, StringComparison.Ordinal);

        var check = await data.CheckAsync(snapshot);

        Assert.Empty(check.Problems);
        Assert.Null(check.Notes);
        Assert.InRange(check.Searches, 100, 200);
        Assert.Equal(check.Searches, data.Store.LastCheck(snapshot.Id)!.Searches);
    }

    [Theory]
    [InlineData("lost", " articles when the snapshot was made, ")]
    [InlineData("moved", " was article a")]
    public async Task An_index_that_answers_otherwise_than_when_the_snapshot_was_made_is_told_search_by_search(
        string fault,
        string expected
    )
    {
        await using var data = await FilledAsync();
        var sound = await data.SnapshotAsync();
        foreach (var id in Enumerable.Range(0, 50).Select(n => $"a{n}"))
        {
            var stored = data.Archive.Find(id)! with { IsFirst = false };
            var date = new PublishedDate(new DateTimeOffset(1999, 1, 2, 0, 0, 0, TimeSpan.Zero), DatePrecision.Second);
            data.Index.Apply([
                fault == "lost"
                    ? stored with
                    {
                        IsDeleted = true,
                    }
                    : stored with
                    {
                        Article = stored.Article with { Published = date },
                    },
            ]);
        }
        data.Index.Refresh(data.Index.Status.Sequence);
        // The files of the wrong index, with the answers of the sound one.
        var wrong = await data.SnapshotAsync() with
        {
            Golden = sound.Golden,
        };
        data.Store.Write(wrong);

        var check = await data.CheckAsync(wrong);

        Assert.Contains(
            check.Problems,
            p => p.StartsWith("search ", StringComparison.Ordinal) && p.Contains(expected, StringComparison.Ordinal)
        );
        Assert.Empty((await data.CheckAsync(sound)).Problems);
    }

    [Fact]
    public async Task A_snapshot_without_answers_is_checked_as_before_and_says_so()
    {
        await using var data = await FilledAsync();
        var old = await data.SnapshotAsync() with { Golden = null };
        data.Store.Write(old);

        var check = await data.CheckAsync(data.Store.Find(old.Id)!);

        Assert.Empty(check.Problems);
        Assert.Equal(0, check.Searches);
        Assert.Contains(
            "before answers of golden searches were stored",
            Assert.Single(check.Notes!),
            StringComparison.Ordinal
        );
    }

    private async Task<SnapshotData> FilledAsync()
    {
        var data = new SnapshotData(_folder.Path("data"));
        await data.SaveAsync("a", 400);
        await data.Indexing.RunAsync(Cancelled);
        return data;
    }
}
