namespace NewsSearch.Snapshots;

/// <summary>What a snapshot needs of an archive that lies in a file.</summary>
public interface IArchiveCopies
{
    /// <summary>
    /// Writes everything that is committed at one moment as a file of its own. Saves and readers go on meanwhile. The
    /// file is not forced to disk.
    /// </summary>
    ArchiveCopy Copy(string path, CancellationToken cancellation);
}

/// <summary>A copy of the archive.</summary>
/// <param name="Sequence">Number of its last change.</param>
/// <param name="SchemaVersion">Version of its tables.</param>
/// <param name="BlockSize">Bytes of the blocks that the file consists of and that mostly stay where they are.</param>
public sealed record ArchiveCopy(long Sequence, int SchemaVersion, int BlockSize);
