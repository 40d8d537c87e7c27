using System.Text;
using NewsSearch.Archive;
using NewsSearch.Articles;
using NewsSearch.Indexing;
using NewsSearch.Providers;
using NewsSearch.Providers.LuceneIndex;
using NewsSearch.Providers.SqliteArchive;
using NewsSearch.Snapshots;
using NewsSearch.Tests.Contracts;

namespace NewsSearch.Tests.Snapshots;

/// <summary>A data folder with a real archive and a real index, and what makes and checks snapshots of it.</summary>
internal sealed class SnapshotData : IAsyncDisposable
{
    private static readonly DateTimeOffset Received = new(2025, 6, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly DataFolder _folder;
    private readonly RandomNews _news = new(seed: 11);

    public SnapshotData(string root, string? snapshots = null, int keep = 100)
    {
        _folder = DataFolder.Open(root, TimeProvider.System);
        Archive = SqliteNewsArchive.Open(_folder.ArchivePath, TimeProvider.System);
        Index = LuceneArticleIndex.Open(_folder.IndexPath, TimeProvider.System);
        Indexing = new IndexingJob(Archive, Index, TimeProvider.System);
        Store = new SnapshotStore(snapshots ?? Path.Combine(root, "snapshots"));
        Creation = new SnapshotCreation(
            Archive,
            Archive,
            Index,
            Indexing,
            Store,
            new SnapshotSettings(Store.Folder, keep, null, null, TimeZoneInfo.Utc),
            _folder.ArchivePath,
            TimeProvider.System
        );
    }

    public SqliteNewsArchive Archive { get; }
    public LuceneArticleIndex Index { get; }
    public IndexingJob Indexing { get; }
    public SnapshotStore Store { get; }
    public SnapshotCreation Creation { get; }

    public static DataEngines Engines { get; } = new(TimeProvider.System);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Saves new articles in batches of fifty; returns what was saved, by id.</summary>
    public async Task<Dictionary<string, Article>> SaveAsync(string prefix, int count)
    {
        var saved = new Dictionary<string, Article>();
        foreach (var numbers in Enumerable.Range(0, count).Chunk(50))
        {
            var articles = numbers.Select(n => _news.Next($"{prefix}{n}", n, isFirst: true).Article).ToList();
            await SaveAsync(Archive, articles);
            foreach (var article in articles)
                saved.Add(article.Id, article);
        }
        return saved;
    }

    public static Task<SaveResult> SaveAsync(IArchive archive, IReadOnlyList<Article> articles)
    {
        var payload = Encoding.UTF8.GetBytes(string.Join('\n', articles.Select(a => a.Id + a.Headline)));
        var items = articles.Select(a => new IngestItem(a, null, null, 0, 1, null)).ToList();
        return archive.SaveAsync(new IngestBatch("test/1", "text/plain", payload, Received, items), Cancelled);
    }

    public async Task<SnapshotManifest> SnapshotAsync() =>
        (await Creation.RunAsync(Creation.NewId(), Cancelled)).Snapshot;

    public Task<SnapshotCheck> CheckAsync(SnapshotManifest snapshot) =>
        new SnapshotVerification(Engines, Store, TimeProvider.System).RunAsync(snapshot, Cancelled);

    public async ValueTask DisposeAsync()
    {
        Indexing.Dispose();
        Index.Dispose();
        await Archive.DisposeAsync();
        _folder.Dispose();
    }
}
