using NewsSearch.Snapshots;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Api;

/// <summary>The snapshots, newest first.</summary>
/// <param name="Unreadable">Names of manifests that are damaged; nothing that they may need is removed.</param>
public sealed record SnapshotsResponse(IReadOnlyList<SnapshotResponse> Items, IReadOnlyList<string> Unreadable);

/// <summary>A snapshot, or one that is being made.</summary>
/// <param name="State"><c>running</c>, <c>completed</c>, <c>failed</c> or <c>deleted</c>.</param>
/// <param name="Error">What it failed for.</param>
/// <param name="Bytes">What restoring it takes.</param>
/// <param name="AddedBytes">What no earlier snapshot had.</param>
public sealed record SnapshotResponse(
    string Id,
    string State,
    string? Error = null,
    string? Created = null,
    string? Program = null,
    long? Bytes = null,
    long? AddedBytes = null,
    SnapshotArchiveResponse? Archive = null,
    SnapshotIndexResponse? Index = null,
    SnapshotCheckResponse? Check = null
)
{
    public static SnapshotResponse Of(SnapshotRun run) =>
        new(run.Id, run.Error is null ? "running" : "failed", run.Error);

    public static SnapshotResponse Of(SnapshotManifest snapshot, SnapshotCheckResponse? check, bool withFiles) =>
        new(
            snapshot.Id,
            "completed",
            Error: null,
            DateText.Machine(snapshot.Created),
            snapshot.Program,
            snapshot.Bytes,
            snapshot.AddedBytes,
            new SnapshotArchiveResponse(
                snapshot.Archive.Sequence,
                snapshot.Archive.SchemaVersion,
                snapshot.Archive.File.Bytes,
                snapshot.Archive.File.Sha256
            ),
            snapshot.Index is not { } index
                ? null
                : new SnapshotIndexResponse(
                    index.Generation,
                    index.SchemaVersion,
                    index.Sequence,
                    index.Documents,
                    index.Files.Sum(f => f.Bytes),
                    withFiles ? [.. index.Files.Select(f => new SnapshotFileResponse(f.Name, f.Bytes, f.Sha256))] : null
                ),
            check
        );
}

/// <summary>The archive of a snapshot.</summary>
/// <param name="Sequence">Its last change.</param>
public sealed record SnapshotArchiveResponse(long Sequence, int SchemaVersion, long Bytes, string Sha256);

/// <summary>The index of a snapshot.</summary>
/// <param name="Sequence">Archive sequence that it holds, never ahead of the archive's.</param>
/// <param name="Files">Its files; only where one snapshot is asked for.</param>
public sealed record SnapshotIndexResponse(
    string Generation,
    int SchemaVersion,
    long Sequence,
    long Documents,
    long Bytes,
    IReadOnlyList<SnapshotFileResponse>? Files
);

public sealed record SnapshotFileResponse(string Name, long Bytes, string Sha256);

/// <summary>The last check of a snapshot.</summary>
/// <param name="State"><c>running</c>, <c>passed</c> or <c>failed</c>.</param>
/// <param name="Problems">What is wrong, a sentence each.</param>
/// <param name="Articles">Articles that the opened snapshot holds.</param>
/// <param name="Sampled">Articles that were read and compared.</param>
/// <param name="Searches">Golden searches whose answers were compared with those stored in the snapshot.</param>
/// <param name="Notes">What could not be checked and why, a sentence each.</param>
public sealed record SnapshotCheckResponse(
    string State,
    string? Checked,
    IReadOnlyList<string> Problems,
    long? Articles,
    int? Sampled,
    int? Searches,
    IReadOnlyList<string> Notes
)
{
    public static SnapshotCheckResponse? Of(SnapshotRun? run, SnapshotCheck? last) =>
        run is not null
            ? new SnapshotCheckResponse(
                run.Error is null ? "running" : "failed",
                Checked: null,
                run.Error is { } error ? [error] : [],
                Articles: null,
                Sampled: null,
                Searches: null,
                Notes: []
            )
        : last is not null
            ? new SnapshotCheckResponse(
                last.Problems.Count == 0 ? "passed" : "failed",
                DateText.Machine(last.Checked),
                last.Problems,
                last.Articles,
                last.Sampled,
                last.Searches,
                last.Notes ?? []
            )
        : null;
}
