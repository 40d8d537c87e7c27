using System.Numerics;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// Notes which documents match a query and pass all filters, a bit for each, so that they can be counted in several
/// ways without asking the query again.
/// </summary>
internal sealed class MatchCollector(
    Snapshot snapshot,
    IReadOnlyList<ValueFilter> values,
    DateFilter? date,
    CancellationToken cancellation
) : ICollector
{
    private const int CheckEvery = 4_096;

    private readonly DateBounds? _bounds = date is null ? null : new DateBounds(date);
    private readonly SegmentFilter[] _filters = new SegmentFilter[values.Count + (date is null ? 0 : 1)];
    private readonly long[][] _bits = [.. snapshot.Segments.Select(s => new long[(s.Reader.MaxDoc + 63) / 64])];
    private long[] _open = [];
    private int _seen;

    /// <summary>The matches of a query over the whole snapshot.</summary>
    public static MatchCollector Of(
        Snapshot snapshot,
        QueryNode query,
        IReadOnlyList<ValueFilter> values,
        DateFilter? date,
        CancellationToken cancellation
    )
    {
        var matches = new MatchCollector(snapshot, values, date, cancellation);
        if (new QueryTranslation(snapshot, cancellation).Translate(query) is { } translated)
            snapshot.Searcher.Search(translated, matches);
        else
            matches.CollectAll();
        return matches;
    }

    public bool AcceptsDocsOutOfOrder => true;

    public void SetScorer(Scorer scorer) { }

    public void SetNextReader(AtomicReaderContext context) => Open(context.Ord);

    public void Collect(int doc)
    {
        if (++_seen % CheckEvery == 0)
            cancellation.ThrowIfCancellationRequested();
        foreach (var filter in _filters)
            if (!filter.Passes(doc))
                return;
        _open[doc >> 6] |= 1L << doc;
    }

    private void CollectAll()
    {
        for (var s = 0; s < snapshot.Segments.Length; s++)
        {
            Open(s);
            var reader = snapshot.Segments[s].Reader;
            IBits? live = reader.LiveDocs;
            for (var doc = 0; doc < reader.MaxDoc; doc++)
                if (live is null || live.Get(doc))
                    Collect(doc);
        }
    }

    /// <summary>The documents of a segment that were noted, in order.</summary>
    public IEnumerable<int> Documents(int segment)
    {
        var words = _bits[segment];
        for (var w = 0; w < words.Length; w++)
        for (var left = words[w]; left != 0; left &= left - 1)
            yield return (w << 6) + BitOperations.TrailingZeroCount(left);
    }

    private void Open(int segment)
    {
        _open = _bits[segment];
        for (var f = 0; f < values.Count; f++)
            _filters[f] = SegmentFilter.Of(snapshot.Segments[segment], values[f]);
        if (_bounds is not null)
            _filters[^1] = SegmentFilter.Of(snapshot.Segments[segment], date!, _bounds);
    }
}
