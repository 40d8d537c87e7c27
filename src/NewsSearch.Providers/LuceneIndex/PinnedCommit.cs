using System.Text;
using Lucene.Net.Index;
using NewsSearch.Snapshots;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>A commit that the writer's deletion policy holds until it is let go.</summary>
internal sealed class PinnedCommit(Generation generation, SnapshotDeletionPolicy policy, IndexCommit commit)
    : IPinnedCommit
{
    private readonly CommitState _state =
        CommitState.Read(commit.UserData) ?? new CommitState(0, IndexSchema.Version, null, IsBuilding: false);
    private int _released;

    public string Generation => generation.Name;

    public int SchemaVersion => _state.Schema;

    public long Sequence => _state.Sequence;

    public long Documents { get; } = Count(commit);

    public IReadOnlyList<PinnedFile> Files { get; } =
    [
        .. commit
            .FileNames.Order(StringComparer.Ordinal)
            .Select(f => PinnedFile.Of($"{generation.Name}/{f}", Path.Combine(generation.Folder, f))),
        PinnedFile.Of(GenerationFolder.PointerName, Encoding.UTF8.GetBytes(generation.Name)),
    ];

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _released, 1) == 1)
            return;
        policy.Release(commit);
        generation.RemoveUnused();
    }

    private static long Count(IndexCommit commit)
    {
        using var reader = DirectoryReader.Open(commit);
        return reader.NumDocs - OlderVersions.Count(reader);
    }
}
