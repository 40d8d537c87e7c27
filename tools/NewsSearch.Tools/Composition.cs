using Microsoft.Extensions.Logging.Abstractions;
using NewsSearch.Archive;
using NewsSearch.Extraction;
using NewsSearch.Indexing;
using NewsSearch.Providers.LinguaDetection;
using NewsSearch.Providers.LuceneIndex;
using NewsSearch.Providers.SqliteArchive;

namespace NewsSearch.Tools;

/// <summary>The one place of the tools that names engines: what is behind each seam.</summary>
internal static class Composition
{
    /// <summary>The readers of every format.</summary>
    public static ArticleReaders Readers() => ArticleReaders.Default;

    /// <summary>Tells the language of articles that do not state it.</summary>
    public static ILanguageDetector Languages() => new LinguaLanguageDetector();

    /// <summary>Opens a data folder for this process alone.</summary>
    /// <exception cref="DataFolderException">A service or another tool holds the folder, or it cannot be written.</exception>
    public static OpenData Open(DirectoryInfo data, TimeProvider clock)
    {
        var folder = DataFolder.Open(data.FullName, clock);
        try
        {
            return new OpenData(SqliteNewsArchive.Open(folder.ArchivePath, clock), folder.IndexPath, folder);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Opens the index in this folder; it is created when there is none.</summary>
    public static IArticleIndex OpenIndex(string folder, TimeProvider clock) => LuceneArticleIndex.Open(folder, clock);

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
/// <param name="hold">What keeps others out; released last.</param>
internal sealed class OpenData(IArchive archive, string indexPath, IDisposable hold) : IAsyncDisposable
{
    public IArchive Archive => archive;

    /// <summary>Folder of the index generations.</summary>
    public string IndexPath => indexPath;

    public async ValueTask DisposeAsync()
    {
        await archive.DisposeAsync();
        hold.Dispose();
    }
}

/// <summary>Nothing runs in the background of a command: what is asked for is done by the command itself.</summary>
internal sealed class TheCaller : IIndexingTrigger, IRebuildTrigger
{
    public void Request() { }
}
