using NewsSearch.Indexing;

namespace NewsSearch.Snapshots;

/// <summary>What a snapshot needs of an index that lies in files: a commit whose files stay as they are.</summary>
public interface IIndexCommits
{
    /// <summary>Holds the last commit of the live generation; the caller disposes it.</summary>
    IPinnedCommit PinCommit();

    /// <summary>
    /// Makes durable what searches see, and holds both: the commit, and what answers searches from the same state. Called
    /// while no indexing run writes (<see cref="IndexingJob.RunExclusivelyAsync"/>).
    /// </summary>
    (IPinnedCommit Commit, IIndexSnapshot Shown) PinShown();
}

/// <summary>A commit of the index whose files are neither changed nor removed before it is let go.</summary>
public interface IPinnedCommit : IDisposable
{
    string Generation { get; }
    int SchemaVersion { get; }

    /// <summary>Archive sequence that the commit holds.</summary>
    long Sequence { get; }

    /// <summary>Searchable articles.</summary>
    long Documents { get; }

    /// <summary>Everything that an index folder needs to open with this commit.</summary>
    IReadOnlyList<PinnedFile> Files { get; }
}

/// <summary>A file of a pinned commit.</summary>
/// <param name="Name">Path below the index folder, with <c>/</c>.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Open">Opens it for reading.</param>
public sealed record PinnedFile(string Name, long Bytes, Func<Stream> Open)
{
    public static PinnedFile Of(string name, string path) =>
        new(name, new FileInfo(path).Length, () => File.OpenRead(path));

    public static PinnedFile Of(string name, byte[] content) =>
        new(name, content.Length, () => new MemoryStream(content));
}
