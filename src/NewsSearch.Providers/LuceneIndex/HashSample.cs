using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// Draws the articles whose hashed id is smallest, in each stratum as many as its share of all matches gives (largest
/// remainders first). Hashes decide alone, so removing other articles never changes which of two comes first.
/// </summary>
internal sealed class HashSample(Snapshot snapshot, SampleRequest request)
{
    private readonly Dictionary<int, Frame> _frames = [];
    private readonly ulong _seed = Mix((ulong)request.Seed ^ 0x9E3779B97F4A7C15UL);
    private long[] _hashes = [];
    private long[] _sequences = [];
    private int[] _sets = [];
    private int[] _strata = [];

    public void Open(int segment)
    {
        var opened = snapshot.Segments[segment];
        _hashes = opened.Columns.NumbersOf(opened.Reader, IndexSchema.IdHash);
        _sequences = opened.Columns.Sequences;
        if (request.Stratum is null)
            return;
        var column = opened.Values(request.Stratum);
        var shared = snapshot.Values(request.Stratum).FromLocal[segment];
        _sets = column.Sets;
        // The stratum of a set of several values is its first.
        _strata = new int[column.SetCount];
        _strata[0] = -1;
        for (var set = 1; set < _strata.Length; set++)
            _strata[set] = shared[column.Members[column.Offsets[set]]];
    }

    public void Offer(int doc)
    {
        var stratum = request.Stratum is null ? -1 : _strata[_sets[doc]];
        if (!_frames.TryGetValue(stratum, out var frame))
            _frames.Add(stratum, frame = new Frame());
        frame.Size++;
        var hash = Mix((ulong)_hashes[doc] ^ _seed);
        if (frame.Drawn.Count < request.Size)
            frame.Drawn.Enqueue((hash, _sequences[doc]), ulong.MaxValue - hash);
        else if (hash < frame.Drawn.Peek().Hash)
            frame.Drawn.EnqueueDequeue((hash, _sequences[doc]), ulong.MaxValue - hash);
    }

    /// <summary>The sample in the order of its hashes, and the frames that it was drawn from.</summary>
    public (IReadOnlyList<IndexHit> Hits, IReadOnlyList<SampleStratum> Strata) Take()
    {
        var named = _frames
            .Select(f => (Name: f.Key < 0 ? null : snapshot.Values(request.Stratum!).Names[f.Key], Frame: f.Value))
            .OrderBy(f => f.Name, StringComparer.Ordinal)
            .ToList();
        var shares = Shares([.. named.Select(f => f.Frame.Size)]);
        var drawn = new List<(ulong Hash, long Sequence)>();
        for (var i = 0; i < named.Count; i++)
            drawn.AddRange(named[i].Frame.Smallest().Take(shares[i]));
        drawn.Sort();
        return (
            [.. drawn.Select(d => new IndexHit(d.Sequence, 0))],
            [.. named.Select((f, i) => new SampleStratum(f.Name, f.Frame.Size, shares[i]))]
        );
    }

    private int[] Shares(long[] sizes)
    {
        var total = sizes.Sum();
        var wanted = Math.Min(request.Size, total);
        var shares = new int[sizes.Length];
        var remainders = new List<(long Remainder, int Stratum)>();
        for (var i = 0; i < sizes.Length; i++)
        {
            shares[i] = (int)(wanted * sizes[i] / total);
            remainders.Add((wanted * sizes[i] % total, i));
        }
        var left = (int)(wanted - shares.Sum());
        foreach (var (_, stratum) in remainders.OrderByDescending(r => r.Remainder).ThenBy(r => r.Stratum).Take(left))
            shares[stratum]++;
        return shares;
    }

    // The finalizer of MurmurHash3: every bit of the input changes about half of the output.
    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 33)) * 0xFF51AFD7ED558CCDUL;
        x = (x ^ (x >> 33)) * 0xC4CEB9FE1A85EC53UL;
        return x ^ (x >> 33);
    }

    private sealed class Frame
    {
        public long Size { get; set; }

        /// <summary>The smallest hashes so far, the greatest of them first out.</summary>
        public PriorityQueue<(ulong Hash, long Sequence), ulong> Drawn { get; } = new();

        public IEnumerable<(ulong Hash, long Sequence)> Smallest() =>
            Drawn.UnorderedItems.Select(i => i.Element).Order();
    }
}
