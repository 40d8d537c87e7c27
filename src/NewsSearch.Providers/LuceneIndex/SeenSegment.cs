using Lucene.Net.Index;
using Lucene.Net.Util;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>A segment for the engine, of which other documents are seen than are not deleted; all else is as it was.</summary>
internal sealed class SeenSegment(AtomicReader segment, FixedBitSet seen) : FilterAtomicReader(segment)
{
    public override IBits LiveDocs => seen;

    public override int NumDocs => seen.Cardinality;
}
