namespace NewsSearch.Archive;

/// <summary>
/// The archive could not store a batch (a full disk, a folder that became read-only). Nothing of the batch was stored;
/// sending it again after the cause is mended is safe.
/// </summary>
public sealed class ArchiveStorageException(string message, Exception cause) : IOException(message, cause)
{
    /// <summary>Names the file, the cause and the room that is left.</summary>
    public static ArchiveStorageException From(Exception cause, string path)
    {
        var free = new DriveInfo(Path.GetFullPath(path)).AvailableFreeSpace;
        return new ArchiveStorageException(
            $"The archive {path} cannot store: {cause.Message} ({free / (1024 * 1024):N0} MiB are free there). "
                + "Nothing of this batch was stored; make room or mend the folder, then send it again.",
            cause
        );
    }
}
