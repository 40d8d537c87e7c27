using NewsSearch.Articles;
using NewsSearch.Indexing;
using NewsSearch.Providers.LuceneIndex;
using NewsSearch.Providers.SqliteArchive;
using NewsSearch.Search;
using NewsSearch.Tests.Contracts;
using NewsSearch.Tests.Snapshots;

namespace NewsSearch.Tests.Indexing;

/// <summary>Older versions come from the archive into the index by whatever way, and are the same then.</summary>
public sealed class OlderVersionTests : IDisposable
{
    private const int Articles = 40;

    private readonly TemporaryFolder _folder = new();
    private readonly RandomNews _news = new(seed: 17);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Catching_up_at_any_moment_and_building_again_hold_the_same_versions()
    {
        await using var data = new SnapshotData(_folder.FullName);
        using var fresh = LuceneArticleIndex.Open(_folder.Path("fresh"), TimeProvider.System);
        using var halting = LuceneArticleIndex.Open(_folder.Path("halting"), TimeProvider.System);
        var reached = 0L;
        for (var round = 0; round < 12; round++)
        {
            await SaveAsync(data.Archive, round);
            if (round % 3 == 0)
                await data.Indexing.RunAsync(Cancelled);
            // Cut where later changes of the same articles are already archived.
            var upTo = reached + (data.Archive.LastSequence - reached) * 2 / 3;
            foreach (var batch in data.Archive.ReadChanges(reached, upTo, Cancelled))
                halting.Apply(batch);
            halting.Refresh(reached = upTo);
        }
        await data.Indexing.RunAsync(Cancelled);
        foreach (var batch in data.Archive.ReadChanges(reached, data.Archive.LastSequence, Cancelled))
            halting.Apply(batch);
        halting.Refresh(data.Archive.LastSequence);
        foreach (var batch in data.Archive.ReadChanges(0, data.Archive.LastSequence, Cancelled))
            fresh.Apply(batch);
        fresh.Refresh(data.Archive.LastSequence);

        var stored = Ids(data.Archive).SelectMany(id => data.Archive.Versions(id)).ToList();
        Assert.True(stored.Count > 3 * Articles);
        foreach (var index in new[] { data.Index, fresh, halting })
        {
            Assert.Equal(Articles, index.Status.Documents);
            Assert.Equal(stored.Count - Articles, Older(index));
            foreach (var word in RandomNews.Words.Take(8).Select(w => new WordNode(w, QueryField.Text)))
                Assert.Equal(Found(data.Archive, word), Found(index, word));
        }
        using var frozen = data.Archive.Freeze();
        using var built = fresh.Generations.Pin();
        Assert.Equal(stored.Count - Articles, frozen.CountOlderVersions());
        Assert.Empty(new Verification(data.Archive, seed: 1).Findings(frozen, built, live: null, Cancelled));
    }

    private async Task SaveAsync(SqliteNewsArchive archive, int round)
    {
        var some = Enumerable.Range(0, Articles).Where(n => round == 0 || _news.Random.Next(3) == 0);
        await SnapshotData.SaveAsync(
            archive,
            [
                .. some.Select(n =>
                    _news.Next($"v{n}", n, isFirst: true).Article with
                    {
                        Source = SourceId.FromName("One"),
                    }
                ),
            ]
        );
    }

    private static IEnumerable<string> Ids(SqliteNewsArchive archive) =>
        archive
            .ReadChanges(0, archive.LastSequence, Cancelled)
            .SelectMany(b => b)
            .Where(a => !a.IsOlder)
            .Select(a => a.Article.Id);

    private static long? Older(LuceneArticleIndex index)
    {
        using var pinned = index.Generations.Pin();
        return pinned.Tally(Cancelled).OlderVersions;
    }

    private static List<long> Found(LuceneArticleIndex index, WordNode word)
    {
        var request = new SearchRequest
        {
            Query = ArticleIndexContract.Parsed(word),
            Versions = VersionScope.Any,
            Limit = 1_000,
        };
        return [.. index.Search(request, Cancelled).Hits.Select(h => h.Sequence).Order()];
    }

    private static List<long> Found(SqliteNewsArchive archive, WordNode word)
    {
        var versions = Ids(archive)
            .SelectMany(id => archive.Versions(id).Select(v => archive.FindVersion(id, v.Version)!));
        var matching = versions.Where(v => new BruteForceText(v.Article).Matches(word));
        return [.. ArticleVersions.Newest(matching).Select(v => v.Sequence).Order()];
    }
}
