using System.Buffers;
using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// Sees the matches of a query segment by segment and does everything with them: filters, total, best hits, facets,
/// histogram. What fails exactly one filter is counted for that filter's own dimension only, which gives multi-select
/// counts without a second query.
/// </summary>
internal sealed class HitCollector
{
    private const int NoFilter = -1;

    private readonly Snapshot _snapshot;
    private readonly SearchRequest _request;
    private readonly CancellationToken _cancellation;
    private readonly FacetCounter[] _facets;
    private readonly int[] _facetFilter;
    private readonly int _dateFilter = NoFilter;
    private readonly HistogramCounter? _histogram;
    private readonly HitOrder _order;
    private readonly TopHits _top;
    private readonly HashSample? _sample;
    private readonly ulong[][] _nearMisses;
    private SegmentFilter[] _filters = [];
    private ulong[] _hits = [];
    private long _total;

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
            _dateFilter = filters++;
        _nearMisses = new ulong[filters][];
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

    /// <summary>Sees all segments.</summary>
    /// <param name="query">Null for every document.</param>
    public void Collect(OpenClause? query)
    {
        var most = _snapshot.Segments.Select(s => Bits.Words(s.Reader.MaxDoc)).DefaultIfEmpty(0).Max();
        var hits = ArrayPool<ulong>.Shared.Rent(most);
        var nearMisses = Array.ConvertAll(_nearMisses, _ => ArrayPool<ulong>.Shared.Rent(most));
        var scores = ArrayPool<float>.Shared.Rent(Clause.Width);
        Array.Clear(scores, 0, Clause.Width);
        // The latest segments hold the latest articles, which are most often those that come first.
        for (var s = _snapshot.Segments.Length - 1; s >= 0; s--)
        {
            var clause = query?.Invoke(_snapshot.Segments[s]);
            if (query is null || clause is not null)
                Collect(s, clause, scores, hits, nearMisses);
        }
        // After an error they are left to the collector.
        ArrayPool<ulong>.Shared.Return(hits);
        Array.ForEach(nearMisses, n => ArrayPool<ulong>.Shared.Return(n));
        ArrayPool<float>.Shared.Return(scores);
    }

    private void Collect(int segment, Clause? clause, float[] scores, ulong[] hits, ulong[][] nearMisses)
    {
        var opened = _snapshot.Segments[segment];
        var maxDoc = opened.Reader.MaxDoc;
        var words = Bits.Words(maxDoc);
        _filters = SegmentFilter.Of(opened, _request.Filters, _request.Date);
        _order.Open(segment);
        var isScored = _order.NeedsScore && clause is not null && _top.Limit > 0;
        for (var start = 0; start < maxDoc; start += Clause.Width)
        {
            _cancellation.ThrowIfCancellationRequested();
            var bits = Clause.Stretch(hits.AsSpan(0, words), start);
            opened.Open(start, bits);
            clause?.Narrow(start, bits);
            Filter(start, bits, words, nearMisses);
            if (isScored && Bits.Any(bits))
            {
                clause!.AddScores(start, bits, scores);
                Rank(start, bits, scores);
            }
        }
        var found = hits.AsSpan(0, words);
        _total += Bits.Count(found);
        if (!isScored && _top.Limit > 0)
            Rank(found);
        Draw(segment, found);
        Count(segment, found, nearMisses);
    }

    // Leaves what passes all filters; what fails one of them only is noted for it.
    private void Filter(int start, Span<ulong> bits, int words, ulong[][] nearMisses)
    {
        Span<ulong> passing = stackalloc ulong[Clause.Words];
        passing = passing[..bits.Length];
        for (var f = 0; f < _filters.Length; f++)
        {
            bits.CopyTo(passing);
            for (var before = 0; before < f; before++)
                Bits.Add(passing, Clause.Stretch(nearMisses[before].AsSpan(0, words), start));
            _filters[f].Narrow(start, passing);
            for (var before = 0; before < f; before++)
                Bits.And(Clause.Stretch(nearMisses[before].AsSpan(0, words), start), passing);
            var failing = Clause.Stretch(nearMisses[f].AsSpan(0, words), start);
            bits.CopyTo(failing);
            Bits.Remove(failing, passing);
            Bits.And(bits, passing);
        }
    }

    private void Rank(int start, ReadOnlySpan<ulong> bits, float[] scores)
    {
        foreach (var at in Bits.In(bits))
        {
            var score = scores[at];
            scores[at] = 0;
            var key = _order.Key(start + at, score);
            if (key < _top.Threshold)
                _top.SkipWorse();
            else
                _top.Offer(_order.Rank(start + at, key, score));
        }
    }

    // What is not scored is ranked in the order that finds the best hits first, and most stretches are passed over.
    private void Rank(Span<ulong> hits)
    {
        var stretches = (hits.Length + Clause.Words - 1) / Clause.Words;
        for (var n = 0; n < stretches; n++)
        {
            var start = (_order.PrefersLater ? stretches - 1 - n : n) * Clause.Width;
            var bits = Clause.Stretch(hits, start);
            if (!Bits.Any(bits))
                continue;
            if (_top.CanKeep(_order.Bound(start)))
                Offer(start, bits);
            else
                _top.SkipWorse();
        }
    }

    private void Offer(int start, ReadOnlySpan<ulong> bits)
    {
        foreach (var doc in Bits.In(bits, start))
        {
            var key = _order.Key(doc, score: 0);
            if (key < _top.Threshold)
                _top.SkipWorse();
            else
                _top.Offer(_order.Rank(doc, key, score: 0));
        }
    }

    private void Draw(int segment, ReadOnlySpan<ulong> hits)
    {
        if (_sample is null)
            return;
        _sample.Open(segment);
        foreach (var doc in Bits.In(hits))
            _sample.Offer(doc);
    }

    private void Count(int segment, Span<ulong> hits, ulong[][] nearMisses)
    {
        foreach (var facet in _facets)
            facet.Open(segment);
        _histogram?.Open(segment);
        var maxDoc = _snapshot.Segments[segment].Reader.MaxDoc;
        Count(new CountedDocuments(hits, maxDoc), NoFilter);
        for (var f = 0; f < nearMisses.Length; f++)
        {
            if (!Array.Exists(_facetFilter, own => own == f) && (f != _dateFilter || _histogram is null))
                continue;
            var unfiltered = nearMisses[f].AsSpan(0, hits.Length);
            Bits.Add(unfiltered, hits);
            Count(new CountedDocuments(unfiltered, maxDoc), f);
        }
        foreach (var facet in _facets)
            facet.Close();
    }

    // For everything that is counted as if this filter were not there.
    private void Count(CountedDocuments documents, int filter)
    {
        if (documents.IsAllBut)
        {
            for (var f = 0; f < _facets.Length; f++)
                if (_facetFilter[f] == filter)
                    _facets[f].CountAll();
            if (filter == NoFilter)
                _histogram?.CountAll();
            else if (filter == _dateFilter)
                _histogram?.CountAllUnfiltered();
        }
        Span<int> block = stackalloc int[CountedDocuments.Block];
        for (int count; (count = documents.Read(block)) > 0; )
        {
            _cancellation.ThrowIfCancellationRequested();
            var docs = block[..count];
            for (var f = 0; f < _facets.Length; f++)
                if (_facetFilter[f] == filter)
                    _facets[f].Count(docs, documents.Sign);
            if (filter == NoFilter)
                _histogram?.Count(docs, documents.Sign);
            else if (filter == _dateFilter)
                _histogram?.CountUnfiltered(docs, documents.Sign);
        }
    }

    private ValueFilter? Own(Dimension dimension) => _request.Filters.FirstOrDefault(f => f.Dimension == dimension);

    /// <summary>The answer, after all segments were seen.</summary>
    public IndexAnswer Answer(IndexStatus status)
    {
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
}
