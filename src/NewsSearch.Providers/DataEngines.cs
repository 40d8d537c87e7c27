using NewsSearch.Archive;
using NewsSearch.Indexing;
using NewsSearch.Providers.LuceneIndex;
using NewsSearch.Providers.SqliteArchive;
using NewsSearch.Snapshots;

namespace NewsSearch.Providers;

/// <summary>The engines of a data folder: SQLite and Lucene.Net.</summary>
public sealed class DataEngines(TimeProvider clock) : IDataEngines
{
    public ArchiveCondition Inspect(string path, CancellationToken cancellation) =>
        ArchiveInspection.Run(path, cancellation);

    public IArchive OpenArchive(string path) => SqliteNewsArchive.Open(path, clock);

    public IArticleIndex OpenIndex(string folder) => LuceneArticleIndex.Open(folder, clock);
}
