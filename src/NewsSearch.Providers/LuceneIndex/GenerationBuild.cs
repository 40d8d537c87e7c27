using Lucene.Net.Util;
using NewsSearch.Archive;
using NewsSearch.Indexing;
using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>A generation that is built beside the live one.</summary>
/// <param name="acquire">The newest snapshot of the live generation, with a reference for the caller.</param>
internal sealed class GenerationBuild(
    Generation generation,
    GenerationFolder folder,
    Func<Snapshot> acquire,
    TimeProvider clock
) : IGenerationBuild
{
    private Snapshot? _shown;
    private bool _isTaken;

    public string Name => generation.Name;

    public long Checkpoint => generation.State.Sequence;

    public long Seeded => generation.State.Seeded;

    public long Documents => generation.Documents;

    public long Bytes => folder.BytesOf(Name);

    public void Apply(IReadOnlyList<ArchivedArticle> changes, bool areMany = false) =>
        generation.Apply(changes, areMany);

    public void Seed(IReadOnlySet<string> without, CancellationToken cancellation)
    {
        var live = acquire();
        try
        {
            if (live.Schema != generation.State.Schema)
                throw new InvalidOperationException(
                    $"Generation {live.Generation} has fields of version {live.Schema}."
                );
            foreach (var segment in live.AllVersions)
            {
                cancellation.ThrowIfCancellationRequested();
                var kept = Without(segment, without);
                // Deliberately not closed: it holds nothing but a reference to the segment of the snapshot.
                if (kept.Cardinality > 0)
                    generation.Add(new SeenSegment(segment.Reader, kept), segment.Versions.CountOlder(kept));
            }
            generation.Commit(generation.State with { Seeded = live.Sequence, At = clock.GetUtcNow() });
        }
        finally
        {
            live.Release();
        }
    }

    public void Commit(long sequence)
    {
        if (sequence != Checkpoint || generation.HasUncommittedChanges)
            generation.Commit(generation.State with { Sequence = sequence, At = clock.GetUtcNow() });
    }

    public IIndexSnapshot Show(long sequence) => new PinnedSnapshot(Shown(sequence));

    public void Warm(long sequence, CancellationToken cancellation)
    {
        var (live, shown) = (acquire(), Shown(sequence));
        try
        {
            shown.WarmLike(live, cancellation);
        }
        finally
        {
            shown.Release();
            live.Release();
        }
    }

    /// <summary>Makes it complete; the caller owns both from here on.</summary>
    public (Generation Generation, Snapshot Shown) Take(long sequence)
    {
        var shown = Shown(sequence);
        shown.Release(); // The reference of this object goes to the caller with the other one.
        generation.Commit(
            generation.State with
            {
                Sequence = sequence,
                At = clock.GetUtcNow(),
                IsBuilding = false,
                Seeded = 0,
            }
        );
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

    // The documents of a segment but for those of some sources.
    private static FixedBitSet Without(Segment segment, IReadOnlySet<string> sources)
    {
        var values = segment.Values(Dimension.Source);
        var isNamed = values.Values.Select(sources.Contains).ToArray();
        var kept = new FixedBitSet(segment.Reader.MaxDoc);
        for (var doc = 0; doc < segment.Reader.MaxDoc; doc++)
        {
            var members = values.Members.AsSpan(values.Offsets[values.Sets[doc]]..values.Offsets[values.Sets[doc] + 1]);
            if (segment.Sees(doc) && !AnyNamed(members))
                kept.Set(doc);
        }
        return kept;

        bool AnyNamed(ReadOnlySpan<int> members)
        {
            foreach (var member in members)
                if (isNamed[member])
                    return true;
            return false;
        }
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
