using Lucene.Net.Store;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// Forces every file of a commit to disk. Lucene.Net beta00017 can drop a file from its own list of files to sync
/// (apache/lucenenet#894), so this class does not rely on that list. Postings are read in pieces, everything else is
/// mapped: they are most of an index, and mapped they would count as memory of the process once they were read.
/// </summary>
internal sealed class DurableDirectory(DirectoryInfo path) : MMapDirectory(path)
{
    private static readonly string[] Postings = [".doc", ".pos"];

    public override IndexInput OpenInput(string name, IOContext context)
    {
        EnsureOpen();
        return Postings.Contains(Path.GetExtension(name))
            ? new PostingsInput(Path.Combine(Directory.FullName, name))
            : base.OpenInput(name, context);
    }

    public override void Sync(ICollection<string> names)
    {
        foreach (var name in names)
            Fsync(name);
        base.Sync(names);
    }
}
