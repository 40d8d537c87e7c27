using NewsSearch.Archive;
using NewsSearch.Indexing;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>A generation that is built beside the live one.</summary>
internal sealed class GenerationBuild(Generation generation, GenerationFolder folder, TimeProvider clock)
    : IGenerationBuild
{
    private Snapshot? _shown;
    private bool _isTaken;

    public string Name => generation.Name;

    public long Checkpoint => generation.State.Sequence;

    public long Documents => generation.Documents;

    public long Bytes => folder.BytesOf(Name);

    public void Apply(IReadOnlyList<ArchivedArticle> changes, bool areMany = false) =>
        generation.Apply(changes, areMany);

    public void Commit(long sequence)
    {
        if (sequence != Checkpoint || generation.HasUncommittedChanges)
            generation.Commit(generation.State with { Sequence = sequence, At = clock.GetUtcNow() });
    }

    public IIndexSnapshot Show(long sequence) => new PinnedSnapshot(Shown(sequence));

    /// <summary>Makes it complete; the caller owns both from here on.</summary>
    public (Generation Generation, Snapshot Shown) Take(long sequence)
    {
        var shown = Shown(sequence);
        shown.Release(); // The reference of this object goes to the caller with the other one.
        generation.Commit(generation.State with { Sequence = sequence, At = clock.GetUtcNow(), IsBuilding = false });
        _isTaken = true;
        return (generation, shown);
    }

    public void Dispose()
    {
        if (_isTaken)
            return;
        _shown?.Release();
        generation.Dispose();
    }

    // With a reference for the caller.
    private Snapshot Shown(long sequence)
    {
        var before = _shown;
        _shown = Snapshot.Open(generation, sequence, before);
        before?.Release();
        _shown.TryAcquire();
        return _shown;
    }
}
