using System.Buffers;
using System.Numerics;
using Lucene.Net.Util;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// The postings of a word that queries ask for again and again, decoded and merged once for a segment: what the engine
/// reads byte by byte through its files is then a look into arrays.
/// </summary>
/// <remarks>
/// Documents are a bit each where that is smaller than a number each. Immutable, deleted documents included, so that it
/// serves every snapshot of its segment.
/// </remarks>
internal sealed class HotWord
{
    /// <summary>A word in fewer documents than this part of the segment keeps their numbers.</summary>
    private const int DenseShare = 32;

    private const int Large = byte.MaxValue;

    /// <summary>Of so many documents it is known where the positions of the first begin.</summary>
    private const int Stride = 8;

    private readonly int[] _docs;
    private readonly ulong[] _bits = [];
    private readonly int[] _ranks = [];
    private readonly byte[] _counts;
    private Dictionary<int, int> _large = [];
    private readonly int[] _starts = [];
    private readonly byte[] _places = [];

    private HotWord(ReadOnlySpan<int> docs, byte[] counts, int[]? starts, byte[]? places, int maxDoc)
    {
        (Documents, _counts) = (docs.Length, counts);
        if (starts is not null && places is not null)
            (_starts, _places) = (starts, places);
        if (docs.Length < maxDoc / DenseShare)
        {
            _docs = docs.ToArray();
            return;
        }
        _docs = [];
        _bits = new ulong[(maxDoc + 63) / 64];
        foreach (var doc in docs)
            _bits[doc >> 6] |= 1UL << doc;
        _ranks = new int[_bits.Length];
        for (var i = 1; i < _ranks.Length; i++)
            _ranks[i] = _ranks[i - 1] + BitOperations.PopCount(_bits[i - 1]);
    }

    public int Documents { get; }

    public bool HasPlaces => _starts.Length > 0;

    /// <summary>Bytes that it takes.</summary>
    public long Size =>
        4L * (_docs.Length + _ranks.Length + _starts.Length) + 8L * _bits.Length + _counts.Length + _places.Length;

    /// <summary>Reads everything that the postings have.</summary>
    public static HotWord Of(MergedPostings postings, bool withPlaces, int maxDoc, CancellationToken cancellation)
    {
        var most = (int)Math.Min(postings.Cost, maxDoc);
        var docs = ArrayPool<int>.Shared.Rent(most);
        var counts = ArrayPool<byte>.Shared.Rent(most);
        var starts = new List<int>();
        var bytes = new ArrayBufferWriter<byte>(withPlaces ? 2 * most : 1);
        var places = new List<int>();
        var large = new Dictionary<int, int>();
        var count = 0;
        for (var doc = postings.NextDoc(); doc != MergedPostings.NoMoreDocs; doc = postings.NextDoc(), count++)
        {
            if ((count & 1_023) == 0)
                cancellation.ThrowIfCancellationRequested();
            docs[count] = doc;
            counts[count] = (byte)Math.Min(postings.Count, Large);
            if (postings.Count >= Large)
                large.Add(count, postings.Count);
            if (!withPlaces)
                continue;
            if (count % Stride == 0)
                starts.Add(bytes.WrittenCount);
            postings.ReadPlaces(places);
            Write(bytes, places);
        }
        var word = new HotWord(
            docs.AsSpan(0, count),
            counts[..count],
            withPlaces ? [.. starts] : null,
            withPlaces ? bytes.WrittenSpan.ToArray() : null,
            maxDoc
        )
        {
            _large = large,
        };
        ArrayPool<int>.Shared.Return(docs);
        ArrayPool<byte>.Shared.Return(counts);
        return word;
    }

    public IWordPostings Open(IBits? live) => _bits.Length > 0 ? new Dense(this, live) : new Sparse(this, live);

    // Distances as variable-length integers.
    private static void Write(ArrayBufferWriter<byte> to, List<int> places)
    {
        const int longest = 5;
        var bytes = to.GetSpan(longest * places.Count);
        var (length, last) = (0, 0);
        foreach (var place in places)
        {
            var left = (uint)(place - last);
            for (; left > 0x7F; left >>= 7)
                bytes[length++] = (byte)(left | 0x80);
            bytes[length++] = (byte)left;
            last = place;
        }
        to.Advance(length);
    }

    private int CountOf(int number) => _counts[number] is < Large and var count ? count : _large[number];

    private void ReadPlaces(int number, List<int> places)
    {
        places.Clear();
        var at = _starts[number / Stride];
        // The last byte of each number is below 128.
        for (var before = number / Stride * Stride; before < number; before++)
        for (var left = CountOf(before); left > 0; at++)
            left -= _places[at] < 0x80 ? 1 : 0;
        var place = 0;
        for (var left = CountOf(number); left > 0; left--)
        {
            var step = 0;
            for (var shift = 0; ; shift += 7)
            {
                var next = _places[at++];
                step |= (next & 0x7F) << shift;
                if (next < 0x80)
                    break;
            }
            places.Add(place += step);
        }
    }

    private sealed class Sparse(HotWord word, IBits? live) : IWordPostings
    {
        private readonly int[] _docs = word._docs;
        private int _number = -1;

        public int Doc { get; private set; } = -1;

        public int Count => word.CountOf(_number);

        public long Cost => word.Documents;

        public int Advance(int target)
        {
            var number = _number + 1;
            if (number < _docs.Length && _docs[number] < target)
                number = Search(number, target);
            while (live is not null && number < _docs.Length && !live.Get(_docs[number]))
                number++;
            _number = number;
            return Doc = number < _docs.Length ? _docs[number] : MergedPostings.NoMoreDocs;
        }

        public void ReadPlaces(List<int> places) => word.ReadPlaces(_number, places);

        // In steps that double, then between the last two: near targets are the usual ones.
        private int Search(int from, int target)
        {
            var step = 1;
            while (from + step < _docs.Length && _docs[from + step] < target)
                step *= 2;
            var found = Array.BinarySearch(
                _docs,
                from + step / 2,
                Math.Min(step - step / 2 + 1, _docs.Length - from - step / 2),
                target
            );
            return found >= 0 ? found : ~found;
        }
    }

    private sealed class Dense(HotWord word, IBits? live) : IWordPostings
    {
        private readonly ulong[] _bits = word._bits;

        public int Doc { get; private set; } = -1;

        public int Count => word.CountOf(Number);

        public long Cost => word.Documents;

        public int Advance(int target)
        {
            var at = target >> 6;
            if (at >= _bits.Length)
                return Doc = MergedPostings.NoMoreDocs;
            var bits = _bits[at] & (ulong.MaxValue << target);
            while (true)
            {
                while (bits == 0)
                {
                    if (++at == _bits.Length)
                        return Doc = MergedPostings.NoMoreDocs;
                    bits = _bits[at];
                }
                var doc = (at << 6) + BitOperations.TrailingZeroCount(bits);
                if (live is null || live.Get(doc))
                    return Doc = doc;
                bits &= bits - 1;
            }
        }

        public void ReadPlaces(List<int> places) => word.ReadPlaces(Number, places);

        private int Number => word._ranks[Doc >> 6] + BitOperations.PopCount(_bits[Doc >> 6] & ((1UL << Doc) - 1));
    }
}
