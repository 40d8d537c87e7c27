using Lucene.Net.Store;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// Forces every file of a commit to disk. Lucene.Net beta00017 can drop a file from its own list of files to sync
/// (apache/lucenenet#894), so this class does not rely on that list.
/// </summary>
internal sealed class DurableDirectory(DirectoryInfo path) : MMapDirectory(path)
{
    public override void Sync(ICollection<string> names)
    {
        foreach (var name in names)
            Fsync(name);
        base.Sync(names);
    }
}
