using System.Globalization;
using Lucene.Net.Index;
using Lucene.Net.Store;
using NewsSearch.Snapshots;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>A commit that the writer's deletion policy holds until it is let go.</summary>
internal sealed class PinnedCommit(Generation generation, SnapshotDeletionPolicy policy, IndexCommit commit)
    : IPinnedCommit
{
    private int _released;

    public string Generation => generation.Name;

    public int SchemaVersion => int.Parse(commit.UserData[LuceneIndex.Generation.SchemaKey], CultureInfo.InvariantCulture);

    public long Sequence => long.Parse(commit.UserData[LuceneIndex.Generation.SequenceKey], CultureInfo.InvariantCulture);

    public long Documents { get; } = Count(commit);

    public IReadOnlyList<string> Files { get; } =
        [.. commit.FileNames.Select(name => System.IO.Path.Combine(FolderOf(commit), name)).Order(StringComparer.Ordinal)];

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _released, 1) == 1)
            return;
        policy.Release(commit);
        generation.RemoveUnused();
    }

    private static long Count(IndexCommit commit)
    {
        var segments = new SegmentInfos();
        segments.Read(commit.Directory, commit.SegmentsFileName);
        return segments.Segments.Sum(s => (long)s.Info.DocCount - s.DelCount);
    }

    private static string FolderOf(IndexCommit commit) => ((FSDirectory)commit.Directory).Directory.FullName;
}
