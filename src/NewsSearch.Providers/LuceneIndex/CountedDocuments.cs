using System.Numerics;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// Documents of a segment that are counted, in blocks, so that each count is one tight loop. Where they are most of the
/// segment, it is all of it that is counted, from totals, and the blocks are what has to be taken out again.
/// </summary>
/// <param name="bits">A bit for each document of the segment; the bits of more documents are not set.</param>
internal ref struct CountedDocuments(ReadOnlySpan<ulong> bits, int maxDoc)
{
    /// <summary>Most documents of a block.</summary>
    public const int Block = 1_024;

    private readonly ReadOnlySpan<ulong> _bits = bits;
    private int _word = -1;
    private ulong _left;

    /// <summary>Whether all documents are to be counted first, and then those that are read taken out.</summary>
    public bool IsAllBut { get; } = Bits.Count(bits) > maxDoc / 2;

    /// <summary>What a document that is read counts.</summary>
    public readonly int Sign => IsAllBut ? -1 : 1;

    /// <summary>Reads the next block.</summary>
    /// <returns>How many there are; 0 at the end.</returns>
    public int Read(scoped Span<int> block)
    {
        var count = 0;
        while (count < block.Length)
        {
            if (_left == 0)
            {
                if (++_word >= _bits.Length)
                    break;
                _left = Word(_word);
                continue;
            }
            block[count++] = _word * Bits.PerWord + BitOperations.TrailingZeroCount(_left);
            _left &= _left - 1;
        }
        return count;
    }

    private readonly ulong Word(int word)
    {
        if (!IsAllBut)
            return _bits[word];
        var documents = maxDoc - word * Bits.PerWord;
        return ~_bits[word] & (documents < Bits.PerWord ? (1UL << documents) - 1 : ulong.MaxValue);
    }
}
