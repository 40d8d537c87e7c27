namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// A part of a query that is decided by positions. They are read only of documents that have the needed words at all.
/// </summary>
/// <remarks>The count that is scored is the number of runs of words that a highlighter would mark.</remarks>
internal sealed class PlacesClause : CountedClause
{
    private readonly Clause? _candidates;
    private readonly AllWords? _walk;
    private readonly SegmentPlaces _places;
    private readonly HotPhrase? _phrase;
    private readonly Place _place;
    private readonly CancellationToken _cancellation;
    private int _verified;

    /// <param name="candidates">
    /// The documents that have the needed words; null for those that have all, read from the same postings.
    /// </param>
    public PlacesClause(Segment segment, CompiledPlace compiled, Clause? candidates, Bm25 score)
        : base(score)
    {
        (_place, _cancellation) = (compiled.Place, compiled.Words[0].Cancellation);
        _places = new SegmentPlaces(segment, compiled);
        _phrase = HotPhrase.Of(compiled.Place, _places);
        _candidates = candidates ?? _phrase?.Candidates(score);
        if (_candidates is null)
            _walk = new AllWords(_places.Words);
    }

    public override long Cost => _candidates?.Cost ?? _walk!.GetCost();

    protected override void Count(int start, Span<ulong> bits)
    {
        if (_candidates is null)
        {
            Walk(start, bits);
            return;
        }
        _candidates.Narrow(start, bits);
        foreach (var doc in Bits.In(bits))
            Verify(start, doc);
    }

    // Postings go forward only, so places are counted where the walk comes by.
    private void Walk(int start, Span<ulong> bits)
    {
        var end = start + bits.Length * Bits.PerWord;
        var doc = _walk!.DocID < start ? _walk.Advance(start) : _walk.DocID;
        for (; doc < end; doc = _walk.NextDoc())
            if (Bits.Has(bits, doc - start))
                Verify(start, doc - start);
    }

    private void Verify(int start, int doc)
    {
        // Candidates that fail are never counted, so nobody else would notice that the client left.
        if ((++_verified & 1_023) == 0)
            _cancellation.ThrowIfCancellationRequested();
        if (PlacesIn(start + doc) is > 0 and var count)
            Match(doc, count);
    }

    private int PlacesIn(int doc)
    {
        if (_phrase is not null && (_phrase.Count(doc) is var count) && (count == 0 || _phrase.IsWhole))
            return count;
        _places.MoveTo(doc);
        return _place.CountRuns(_places);
    }
}
