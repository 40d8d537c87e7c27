namespace NewsSearch.Providers.LuceneIndex;

/// <summary>A hit in sort order: greater keys come first, the unique tie-breaker decides among equals.</summary>
internal readonly record struct RankedHit(long Key, long Tie, long Sequence, float Score) : IComparable<RankedHit>
{
    public int CompareTo(RankedHit other)
    {
        var byKey = Key.CompareTo(other.Key);
        return byKey != 0 ? byKey : Tie.CompareTo(other.Tie);
    }
}

/// <summary>Keeps the best hits behind a position, in a bounded heap whose root is the worst.</summary>
internal sealed class TopHits(int limit, RankedHit? after)
{
    private readonly PriorityQueue<RankedHit, RankedHit> _heap = new(limit + 1);
    private bool _full = limit == 0;

    /// <summary>Key of the worst hit kept; a hit with a smaller key cannot enter.</summary>
    public long Threshold { get; private set; } = limit == 0 ? long.MaxValue : long.MinValue;

    /// <summary>True when hits were left out behind the last one kept.</summary>
    public bool HasMore { get; private set; }

    public void Offer(long key, long tie, long sequence, float score)
    {
        var hit = new RankedHit(key, tie, sequence, score);
        if (after is { } last && hit.CompareTo(last) >= 0)
            return;
        if (!_full)
        {
            _heap.Enqueue(hit, hit);
            if (_heap.Count < limit)
                return;
            _full = true;
        }
        else
        {
            HasMore = true;
            if (limit == 0)
                return;
            _heap.EnqueueDequeue(hit, hit);
        }
        Threshold = _heap.Peek().Key;
    }

    /// <summary>Records that a hit below the threshold exists.</summary>
    public void SkipWorse() => HasMore = true;

    /// <summary>The hits, best first.</summary>
    public List<RankedHit> Take()
    {
        var hits = new List<RankedHit>(_heap.Count);
        while (_heap.TryDequeue(out var hit, out _))
            hits.Add(hit);
        hits.Reverse();
        return hits;
    }
}
