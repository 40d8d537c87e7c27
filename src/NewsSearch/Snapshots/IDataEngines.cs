using NewsSearch.Archive;
using NewsSearch.Indexing;

namespace NewsSearch.Snapshots;

/// <summary>Opens the parts of a restored data folder with the engines that wrote them.</summary>
public interface IDataEngines
{
    /// <summary>Reads the whole archive in this file, damaged or not, and changes nothing.</summary>
    ArchiveCondition Inspect(string path, CancellationToken cancellation);

    /// <exception cref="IOException">It cannot be opened; so does another exception of the engine.</exception>
    IArchive OpenArchive(string path);

    /// <summary>The index in this folder; an empty one where it cannot be opened.</summary>
    IArticleIndex OpenIndex(string folder);
}
