using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

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

    /// <summary>Of so many documents it is known where the places of the first begin.</summary>
    private const int Stride = 4;

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
            _docs = Kept(docs);
            return;
        }
        _docs = [];
        _bits = Kept<ulong>((maxDoc + 63) / 64);
        foreach (var doc in docs)
            _bits[doc >> 6] |= 1UL << doc;
        _ranks = Kept<int>(_bits.Length);
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
            Kept<byte>(counts.AsSpan(0, count)),
            withPlaces ? Kept<int>(CollectionsMarshal.AsSpan(starts)) : null,
            withPlaces ? Kept(bytes.WrittenSpan) : null,
            maxDoc
        )
        {
            _large = large,
        };
        ArrayPool<int>.Shared.Return(docs);
        ArrayPool<byte>.Shared.Return(counts);
        return word;
    }

    // Where the collector moves nothing: it stops searches for the time that it takes to move what stays.
    private static T[] Kept<T>(int length) => GC.AllocateArray<T>(length, pinned: true);

    private static T[] Kept<T>(ReadOnlySpan<T> values)
    {
        var kept = GC.AllocateUninitializedArray<T>(values.Length, pinned: true);
        values.CopyTo(kept);
        return kept;
    }

    /// <summary>Its documents, one after the other.</summary>
    public HotPostings Open() => _bits.Length > 0 ? new DensePostings(this) : new SparsePostings(this);

    /// <summary>Its documents as a part of a query.</summary>
    public Clause Open(Bm25 score) => _bits.Length > 0 ? new DenseClause(this, score) : new SparseClause(this, score);

    /// <summary>Reads the places in the document of this number, counted from 0 among those of the word.</summary>
    public PlaceReader Places(int number)
    {
        var at = _starts[number / Stride];
        // The last byte of each place is below 128.
        for (var before = number / Stride * Stride; before < number; before++)
        for (var left = CountIn(before); left > 0; at++)
            left -= _places[at] < 0x80 ? 1 : 0;
        return new PlaceReader(_places, at, CountIn(number));
    }

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

    /// <summary>Places in the document of this number.</summary>
    public int CountIn(int number) => _counts[number] is < Large and var count ? count : _large[number];

    // From a number whose document lies before the target: in steps that double, then between the last two, since near
    // targets are the usual ones.
    private int FirstFrom(int from, int target)
    {
        var step = 1;
        while (from + step < _docs.Length && _docs[from + step] < target)
            step *= 2;
        var first = from + step / 2;
        var found = _docs.AsSpan(first, Math.Min(step - step / 2 + 1, _docs.Length - first)).BinarySearch(target);
        return first + (found >= 0 ? found : ~found);
    }

    private sealed class SparsePostings(HotWord word) : HotPostings(word)
    {
        private readonly int[] _docs = word._docs;
        private int _number = -1;

        public override int Number => _number;

        public override int Advance(int target)
        {
            var number = _number + 1;
            if (number < _docs.Length && _docs[number] < target)
                number = Word.FirstFrom(number, target);
            _number = number;
            return Doc = number < _docs.Length ? _docs[number] : MergedPostings.NoMoreDocs;
        }
    }

    private sealed class DensePostings(HotWord word) : HotPostings(word)
    {
        private readonly ulong[] _bits = word._bits;

        public override int Number =>
            Word._ranks[Doc >> 6] + BitOperations.PopCount(_bits[Doc >> 6] & ((1UL << Doc) - 1));

        public override int Advance(int target)
        {
            var at = target >> 6;
            if (at >= _bits.Length)
                return Doc = MergedPostings.NoMoreDocs;
            var bits = _bits[at] & (ulong.MaxValue << target);
            while (bits == 0)
            {
                if (++at == _bits.Length)
                    return Doc = MergedPostings.NoMoreDocs;
                bits = _bits[at];
            }
            return Doc = (at << 6) + BitOperations.TrailingZeroCount(bits);
        }
    }

    private sealed class SparseClause(HotWord word, Bm25 score) : Clause
    {
        private readonly int[] _docs = word._docs;
        private int _from;
        private int _to;

        public override long Cost => word.Documents;

        public override void Narrow(int start, Span<ulong> bits)
        {
            Span<ulong> matched = stackalloc ulong[Words];
            matched.Clear();
            var end = start + bits.Length * Bits.PerWord;
            _from = _to;
            if (_from < _docs.Length && _docs[_from] < start)
                _from = word.FirstFrom(_from, start);
            for (_to = _from; _to < _docs.Length && _docs[_to] < end; _to++)
                Bits.Set(matched, _docs[_to] - start);
            Bits.And(bits, matched);
        }

        public override void AddScores(int start, ReadOnlySpan<ulong> bits, Span<float> scores)
        {
            for (var n = _from; n < _to; n++)
                if (Bits.Has(bits, _docs[n] - start))
                    scores[_docs[n] - start] += score.Of(_docs[n], word.CountIn(n));
        }
    }

    private sealed class DenseClause(HotWord word, Bm25 score) : Clause
    {
        public override long Cost => word.Documents;

        public override void Narrow(int start, Span<ulong> bits) =>
            Bits.And(bits, word._bits.AsSpan(start / Bits.PerWord));

        public override void AddScores(int start, ReadOnlySpan<ulong> bits, Span<float> scores)
        {
            var first = start / Bits.PerWord;
            for (var w = 0; w < bits.Length; w++)
            {
                var (own, rank) = (word._bits[first + w], word._ranks[first + w]);
                for (var left = bits[w] & own; left != 0; left &= left - 1)
                {
                    var bit = BitOperations.TrailingZeroCount(left);
                    var doc = w * Bits.PerWord + bit;
                    var number = rank + BitOperations.PopCount(own & ((1UL << bit) - 1));
                    scores[doc] += score.Of(start + doc, word.CountIn(number));
                }
            }
        }
    }
}

/// <summary>The documents of a word that is kept, one after the other.</summary>
internal abstract class HotPostings(HotWord word) : IWordPostings
{
    public HotWord Word => word;

    public int Doc { get; protected set; } = -1;

    /// <summary>The number of the current document among those of the word.</summary>
    public abstract int Number { get; }

    public int Count => word.CountIn(Number);

    public long Cost => word.Documents;

    public abstract int Advance(int target);

    public void ReadPlaces(List<int> places)
    {
        places.Clear();
        for (var at = word.Places(Number); at.MoveNext(); )
            places.Add(at.Current);
    }
}

/// <summary>Places of a word in a document, ascending.</summary>
internal struct PlaceReader(byte[] bytes, int start, int count)
{
    private int _at = start;
    private int _left = count;
    private bool _hasCurrent;

    public int Current { get; private set; }

    /// <summary>Moves to the first place from <paramref name="target"/> on, if it lies before it.</summary>
    /// <returns>False when there is none.</returns>
    public bool MoveTo(int target)
    {
        while (!_hasCurrent || Current < target)
            if (!MoveNext())
                return false;
        return true;
    }

    public bool MoveNext()
    {
        _hasCurrent = true;
        if (_left-- <= 0)
            return false;
        int next = bytes[_at++];
        var step = next & 0x7F;
        for (var shift = 7; next > 0x7F; shift += 7)
        {
            next = bytes[_at++];
            step |= (next & 0x7F) << shift;
        }
        Current += step;
        return true;
    }
}
