namespace NewsSearch.Snapshots;

/// <summary>Another process or run works on the snapshots.</summary>
public sealed class SnapshotsBusyException(string message) : IOException(message);

/// <summary>A snapshot cannot be used; the message says what is wrong with it.</summary>
public sealed class SnapshotDamagedException(string message) : IOException(message);

/// <summary>There is less room than what is to be written needs.</summary>
public sealed class NotEnoughRoomException(string what, string folder, long needed, long free)
    : IOException(
        $"{what} needs about {needed / Mebibyte:N0} MiB in {folder}, {free / Mebibyte:N0} MiB are free. "
            + "Make room or name another folder; nothing was written."
    )
{
    private const long Mebibyte = 1024 * 1024;

    /// <summary>Bytes.</summary>
    public long Needed => needed;

    /// <summary>Bytes.</summary>
    public long Free => free;

    /// <summary>Throws when the folder has less room than needed.</summary>
    public static void Check(string what, string folder, long needed)
    {
        // Something has to be left for those who write meanwhile.
        const long spare = 16 * Mebibyte;
        var free = new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;
        if (free < needed + spare)
            throw new NotEnoughRoomException(what, folder, needed + spare, free);
    }
}
