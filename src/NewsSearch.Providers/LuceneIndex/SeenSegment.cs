using Lucene.Net.Index;
using Lucene.Net.Util;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>A segment of which other documents are seen than are not deleted; all else is as it was.</summary>
internal sealed class SeenSegment : FilterAtomicReader
{
    private readonly IBits? _live;
    private readonly Lazy<int> _count;

    public SeenSegment(AtomicReader segment, IBits? live)
        : base(segment) => (_live, _count) = (live, new Lazy<int>(() => Count(segment, live)));

    public override IBits? LiveDocs => _live;

    public override int NumDocs => _count.Value;

    public override object CoreCacheKey => m_input.CoreCacheKey;

    /// <summary>Segments under one reader, each seen through its own bits.</summary>
    /// <param name="live">The documents that are seen; null for all.</param>
    public static (IndexReader Reader, Segment[] Segments) Of(Segment[] segments, Func<Segment, IBits?> live)
    {
        // Deliberately not closed: it holds nothing but references to the segments of its snapshot.
        var all = new MultiReader([.. segments.Select(s => new SeenSegment(s.Reader, live(s)))], closeSubReaders: true);
        return (all, [.. all.Leaves.Select((leaf, n) => new Segment(leaf, segments[n].Columns))]);
    }

    private static int Count(AtomicReader segment, IBits? live)
    {
        if (live is null)
            return segment.MaxDoc;
        var count = 0;
        for (var doc = 0; doc < segment.MaxDoc; doc++)
            if (live.Get(doc))
                count++;
        return count;
    }
}
