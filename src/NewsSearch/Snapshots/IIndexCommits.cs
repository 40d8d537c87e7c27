namespace NewsSearch.Snapshots;

/// <summary>What a snapshot needs of an index that lies in files: a commit whose files stay as they are.</summary>
public interface IIndexCommits
{
    /// <summary>Holds the last commit of the live generation; the caller disposes it.</summary>
    IPinnedCommit PinCommit();
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

    /// <summary>Full paths of its files.</summary>
    IReadOnlyList<string> Files { get; }
}
