using System.Globalization;
using System.Reflection;
using System.Text.Json;
using NewsSearch.Archive;
using NewsSearch.Indexing;

namespace NewsSearch.Snapshots;

/// <summary>
/// Makes a snapshot while writes and searches go on: pins the last commit of the index, copies the archive, which is
/// then never behind the index, and stores of both what no earlier snapshot has.
/// </summary>
/// <remarks>
/// The admin key is not part of a snapshot: whoever may read snapshots elsewhere gets no right to change this service.
/// May be killed at any moment: what is unfinished never counts, and the next run removes it.
/// </remarks>
public sealed class SnapshotCreation(
    IArchive articles,
    IArchiveCopies archive,
    IIndexCommits index,
    IndexingJob indexing,
    SnapshotStore store,
    SnapshotSettings settings,
    string archivePath,
    TimeProvider clock
)
{
    private static readonly string Program =
        typeof(SnapshotCreation)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion
        ?? "unknown";

    /// <summary>The id of a snapshot that is made now; two in one second differ.</summary>
    public string NewId()
    {
        var id = clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        for (var n = 2; File.Exists(Path.Combine(store.Folder, id + ".json")); n++)
            id = $"{id.Split('-')[0]}-{n}";
        return id;
    }

    /// <summary>Refuses when there is less room than a snapshot is likely to need.</summary>
    /// <exception cref="NotEnoughRoomException">Needed and free bytes.</exception>
    public void CheckRoom()
    {
        Directory.CreateDirectory(store.Folder);
        using var commit = index.PinCommit();
        CheckRoom(commit, store.Newest);
    }

    /// <summary>Makes the snapshot; returns it and the ids of those that it replaced.</summary>
    /// <exception cref="NotEnoughRoomException">Nothing was written.</exception>
    /// <exception cref="SnapshotsBusyException">Another run works on the snapshots.</exception>
    public async Task<(SnapshotManifest Snapshot, IReadOnlyList<string> Removed)> RunAsync(
        string id,
        CancellationToken cancellation
    )
    {
        using var exclusive = store.Lock();
        store.Sweep();
        var previous = store.Newest;
        // What is shown but not yet durable would have to be indexed again after a restore.
        var (commit, shown) = await indexing.RunExclusivelyAsync(index.PinShown, cancellation).ConfigureAwait(false);
        using var held = commit;
        using var searched = shown;
        CheckRoom(commit, previous);
        var copied = CopyArchive(previous?.Archive, cancellation);
        var added = copied.AddedBytes;
        var files = new List<SnapshotFile>();
        foreach (var file in commit.Files)
        {
            var (stored, isNew) = store.Add(file.Name, file.Open, cancellation);
            files.Add(stored);
            added += isNew ? stored.Bytes : 0;
        }
        var (golden, isNewGolden) = Golden(shown, cancellation);
        added += isNewGolden ? golden.Bytes : 0;
        var manifest = new SnapshotManifest
        {
            Id = id,
            Created = clock.GetUtcNow(),
            Program = Program,
            Archive = copied.Archive,
            Index = new SnapshotIndex(
                commit.Generation,
                commit.SchemaVersion,
                commit.Sequence,
                commit.Documents,
                files
            ),
            Golden = golden,
            AddedBytes = added,
        };
        store.Write(manifest);
        return (manifest, Expire());
    }

    private (SnapshotFile File, bool IsNew) Golden(IIndexSnapshot shown, CancellationToken cancellation)
    {
        var answers = JsonSerializer.SerializeToUtf8Bytes(
            GoldenAnswers.Record(articles, shown, cancellation),
            SnapshotJson.Default.GoldenAnswers
        );
        return store.Add(GoldenAnswers.FileName, () => new MemoryStream(answers), cancellation);
    }

    private (SnapshotArchive Archive, long AddedBytes) CopyArchive(
        SnapshotArchive? previous,
        CancellationToken cancellation
    )
    {
        var path = Path.Combine(store.Staging, "archive.db");
        var copy = archive.Copy(path, cancellation);
        var stored = BlockFile.Store(store, path, copy.BlockSize, previous, cancellation);
        File.Delete(path);
        return (
            new SnapshotArchive(copy.Sequence, copy.SchemaVersion, stored.File, stored.Table, stored.Packs),
            stored.AddedBytes
        );
    }

    // The archive is copied whole before its new blocks are stored; files of the index that an earlier snapshot names
    // with the same length are taken to be the same for this estimate.
    private void CheckRoom(IPinnedCommit commit, SnapshotManifest? previous)
    {
        var size =
            new FileInfo(archivePath).Length
            + (new FileInfo(archivePath + "-wal") is { Exists: true } log ? log.Length : 0);
        var known = (previous?.Index?.Files ?? []).Select(f => (f.Name, f.Bytes)).ToHashSet();
        var newFiles = commit.Files.Where(f => !known.Contains((f.Name, f.Bytes))).Sum(f => f.Bytes);
        var newBlocks = Math.Max(0, size - (previous?.Archive.File.Bytes ?? 0));
        NotEnoughRoomException.Check("A snapshot", store.Folder, size + newBlocks + newFiles);
    }

    private List<string> Expire()
    {
        var old = store.List().Snapshots.Skip(settings.Keep).Select(s => s.Id).ToList();
        foreach (var id in old)
            store.Delete(id);
        if (old.Count > 0)
            store.Sweep();
        return old;
    }
}
