using System.Text.Json;
using NewsSearch.Archive;
using NewsSearch.Indexing;
using NewsSearch.Search;

namespace NewsSearch.Snapshots;

/// <summary>
/// Tells whether a snapshot can be relied on: compares every checksum, restores it beside the live data, reads the whole
/// archive, opens the index, asks the golden searches whose answers are stored with the snapshot, lets the index catch up
/// and compares the two as behind a rebuild: counts by source and day, checksums of sampled articles, golden searches.
/// </summary>
public sealed class SnapshotVerification(IDataEngines engines, SnapshotStore store, TimeProvider clock)
{
    /// <summary>Checks a snapshot and keeps the result beside it.</summary>
    /// <exception cref="NotEnoughRoomException">There is no room to restore it.</exception>
    /// <exception cref="SnapshotsBusyException">Another run works on the snapshots.</exception>
    public async Task<SnapshotCheck> RunAsync(SnapshotManifest snapshot, CancellationToken cancellation)
    {
        using var exclusive = store.Lock();
        store.Sweep();
        var problems = Checksums(snapshot, cancellation).ToList();
        var check = new SnapshotCheck(snapshot.Id, clock.GetUtcNow(), problems, 0, 0);
        if (problems.Count == 0)
            check = await OpenAsync(check, snapshot, cancellation).ConfigureAwait(false);
        store.Write(check);
        return check;
    }

    private IEnumerable<string> Checksums(SnapshotManifest snapshot, CancellationToken cancellation)
    {
        foreach (var file in snapshot.Stored)
        {
            if (!store.Has(file))
            {
                yield return $"{file.Name} is missing or cut off: {store.PathOf(file)}";
                continue;
            }
            using var input = File.OpenRead(store.PathOf(file));
            if (SnapshotStore.CopyHashed(input, Stream.Null, cancellation) != file.Sha256)
                yield return $"{file.Name} does not have the checksum of the manifest: {store.PathOf(file)}";
        }
    }

    private async Task<SnapshotCheck> OpenAsync(
        SnapshotCheck check,
        SnapshotManifest snapshot,
        CancellationToken cancellation
    )
    {
        var folder = Path.Combine(store.Staging, "verify-" + snapshot.Id);
        var problems = new List<string>();
        try
        {
            SnapshotRestore.Write(store, snapshot, folder, cancellation);
            var archivePath = Path.Combine(folder, "archive.db");
            var condition = engines.Inspect(archivePath, cancellation);
            if (!condition.IsSound)
                return check with { Problems = [.. condition.Lines()] };
            await using var archive = engines.OpenArchive(archivePath);
            if (archive.LastSequence != snapshot.Archive.Sequence)
                problems.Add(
                    $"The archive ends at sequence {archive.LastSequence}, the manifest says {snapshot.Archive.Sequence}."
                );
            using var index = engines.OpenIndex(Path.Combine(folder, "lucene"));
            if (snapshot.Index is { } expected)
                Compare(index.Status, expected, problems);
            check = Golden(check, snapshot, archive, index, problems, cancellation);
            using (var job = new IndexingJob(archive, index, clock))
                await job.RunAsync(cancellation).ConfigureAwait(false);
            problems.AddRange(Content(archive, index, cancellation));
            var sampled = (int)Math.Min(index.Status.Documents, Verification.SampledArticles);
            return check with { Problems = problems, Articles = index.Status.Documents, Sampled = sampled };
        }
        catch (Exception e) when (e is not (OperationCanceledException or NotEnoughRoomException))
        {
            // Whatever keeps the snapshot from being opened is what a check is to find out.
            return check with { Problems = [.. problems, e.Message] };
        }
        finally
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }

    private static void Compare(IndexStatus opened, SnapshotIndex expected, List<string> problems)
    {
        if (opened.SchemaVersion != expected.SchemaVersion)
            return; // Of another version of the program: built again from the archive, which is compared below.
        if (
            (opened.Generation, opened.Sequence, opened.Documents)
            != (expected.Generation, expected.Sequence, expected.Documents)
        )
            problems.Add(
                $"The index opened as generation {opened.Generation} with {opened.Documents} articles up to sequence "
                    + $"{opened.Sequence}; the manifest says {expected.Generation}, {expected.Documents} and {expected.Sequence}."
            );
    }

    // Before the index catches up: the answers are those of the commit that was copied.
    private SnapshotCheck Golden(
        SnapshotCheck check,
        SnapshotManifest snapshot,
        IArchive archive,
        IArticleIndex index,
        List<string> problems,
        CancellationToken cancellation
    )
    {
        if (snapshot.Golden is not { } file)
            return check with
            {
                Notes =
                [
                    "The snapshot was made before answers of golden searches were stored with it: only whether searches "
                        + "find the articles that they were made from is checked.",
                ],
            };
        var golden = JsonSerializer.Deserialize(
            File.ReadAllBytes(store.PathOf(file)),
            SnapshotJson.Default.GoldenAnswers
        )!;
        using var opened = index.Generations.Pin();
        if ((opened.Sequence, opened.SchemaVersion) != (golden.Sequence, golden.SchemaVersion))
            return check with
            {
                Notes =
                [
                    $"The answers of golden searches are those of an index up to sequence {golden.Sequence} with fields of "
                        + $"version {golden.SchemaVersion}; the index opened at {opened.Sequence} with version "
                        + $"{opened.SchemaVersion}, so they were not compared.",
                ],
            };
        var (differences, compared) = golden.Compare(archive, opened, cancellation);
        problems.AddRange(differences);
        return check with { Searches = compared };
    }

    // The checks of a rebuild: counts by source and day, checksums of sampled articles, golden searches.
    private IReadOnlyList<string> Content(IArchive archive, IArticleIndex index, CancellationToken cancellation)
    {
        using var frozen = archive.Freeze();
        using var opened = index.Generations.Pin();
        // Another sample each time.
        return new Verification(archive, clock.GetUtcNow().Ticks).Findings(frozen, opened, live: null, cancellation);
    }
}
