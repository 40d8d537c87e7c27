using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>Which documents of a segment are versions that are no longer current; most segments have none.</summary>
internal sealed class SegmentVersions
{
    private readonly Lock _gate = new();
    private FixedBitSet? _several;

    public SegmentVersions(AtomicReader reader) => Older = OlderVersions.In(reader);

    /// <summary>Older versions; null where there are none.</summary>
    public FixedBitSet? Older { get; }

    /// <summary>The documents that are seen when only current articles are; null for all.</summary>
    /// <param name="all">The segment with every version in sight.</param>
    public ulong[]? Current(Segment all) => Older is null ? all.Seen.Value : Without(all, Bits.Of(Older), null);

    /// <summary>Documents in sight without some, of which a few are seen all the same.</summary>
    /// <param name="hidden">What is left out.</param>
    /// <param name="chosen">What of that is seen; null for nothing.</param>
    public static ulong[] Without(Segment all, ulong[] hidden, ulong[]? chosen)
    {
        var seen = new ulong[hidden.Length];
        all.Open(0, seen);
        for (var w = 0; w < seen.Length; w++)
            seen[w] &= ~hidden[w] | (chosen?[w] ?? 0);
        return seen;
    }

    /// <summary>Documents of articles that have more than one version.</summary>
    public FixedBitSet Several(AtomicReader reader)
    {
        lock (_gate)
            return _several ??= ReadSeveral(reader);
    }

    /// <summary>Older versions that are not deleted.</summary>
    public long CountOlder(IBits? live) => OlderVersions.Count(Older, live);

    private FixedBitSet ReadSeveral(AtomicReader reader)
    {
        var found = Older?.Clone() ?? new FixedBitSet(reader.MaxDoc);
        OlderVersions.Add(found, reader.GetTermDocsEnum(new Term(IndexSchema.State, ArticleState.HasVersions)));
        return found;
    }
}

/// <summary>Documents of versions that are no longer current.</summary>
internal static class OlderVersions
{
    /// <summary>Those of a segment, deleted ones included; null where there are none.</summary>
    public static FixedBitSet? In(AtomicReader reader)
    {
        if (reader.GetTerms(IndexSchema.OlderOf) is not { } terms)
            return null;
        var found = new FixedBitSet(reader.MaxDoc);
        var at = terms.GetEnumerator();
        DocsEnum? docs = null;
        while (at.MoveNext())
            Add(found, docs = at.Docs(liveDocs: null, docs, DocsFlags.NONE));
        return found;
    }

    /// <summary>Number of those that are not deleted.</summary>
    public static long Count(IndexReader reader) =>
        reader.Leaves.Sum(l => Count(In((AtomicReader)l.Reader), ((AtomicReader)l.Reader).LiveDocs));

    public static long Count(FixedBitSet? older, IBits? live)
    {
        if (older is null)
            return 0;
        if (live is null)
            return older.Cardinality;
        long count = 0;
        for (var doc = older.NextSetBit(0); doc >= 0; doc = doc + 1 < older.Length ? older.NextSetBit(doc + 1) : -1)
            if (live.Get(doc))
                count++;
        return count;
    }

    /// <param name="docs">May be null, for a term that is not there.</param>
    public static void Add(FixedBitSet set, DocsEnum? docs)
    {
        for (int doc; docs is not null && (doc = docs.NextDoc()) != DocIdSetIterator.NO_MORE_DOCS; )
            set.Set(doc);
    }
}
