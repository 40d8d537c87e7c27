using System.IO.Hashing;
using System.Runtime.InteropServices;
using NewsSearch.Archive;

namespace NewsSearch.Indexing;

/// <summary>
/// Compares a generation with the archive: counts in total, per source and per day, what is indexed of sampled
/// articles, and golden searches.
/// </summary>
/// <param name="seed">Another seed samples other articles.</param>
public sealed class Verification(IArchive archive, long seed)
{
    public const int SampledArticles = 1_000;
    private const int ReadAtOnce = 50;
    private const int MostLines = 20;

    /// <summary>What differs, a line each; empty when the generation is right.</summary>
    /// <param name="frozen">The archive at the sequence that <paramref name="built"/> shows.</param>
    /// <param name="live">The live generation at the same sequence and schema; null when there is none.</param>
    public IReadOnlyList<string> Findings(
        IFrozenArchive frozen,
        IIndexSnapshot built,
        IIndexSnapshot? live,
        CancellationToken cancellation
    )
    {
        if (frozen.Sequence != built.Sequence)
            throw new ArgumentException($"Archive at {frozen.Sequence}, index at {built.Sequence}.", nameof(built));
        var (tally, sampled) = Read(frozen, cancellation);
        var lines = new List<string>(tally.Differences(built.Tally(cancellation)));
        // One of older fields is searched as it is: its columns are not those that are written now.
        if (built.IsCurrent)
            lines.AddRange(Articles(sampled, built, cancellation));
        var golden = new GoldenSearches(archive);
        lines.AddRange(
            live is not null && live.Sequence == built.Sequence && live.SchemaVersion == built.SchemaVersion
                ? golden.Differences(live, built, Sample(sampled), cancellation)
                : golden.Missing(built, Sample(sampled), cancellation)
        );
        return lines;
    }

    // Counts every article, and draws those of the smallest hashes.
    private (ArticleTally Tally, List<long> Sampled) Read(IFrozenArchive frozen, CancellationToken cancellation)
    {
        var tally = new ArticleTally();
        var drawn = new PriorityQueue<long, ulong>();
        tally.OlderVersions = frozen.CountOlderVersions();
        foreach (var stored in frozen.ReadCatalog(cancellation))
        {
            tally.Add(stored.Article.Source.Id, ArticleTally.Day(stored.Article.Published?.Value));
            var hash = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(stored.Article.Id.AsSpan()), seed);
            // The queue gives up the smallest first: the complement keeps the smallest.
            if (drawn.Count < SampledArticles)
                drawn.Enqueue(stored.Sequence, ~hash);
            else
                drawn.EnqueueDequeue(stored.Sequence, ~hash);
        }
        return (tally, [.. drawn.UnorderedItems.Select(i => i.Element).Order()]);
    }

    private List<string> Articles(List<long> sampled, IIndexSnapshot built, CancellationToken cancellation)
    {
        var lines = new List<string>();
        foreach (var some in sampled.Chunk(ReadAtOnce))
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var stored in archive.ReadSequences(some, withBody: true))
                if (stored is not null && built.Difference(stored) is { } difference && lines.Count < MostLines)
                    lines.Add(difference);
        }
        return lines;
    }

    private List<ArchivedArticle> Sample(List<long> sampled) =>
        [.. archive.ReadSequences([.. sampled.Take(GoldenSearches.Most)], withBody: false).OfType<ArchivedArticle>()];
}
