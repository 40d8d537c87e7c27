using NewsSearch.Archive;
using NewsSearch.Extraction;
using NewsSearch.Indexing;
using NewsSearch.Providers.LuceneIndex;

namespace NewsSearch.Tools;

/// <summary>The one place of the tools that names engines: what is behind each seam.</summary>
internal static class Composition
{
    /// <summary>The readers of every format.</summary>
    public static ArticleReaders Readers() => throw new NotSupportedException("The readers are not linked in yet.");

    /// <summary>Opens a data folder for this process alone.</summary>
    /// <exception cref="IOException">A service or another tool holds the folder.</exception>
    public static OpenData Open(DirectoryInfo data, TimeProvider clock)
    {
        _ = (data, clock);
        throw new NotSupportedException("The archive is not linked in yet.");
    }

    /// <summary>Opens the index in this folder; it is created when there is none.</summary>
    public static IArticleIndex OpenIndex(string folder, TimeProvider clock) => LuceneArticleIndex.Open(folder, clock);
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
