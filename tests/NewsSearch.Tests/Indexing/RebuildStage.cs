using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using NewsSearch.Archive;
using NewsSearch.Indexing;
using NewsSearch.Providers.LuceneIndex;
using NewsSearch.Providers.SqliteArchive;
using NewsSearch.Search;
using NewsSearch.Tests.Contracts;

namespace NewsSearch.Tests.Indexing;

/// <summary>A real archive and a real index in one folder, with the jobs that a test runs itself.</summary>
internal sealed class RebuildStage : IIndexingTrigger, IRebuildTrigger, IAsyncDisposable
{
    private readonly SqliteNewsArchive _opened;
    private readonly RandomNews _news = new(8);

    private RebuildStage(
        string folder,
        TimeProvider clock,
        RebuildSettings settings,
        Func<IArchive, IArchive>? archive,
        ILogger<Rebuilds>? log
    )
    {
        _opened = SqliteNewsArchive.Open(Path.Combine(folder, "archive.db"), clock);
        Archive = archive is null ? _opened : archive(_opened);
        Index = LuceneArticleIndex.Open(Path.Combine(folder, "lucene"), clock);
        Indexing = new IndexingJob(_opened, Index, clock);
        Rebuilds = new Rebuilds(
            Archive,
            Index,
            Indexing,
            this,
            this,
            settings,
            clock,
            log ?? NullLogger<Rebuilds>.Instance
        );
        Lucene = Path.Combine(folder, "lucene");
    }

    public static RebuildSettings Settings { get; } =
        new(TimeSpan.FromSeconds(20), KeptGenerations: 1, Threads: 2, Niceness: 0);

    public IArchive Archive { get; }
    public IArticleIndex Index { get; }
    public IndexingJob Indexing { get; }
    public Rebuilds Rebuilds { get; }

    /// <summary>Folder of the generations.</summary>
    public string Lucene { get; }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <param name="archive">What rebuilds see in place of the archive.</param>
    public static RebuildStage Open(
        TemporaryFolder folder,
        TimeProvider? clock = null,
        RebuildSettings? settings = null,
        Func<IArchive, IArchive>? archive = null,
        ILogger<Rebuilds>? log = null
    ) => new(folder.FullName, clock ?? TimeProvider.System, settings ?? Settings, archive, log);

    // Tests run the jobs themselves.
    public void Request() { }

    /// <summary>Saves random articles, new ones and further versions of them, and indexes them.</summary>
    public async Task FillAsync(int articles, int from = 0)
    {
        foreach (var some in Enumerable.Range(from, articles).Chunk(100))
            await SaveAsync([.. some.Select(n => $"a{n}")]);
        await SaveAsync([.. Enumerable.Range(from, articles / 10).Select(n => $"a{n}")]);
        await Indexing.RunAsync(Cancelled);
    }

    public async Task<long> SaveAsync(IReadOnlyList<string> ids)
    {
        var items = ids.Select(id => new IngestItem(_news.Next(id, 1, true).Article, null, null, 0, 1, null)).ToList();
        var batch = new IngestBatch("test/1", "text/plain", new byte[] { 1 }, DateTimeOffset.UnixEpoch, items);
        return (await _opened.SaveAsync(batch, Cancelled)).LastSequence;
    }

    /// <summary>Asks for a rebuild and runs it to its end.</summary>
    public async Task<RebuildRun> RebuildAsync(string? reason = null)
    {
        Rebuilds.Start("admin", reason);
        return (await Rebuilds.RunAsync(Cancelled))!;
    }

    public long Total(string query = "") =>
        Index.Search(SearchParameters.Parse([new("q", [query]), new("limit", ["0"])], default), Cancelled).Total;

    /// <summary>Folders of generations.</summary>
    public IReadOnlyList<string> Folders() =>
        [.. Directory.GetDirectories(Lucene).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal)];

    public async ValueTask DisposeAsync()
    {
        Rebuilds.Dispose();
        Indexing.Dispose();
        Index.Dispose();
        await _opened.DisposeAsync();
    }
}
