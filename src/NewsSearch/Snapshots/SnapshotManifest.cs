using System.Text.Json.Serialization;

namespace NewsSearch.Snapshots;

/// <summary>What a snapshot consists of. A snapshot exists when its manifest does.</summary>
public sealed record SnapshotManifest
{
    public const int CurrentFormat = 1;

    /// <summary>Version of this shape.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>The time of its creation as text; sorts by age.</summary>
    public required string Id { get; init; }

    public required DateTimeOffset Created { get; init; }

    /// <summary>Version of the program that wrote it.</summary>
    public required string Program { get; init; }

    public required SnapshotArchive Archive { get; init; }

    /// <summary>Null where the index is not kept in files; it is built again from the archive.</summary>
    public SnapshotIndex? Index { get; init; }

    /// <summary>What golden searches answered (<see cref="GoldenAnswers"/>); null in those made before there was any.</summary>
    public SnapshotFile? Golden { get; init; }

    /// <summary>Bytes that no earlier snapshot had.</summary>
    public required long AddedBytes { get; init; }

    /// <summary>SHA-256 of this manifest with sixty-four zeros in this place.</summary>
    public string Sha256 { get; init; } = new('0', 64);

    /// <summary>Bytes that restoring it takes.</summary>
    [JsonIgnore]
    public long Bytes => Archive.File.Bytes + (Index?.Files.Sum(f => f.Bytes) ?? 0);

    /// <summary>Everything in the store that the snapshot needs.</summary>
    [JsonIgnore]
    public IEnumerable<SnapshotFile> Stored =>
        [Archive.Blocks, .. Archive.Packs, .. Index?.Files ?? [], .. Golden is null ? [] : new[] { Golden }];
}

/// <summary>The archive of a snapshot: a file that is cut into blocks, so that unchanged ones are stored once.</summary>
/// <param name="Sequence">Number of its last change; never behind the index of the same snapshot.</param>
/// <param name="SchemaVersion">Version of its tables.</param>
/// <param name="File">The whole file.</param>
/// <param name="Blocks">The stored table of its blocks (<see cref="BlockTable"/>).</param>
/// <param name="Packs">Stored files of blocks, in the order in which the table numbers them.</param>
public sealed record SnapshotArchive(
    long Sequence,
    int SchemaVersion,
    SnapshotFile File,
    SnapshotFile Blocks,
    IReadOnlyList<SnapshotFile> Packs
);

/// <summary>The index of a snapshot: the files of one commit.</summary>
/// <param name="Sequence">Archive sequence that it holds.</param>
public sealed record SnapshotIndex(
    string Generation,
    int SchemaVersion,
    long Sequence,
    long Documents,
    IReadOnlyList<SnapshotFile> Files
);

/// <summary>A file and its checksum. Stored under the checksum, restored under the name.</summary>
public sealed record SnapshotFile(string Name, long Bytes, string Sha256);

/// <summary>What a check of a snapshot found.</summary>
/// <param name="Problems">What is wrong, a sentence each; empty when the snapshot can be relied on.</param>
/// <param name="Articles">Articles that the opened archive holds.</param>
/// <param name="Sampled">Articles that were read and compared.</param>
/// <param name="Searches">Golden searches whose answers were compared with those stored in the snapshot.</param>
/// <param name="Notes">What could not be checked and why, a sentence each.</param>
public sealed record SnapshotCheck(
    string Id,
    DateTimeOffset Checked,
    IReadOnlyList<string> Problems,
    long Articles,
    int Sampled,
    int Searches = 0,
    IReadOnlyList<string>? Notes = null
);

/// <summary>The JSON of manifests and checks.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(SnapshotManifest))]
[JsonSerializable(typeof(SnapshotCheck))]
[JsonSerializable(typeof(GoldenAnswers))]
internal sealed partial class SnapshotJson : JsonSerializerContext;
