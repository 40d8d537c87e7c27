using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// Sees each match of the query once and does everything in that pass: filters from columns, total, facets, histogram,
/// best hits. A match that fails exactly one filter is counted for that filter's own dimension only, which gives
/// multi-select counts without a second query.
/// </summary>
internal sealed class HitCollector : ICollector
{
    private const int NoFailure = -1;
    private const int CancellationInterval = 4_096;

    private readonly Snapshot _snapshot;
    private readonly SearchRequest _request;
    private readonly CancellationToken _cancellation;
    private readonly DateBounds? _bounds;
    private readonly FacetCounter[] _facets;
    private readonly int[] _facetFilter;
    private readonly SegmentFilter[] _filters;
    private readonly int _dateFilter = NoFailure;
    private readonly TopHits _top;
    private Scorer? _scorer;
    private long[] _sequences = [];
    private long[] _dates = [];
    private int[] _sourceSets = [];
    private int[] _sourceRanks = [];
    private int _seen;

    public HitCollector(Snapshot snapshot, SearchRequest request, CancellationToken cancellation)
    {
        _snapshot = snapshot;
        _request = request;
        _cancellation = cancellation;
        _top = new TopHits(request.Limit, Position(request));
        var filters = request.Filters.Count;
        if (request.Date is not null)
        {
            _dateFilter = filters++;
            _bounds = new DateBounds(request.Date);
        }
        _filters = new SegmentFilter[filters];
        _facets = new FacetCounter[request.Facets.Count];
        _facetFilter = new int[_facets.Length];
        for (var f = 0; f < _facets.Length; f++)
        {
            var dimension = request.Facets[f].Dimension;
            var own = request.Filters.FirstOrDefault(x => x.Dimension == dimension);
            _facets[f] = new FacetCounter(snapshot, request.Facets[f], own);
            _facetFilter[f] = own is null ? NoFailure : request.Filters.ToList().IndexOf(own);
        }
        Histogram = request.Histogram is { } histogram ? new HistogramCounter(snapshot, histogram, request.Date) : null;
    }

    public long Total { get; private set; }

    public HistogramCounter? Histogram { get; }

    public bool AcceptsDocsOutOfOrder => true;

    private bool ByScore => _request.Sort == SortOrder.Relevance;

    public void SetScorer(Scorer scorer) => _scorer = scorer;

    public void SetNextReader(AtomicReaderContext context) => Open(context.Ord);

    /// <summary>Collects every living document, for a query that matches all.</summary>
    public void CollectAll()
    {
        for (var s = 0; s < _snapshot.Segments.Length; s++)
        {
            Open(s);
            var reader = _snapshot.Segments[s].Reader;
            IBits? live = reader.LiveDocs;
            for (var doc = 0; doc < reader.MaxDoc; doc++)
                if (live is null || live.Get(doc))
                    Collect(doc);
        }
    }

    public void Collect(int doc)
    {
        if (++_seen % CancellationInterval == 0)
            _cancellation.ThrowIfCancellationRequested();
        var failed = NoFailure;
        for (var f = 0; f < _filters.Length; f++)
        {
            if (_filters[f].Passes(doc))
                continue;
            if (failed != NoFailure)
                return;
            failed = f;
        }
        if (failed == NoFailure)
            Hit(doc);
        else
            NearMiss(doc, failed);
    }

    private void Hit(int doc)
    {
        Total++;
        foreach (var facet in _facets)
            facet.Count(doc);
        Histogram?.Count(doc, isHit: true);
        var score = ByScore && _scorer is not null ? _scorer.GetScore() : 0f;
        var key = Key(doc, score);
        if (key < _top.Threshold)
        {
            _top.SkipWorse();
            return;
        }
        var sequence = _sequences[doc];
        _top.Offer(key, Tie(sequence), sequence, score);
    }

    private void NearMiss(int doc, int failed)
    {
        if (failed == _dateFilter)
            Histogram?.Count(doc, isHit: false);
        for (var f = 0; f < _facets.Length; f++)
            if (_facetFilter[f] == failed)
                _facets[f].Count(doc);
    }

    private void Open(int segment)
    {
        var columns = _snapshot.Segments[segment];
        for (var f = 0; f < _request.Filters.Count; f++)
            _filters[f] = SegmentFilter.Of(columns, _request.Filters[f]);
        if (_bounds is not null)
            _filters[_dateFilter] = SegmentFilter.Of(columns, _request.Date!, _bounds);
        foreach (var facet in _facets)
            facet.Open(segment);
        Histogram?.Open(segment);
        _sequences = columns.Columns.Sequences;
        _scorer = null;
        if (_request.Sort is SortOrder.Newest or SortOrder.Oldest)
            _dates = columns.Dates(DateField.Published).Values;
        else if (_request.Sort == SortOrder.Source)
            OpenSourceRanks(segment);
    }

    private void OpenSourceRanks(int segment)
    {
        var column = _snapshot.Segments[segment].Values(Dimension.Source);
        var shared = _snapshot.Values(Dimension.Source).FromLocal[segment];
        _sourceSets = column.Sets;
        _sourceRanks = new int[column.SetCount];
        _sourceRanks[0] = int.MaxValue;
        for (var set = 1; set < column.SetCount; set++)
            _sourceRanks[set] = _snapshot.SourceRanks[shared[column.Members[column.Offsets[set]]]];
    }

    // Greater is better; articles without a date come last in both directions.
    private long Key(int doc, float score)
    {
        switch (_request.Sort)
        {
            case SortOrder.Newest:
                return _dates[doc] == StoredDate.Unknown ? long.MinValue + 1 : StoredDate.Start(_dates[doc]);
            case SortOrder.Oldest:
                return _dates[doc] == StoredDate.Unknown ? long.MinValue + 1 : -StoredDate.Start(_dates[doc]);
            case SortOrder.Source:
                return -(long)_sourceRanks[_sourceSets[doc]];
            default:
                // Scores are not negative, so their bits order as they do.
                return BitConverter.SingleToInt32Bits(score);
        }
    }

    private long Tie(long sequence) => _request.Sort == SortOrder.Oldest ? -sequence : sequence;

    private RankedHit? Position(SearchRequest request) =>
        request.After is { } after ? new RankedHit(after.Key, Tie(after.Sequence), after.Sequence, 0) : null;

    /// <summary>The answer, after all segments were seen.</summary>
    public IndexAnswer Answer(IndexStatus status)
    {
        foreach (var facet in _facets)
            facet.Close();
        var hits = _top.Take();
        var hasNext = _top.HasMore && hits.Count > 0;
        return new IndexAnswer
        {
            Index = status,
            Total = Total,
            Hits = [.. hits.Select(h => new IndexHit(h.Sequence, h.Score))],
            Next = hasNext ? new PagePosition(_snapshot.Id, hits[^1].Key, hits[^1].Sequence) : null,
            Facets = [.. _facets.Select(f => f.Result())],
            Histogram = Histogram?.Result(),
        };
    }
}
