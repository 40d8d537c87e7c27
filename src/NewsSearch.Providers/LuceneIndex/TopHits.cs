namespace NewsSearch.Providers.LuceneIndex;

/// <summary>A hit in sort order: greater keys come first, the unique tie-breaker decides among equals.</summary>
internal readonly record struct RankedHit(long Key, long Tie, long Sequence, float Score)
{
    public bool IsBehind(in RankedHit other) => Key < other.Key || (Key == other.Key && Tie < other.Tie);
}

/// <summary>
/// Keeps the best hits behind a position in a binary heap whose root is the worst. Written out because queries whose
/// hits all score the same replace the root at every hit, which the framework's queue does six times slower.
/// </summary>
internal sealed class TopHits(int limit, RankedHit? after)
{
    private readonly RankedHit[] _heap = new RankedHit[limit];
    private int _count;

    /// <summary>Most hits that are kept.</summary>
    public int Limit => limit;

    /// <summary>Key of the worst hit kept; a hit with a smaller key cannot enter.</summary>
    public long Threshold { get; private set; } = limit == 0 ? long.MaxValue : long.MinValue;

    /// <summary>True when hits were left out behind the last one kept.</summary>
    public bool HasMore { get; private set; }

    /// <summary>Whether a hit before which none of some others comes could be kept.</summary>
    public bool CanKeep(in RankedHit best) => _count < limit || (limit > 0 && !best.IsBehind(_heap[0]));

    /// <summary>Records that a hit behind the last one kept exists.</summary>
    public void SkipWorse() => HasMore = true;

    public void Offer(in RankedHit hit)
    {
        if (after is { } last && !hit.IsBehind(last))
            return;
        if (_count < limit)
        {
            Rise(hit, _count++);
        }
        else
        {
            HasMore = true;
            if (limit == 0 || hit.IsBehind(_heap[0]))
                return;
            Sink(hit, _count);
        }
        if (_count == limit)
            Threshold = _heap[0].Key;
    }

    /// <summary>The hits, best first; empties the heap.</summary>
    public List<RankedHit> Take()
    {
        var hits = new RankedHit[_count];
        for (var n = _count - 1; n >= 0; n--)
        {
            hits[n] = _heap[0];
            Sink(_heap[n], n);
        }
        _count = 0;
        return [.. hits];
    }

    private void Rise(in RankedHit hit, int at)
    {
        while (at > 0 && hit.IsBehind(_heap[(at - 1) / 2]))
        {
            _heap[at] = _heap[(at - 1) / 2];
            at = (at - 1) / 2;
        }
        _heap[at] = hit;
    }

    // Puts the hit in place of the root of a heap of this size.
    private void Sink(in RankedHit hit, int size)
    {
        var moved = hit;
        var at = 0;
        while (true)
        {
            var child = 2 * at + 1;
            if (child >= size)
                break;
            if (child + 1 < size && _heap[child + 1].IsBehind(_heap[child]))
                child++;
            if (!_heap[child].IsBehind(moved))
                break;
            _heap[at] = _heap[child];
            at = child;
        }
        if (size > 0)
            _heap[at] = moved;
    }
}
