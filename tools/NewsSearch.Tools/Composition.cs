using Microsoft.Extensions.Logging.Abstractions;
using NewsSearch.Archive;
using NewsSearch.Extraction;
using NewsSearch.Indexing;
using NewsSearch.Providers;
using NewsSearch.Providers.LinguaDetection;
using NewsSearch.Providers.LuceneIndex;
using NewsSearch.Providers.SqliteArchive;
using NewsSearch.Snapshots;

namespace NewsSearch.Tools;

/// <summary>The one place of the tools that names engines: what is behind each seam.</summary>
internal static class Composition
{
    /// <summary>The readers of every format.</summary>
    public static ArticleReaders Readers() => ArticleReaders.Default;

    /// <summary>Tells the language of articles that do not state it.</summary>
    public static ILanguageDetector Languages() => new LinguaLanguageDetector();

    /// <summary>Opens a data folder that has an archive: a mistyped name must not become a new, empty one.</summary>
    /// <exception cref="DataFolderException">There is no archive in it, or as for <see cref="Open"/>.</exception>
    public static OpenData OpenExisting(DirectoryInfo data, TimeProvider clock)
    {
        RequireArchive(data);
        return Open(data, clock);
    }

    /// <exception cref="DataFolderException">There is no archive in the folder.</exception>
    public static void RequireArchive(DirectoryInfo data)
    {
        if (!File.Exists(Path.Combine(data.FullName, "archive.db")))
            throw new DataFolderException(
                $"There is no archive in {data.FullName}: name the data folder of the service with --data."
            );
    }

    /// <summary>Opens a data folder for this process alone.</summary>
    /// <exception cref="DataFolderException">A service or another tool holds the folder, or it cannot be written.</exception>
    public static OpenData Open(DirectoryInfo data, TimeProvider clock)
    {
        var folder = DataFolder.Open(data.FullName, clock);
        try
        {
            return new OpenData(SqliteNewsArchive.Open(folder.ArchivePath, clock), folder);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Opens the index in this folder; it is created when there is none.</summary>
    public static IArticleIndex OpenIndex(string folder, TimeProvider clock) => LuceneArticleIndex.Open(folder, clock);

    /// <summary>What brings an index up to its archive.</summary>
    public static IndexingJob Indexing(IArchive archive, IArticleIndex index, TimeProvider clock) =>
        new(archive, index, clock);

    /// <summary>What opens restored data.</summary>
    public static IDataEngines Engines(TimeProvider clock) => new DataEngines(clock);

    /// <summary>What makes snapshots of an open data folder.</summary>
    public static SnapshotCreation Snapshots(
        OpenData data,
        IArticleIndex index,
        IndexingJob job,
        SnapshotSettings settings,
        TimeProvider clock
    ) =>
        new(
            data.Archive,
            (IArchiveCopies)data.Archive,
            (IIndexCommits)index,
            job,
            new SnapshotStore(settings.Folder),
            settings,
            data.ArchivePath,
            clock
        );

    /// <summary>What checks snapshots.</summary>
    public static SnapshotVerification Verification(SnapshotStore store, TimeProvider clock) =>
        new(Engines(clock), store, clock);

    /// <summary>Writes what can be read of a damaged archive into a new one.</summary>
    public static ArchiveCondition Recover(string damaged, string target, CancellationToken cancellation) =>
        ArchiveRecovery.Run(damaged, target, cancellation);

    /// <summary>The rebuilds of a folder, run by whoever calls.</summary>
    public static Rebuilds Rebuilds(
        IArchive archive,
        IArticleIndex index,
        IndexingJob indexing,
        RebuildSettings settings,
        TimeProvider clock
    )
    {
        var caller = new TheCaller();
        return new Rebuilds(archive, index, indexing, caller, caller, settings, clock, NullLogger<Rebuilds>.Instance);
    }
}

/// <summary>A data folder that this process holds.</summary>
/// <param name="folder">Keeps others out; released last.</param>
internal sealed class OpenData(IArchive archive, DataFolder folder) : IAsyncDisposable
{
    public IArchive Archive => archive;

    /// <summary>Folder of the index generations.</summary>
    public string IndexPath => folder.IndexPath;

    /// <summary>File of the archive.</summary>
    public string ArchivePath => folder.ArchivePath;

    public async ValueTask DisposeAsync()
    {
        await archive.DisposeAsync();
        folder.Dispose();
    }
}

/// <summary>Nothing runs in the background of a command: what is asked for is done by the command itself.</summary>
internal sealed class TheCaller : IIndexingTrigger, IRebuildTrigger
{
    public void Request() { }
}
