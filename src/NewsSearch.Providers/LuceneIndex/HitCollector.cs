using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// Sees each match of the query once and does everything in that pass: filters from columns, total, facets, histogram,
/// best hits. A match that fails exactly one filter is counted for that filter's own dimension only, which gives
/// multi-select counts without a second query. Hits are counted in blocks, so that each count is one tight loop.
/// </summary>
internal sealed class HitCollector : ICollector
{
    private const int BlockSize = 1_024;
    private const int NoFilter = -1;

    private readonly Snapshot _snapshot;
    private readonly SearchRequest _request;
    private readonly CancellationToken _cancellation;
    private readonly DateBounds? _bounds;
    private readonly FacetCounter[] _facets;
    private readonly int[] _facetFilter;
    private readonly SegmentFilter[] _filters;
    private readonly int _dateFilter = NoFilter;
    private readonly HistogramCounter? _histogram;
    private readonly HitOrder _order;
    private readonly TopHits _top;
    private readonly HashSample? _sample;
    private readonly Block _hits = new();
    private readonly Block[] _nearMisses;
    private Scorer? _scorer;
    private long _total;
    private int _skipped;

    public HitCollector(Snapshot snapshot, SearchRequest request, CancellationToken cancellation)
    {
        _snapshot = snapshot;
        _request = request;
        _cancellation = cancellation;
        _order = new HitOrder(snapshot, request.Sort, request.After is { IsBefore: true });
        _top = new TopHits(request.Sample is null ? request.Limit : 0, _order.Start(request.After));
        if (request.Sample is { } sample)
            _sample = new HashSample(snapshot, sample);
        var filters = request.Filters.Count;
        if (request.Date is not null)
        {
            _dateFilter = filters++;
            _bounds = new DateBounds(request.Date);
        }
        _filters = new SegmentFilter[filters];
        _nearMisses = [.. Enumerable.Range(0, filters).Select(_ => new Block())];
        _facets = [.. request.Facets.Select(f => new FacetCounter(snapshot, f, Own(f.Dimension)))];
        _facetFilter =
        [
            .. request.Facets.Select(f =>
                Own(f.Dimension) is { } own ? request.Filters.ToList().IndexOf(own) : NoFilter
            ),
        ];
        if (request.Histogram is { } histogram)
            _histogram = new HistogramCounter(snapshot, histogram, request.Date);
    }

    public bool AcceptsDocsOutOfOrder => true;

    public void SetScorer(Scorer scorer) => _scorer = scorer;

    public void SetNextReader(AtomicReaderContext context) => Open(context.Ord);

    /// <summary>Collects every living document, for a query that matches all.</summary>
    public void CollectAll()
    {
        // Backwards: without scores the latest come first, and the best hits are found at once.
        for (var s = _snapshot.Segments.Length - 1; s >= 0; s--)
        {
            Open(s);
            var reader = _snapshot.Segments[s].Reader;
            IBits? live = reader.LiveDocs;
            for (var doc = reader.MaxDoc - 1; doc >= 0; doc--)
                if (live is null || live.Get(doc))
                    Collect(doc);
        }
    }

    public void Collect(int doc)
    {
        var failed = NoFilter;
        for (var f = 0; f < _filters.Length; f++)
        {
            if (_filters[f].Passes(doc))
                continue;
            if (failed != NoFilter)
            {
                if (++_skipped % BlockSize == 0)
                    _cancellation.ThrowIfCancellationRequested();
                return;
            }
            failed = f;
        }
        if (failed == NoFilter)
            Hit(doc);
        else if (_nearMisses[failed].Add(doc))
            CountNearMisses(failed);
    }

    private void Hit(int doc)
    {
        _total++;
        _sample?.Offer(doc);
        var score = _order.NeedsScore && _scorer is not null ? _scorer.GetScore() : 0f;
        var key = _order.Key(doc, score);
        if (key < _top.Threshold)
            _top.SkipWorse();
        else
            _top.Offer(_order.Rank(doc, key, score));
        if (_hits.Add(doc))
            CountHits();
    }

    private void CountHits()
    {
        _cancellation.ThrowIfCancellationRequested();
        var docs = _hits.Take();
        foreach (var facet in _facets)
            facet.Count(docs);
        _histogram?.Count(docs);
    }

    private void CountNearMisses(int failed)
    {
        _cancellation.ThrowIfCancellationRequested();
        var docs = _nearMisses[failed].Take();
        if (failed == _dateFilter)
            _histogram?.CountFiltered(docs);
        for (var f = 0; f < _facets.Length; f++)
            if (_facetFilter[f] == failed)
                _facets[f].Count(docs);
    }

    // The columns of the open segment are needed to count what is still in the blocks.
    private void Close()
    {
        CountHits();
        for (var f = 0; f < _nearMisses.Length; f++)
            CountNearMisses(f);
    }

    private void Open(int segment)
    {
        Close();
        var columns = _snapshot.Segments[segment];
        for (var f = 0; f < _request.Filters.Count; f++)
            _filters[f] = SegmentFilter.Of(columns, _request.Filters[f]);
        if (_bounds is not null)
            _filters[_dateFilter] = SegmentFilter.Of(columns, _request.Date!, _bounds);
        foreach (var facet in _facets)
            facet.Open(segment);
        _histogram?.Open(segment);
        _order.Open(segment);
        _sample?.Open(segment);
        _scorer = null;
    }

    private ValueFilter? Own(Dimension dimension) => _request.Filters.FirstOrDefault(f => f.Dimension == dimension);

    /// <summary>The answer, after all segments were seen.</summary>
    public IndexAnswer Answer(IndexStatus status)
    {
        Close();
        foreach (var facet in _facets)
            facet.Close();
        var hits = _top.Take();
        var isBackwards = _request.After is { IsBefore: true };
        if (isBackwards)
            hits.Reverse();
        // A page that was reached by a cursor has a neighbour on the side that the cursor came from.
        var hasNext = hits.Count > 0 && (isBackwards || _top.HasMore);
        var hasPrevious = hits.Count > 0 && (isBackwards ? _top.HasMore : _request.After is not null);
        var drawn = _sample?.Take();
        return new IndexAnswer
        {
            Index = status,
            Total = _total,
            Hits = drawn?.Hits ?? [.. hits.Select(h => new IndexHit(h.Sequence, h.Score))],
            Next = hasNext ? _order.Place(hits[^1], isBefore: false) : null,
            Previous = hasPrevious ? _order.Place(hits[0], isBefore: true) : null,
            Strata = drawn?.Strata,
            Facets = [.. _facets.Select(f => f.Result())],
            Histogram = _histogram?.Result(),
        };
    }

    /// <summary>Documents that wait to be counted.</summary>
    private sealed class Block
    {
        private readonly int[] _docs = new int[BlockSize];
        private int _count;

        /// <summary>True when the block is full and must be taken.</summary>
        public bool Add(int doc)
        {
            _docs[_count++] = doc;
            return _count == BlockSize;
        }

        public ReadOnlySpan<int> Take()
        {
            var taken = _docs.AsSpan(0, _count);
            _count = 0;
            return taken;
        }
    }
}
