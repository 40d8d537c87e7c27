using System.Numerics;
using Lucene.Net.Util;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>Sets of documents as a bit each, 64 to a number.</summary>
internal static class Bits
{
    public const int PerWord = 64;

    /// <summary>Numbers that hold a bit for each document.</summary>
    public static int Words(int documents) => (documents + PerWord - 1) / PerWord;

    /// <summary>The bits of documents from 0 on.</summary>
    public static void Fill(Span<ulong> bits, int documents)
    {
        bits.Fill(ulong.MaxValue);
        if (documents % PerWord != 0)
            bits[^1] = (1UL << documents) - 1;
    }

    /// <summary>The engine's bits as numbers.</summary>
    public static ulong[] Of(IBits bits)
    {
        var words = new ulong[Words(bits.Length)];
        for (var doc = 0; doc < bits.Length; doc++)
            if (bits.Get(doc))
                words[doc / PerWord] |= 1UL << doc;
        return words;
    }

    public static ulong[] Of(FixedBitSet bits) => Array.ConvertAll(bits.GetBits(), w => (ulong)w)[..Words(bits.Length)];

    public static void Set(Span<ulong> bits, int doc) => bits[doc / PerWord] |= 1UL << doc;

    public static bool Has(ReadOnlySpan<ulong> bits, int doc) => (bits[doc / PerWord] >> doc & 1) != 0;

    public static bool Any(ReadOnlySpan<ulong> bits) => bits.ContainsAnyExcept(0UL);

    public static int Count(ReadOnlySpan<ulong> bits)
    {
        var count = 0;
        foreach (var word in bits)
            count += BitOperations.PopCount(word);
        return count;
    }

    /// <summary>Leaves in <paramref name="bits"/> what the other set has too.</summary>
    public static void And(Span<ulong> bits, ReadOnlySpan<ulong> other)
    {
        for (var w = 0; w < bits.Length && w < other.Length; w++)
            bits[w] &= other[w];
    }

    /// <summary>Takes out of <paramref name="bits"/> what the other set has.</summary>
    public static void Remove(Span<ulong> bits, ReadOnlySpan<ulong> other)
    {
        for (var w = 0; w < bits.Length && w < other.Length; w++)
            bits[w] &= ~other[w];
    }

    /// <summary>Adds what the other set has.</summary>
    public static void Add(Span<ulong> bits, ReadOnlySpan<ulong> other)
    {
        for (var w = 0; w < bits.Length && w < other.Length; w++)
            bits[w] |= other[w];
    }

    /// <summary>The documents of a set in ascending order.</summary>
    /// <param name="start">Number of the first document that the set has a bit for.</param>
    public static Documents In(ReadOnlySpan<ulong> bits, int start = 0) => new(bits, start);

    public ref struct Documents(ReadOnlySpan<ulong> bits, int start)
    {
        private readonly ReadOnlySpan<ulong> _bits = bits;
        private ulong _left = bits.Length > 0 ? bits[0] : 0;
        private int _word;

        public int Current { get; private set; }

        public readonly Documents GetEnumerator() => this;

        public bool MoveNext()
        {
            while (_left == 0)
            {
                if (++_word >= _bits.Length)
                    return false;
                _left = _bits[_word];
            }
            Current = start + _word * PerWord + BitOperations.TrailingZeroCount(_left);
            _left &= _left - 1;
            return true;
        }
    }
}
