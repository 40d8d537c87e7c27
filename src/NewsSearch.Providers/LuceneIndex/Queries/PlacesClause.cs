using System.Numerics;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// A part of a query that is decided by positions. They are read only of documents that have the needed words at all.
/// </summary>
/// <remarks>The count that is scored is the number of runs of words that a highlighter would mark.</remarks>
internal sealed class PlacesClause : Clause
{
    private readonly Clause? _candidates;
    private readonly AllWords? _walk;
    private readonly SegmentPlaces _places;
    private readonly HotPhrase? _phrase;
    private readonly Place _place;
    private readonly Bm25 _score;
    private readonly CancellationToken _cancellation;
    private readonly ulong[] _matched = new ulong[Words];
    private readonly int[] _counts = new int[Width];
    private int _verified;

    /// <param name="candidates">
    /// The documents that have the needed words; null for those that have all, read from the same postings.
    /// </param>
    public PlacesClause(Segment segment, CompiledPlace compiled, Clause? candidates, Bm25 score)
    {
        (_place, _score, _cancellation) = (compiled.Place, score, compiled.Words[0].Cancellation);
        _places = new SegmentPlaces(segment, compiled);
        _phrase = HotPhrase.Of(compiled.Place, _places);
        _candidates = candidates ?? _phrase?.Candidates(score);
        if (_candidates is null)
            _walk = new AllWords(_places.Words);
    }

    public override long Cost => _candidates?.Cost ?? _walk!.GetCost();

    public override void Narrow(int start, Span<ulong> bits)
    {
        _matched.AsSpan().Clear();
        if (_candidates is not null)
            _candidates.Narrow(start, bits);
        else
            Walk(start, bits);
        foreach (var doc in Bits.In(bits))
        {
            // Candidates that fail are never counted, so nobody else would notice that the client left.
            if ((++_verified & 1_023) == 0)
                _cancellation.ThrowIfCancellationRequested();
            if (_walk is null)
                _counts[doc] = Count(start + doc);
            if (_counts[doc] > 0)
                Bits.Set(_matched, doc);
        }
        Bits.And(bits, _matched);
    }

    public override void AddScores(int start, ReadOnlySpan<ulong> bits, Span<float> scores)
    {
        for (var w = 0; w < bits.Length; w++)
        for (var left = bits[w] & _matched[w]; left != 0; left &= left - 1)
        {
            var doc = w * Bits.PerWord + BitOperations.TrailingZeroCount(left);
            scores[doc] += _score.Of(start + doc, _counts[doc]);
        }
    }

    // Postings go forward only, so places are counted where the walk comes by.
    private void Walk(int start, Span<ulong> bits)
    {
        Span<ulong> found = stackalloc ulong[Words];
        found = found[..bits.Length];
        found.Clear();
        var end = start + bits.Length * Bits.PerWord;
        var doc = _walk!.DocID < start ? _walk.Advance(start) : _walk.DocID;
        for (; doc < end; doc = _walk.NextDoc())
        {
            if ((++_verified & 1_023) == 0)
                _cancellation.ThrowIfCancellationRequested();
            if (!Bits.Has(bits, doc - start))
                continue;
            _counts[doc - start] = Count(doc);
            Bits.Set(found, doc - start);
        }
        Bits.And(bits, found);
    }

    private int Count(int doc)
    {
        if (_phrase is not null && (_phrase.Count(doc) is var count) && (count == 0 || _phrase.IsWhole))
            return count;
        _places.MoveTo(doc);
        return _place.CountRuns(_places);
    }
}
