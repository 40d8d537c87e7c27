using NewsSearch.Archive;

namespace NewsSearch.Snapshots;

/// <summary>Brings the files of a snapshot back.</summary>
public static class SnapshotRestore
{
    private const string IndexFolder = "lucene";
    private const string ArchiveName = "archive.db";

    /// <summary>Writes archive and index of a snapshot into an empty folder and compares every checksum.</summary>
    /// <exception cref="SnapshotDamagedException">Something stored is missing or changed.</exception>
    /// <exception cref="NotEnoughRoomException">Nothing was written.</exception>
    public static void Write(
        SnapshotStore store,
        SnapshotManifest snapshot,
        string folder,
        CancellationToken cancellation
    )
    {
        Directory.CreateDirectory(folder);
        NotEnoughRoomException.Check($"Restoring the snapshot {snapshot.Id}", folder, snapshot.Bytes);
        foreach (var file in snapshot.Stored.Where(f => !store.Has(f)))
            throw new SnapshotDamagedException(
                $"The snapshot {snapshot.Id} misses {file.Name} ({file.Bytes} bytes): {store.PathOf(file)}"
            );
        BlockFile.Restore(store, snapshot.Archive, Path.Combine(folder, ArchiveName), cancellation);
        foreach (var file in snapshot.Index?.Files ?? [])
            WriteFile(store, file, Path.Combine(folder, IndexFolder), cancellation);
    }

    /// <summary>
    /// Puts a snapshot in the place of what a data folder holds. What was there is set aside, never removed; returns
    /// the folder that has it, or null when the folder was empty.
    /// </summary>
    /// <param name="data">The folder, held by this process.</param>
    public static string? Replace(
        SnapshotStore store,
        SnapshotManifest snapshot,
        DataFolder data,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        const string arriving = "restoring";
        var folder = Path.Combine(data.Root, arriving);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Write(store, snapshot, folder, cancellation);
        return data.Exchange(arriving, $"replaced-{now:yyyyMMdd'T'HHmmss'Z'}");
    }

    private static void WriteFile(SnapshotStore store, SnapshotFile file, string folder, CancellationToken cancellation)
    {
        var path = Path.GetFullPath(Path.Combine(folder, file.Name));
        if (!path.StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new SnapshotDamagedException($"The manifest names a file outside of the index: {file.Name}");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var input = File.OpenRead(store.PathOf(file));
        using var output = File.Create(path);
        if (SnapshotStore.CopyHashed(input, output, cancellation) != file.Sha256)
            throw new SnapshotDamagedException(
                $"{file.Name} does not have the checksum of its manifest: {store.PathOf(file)}"
            );
        output.Flush(flushToDisk: true);
    }
}
