using System.Runtime.InteropServices;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>A bit for each number that is in it: numbers that were given in turn take little.</summary>
internal sealed class SequenceSet
{
    private readonly Dictionary<long, ulong> _bits = [];

    /// <returns>False when it was there.</returns>
    public bool Add(long number)
    {
        ref var bits = ref CollectionsMarshal.GetValueRefOrAddDefault(_bits, number >> 6, out _);
        var before = bits;
        bits |= 1UL << (int)(number & 63);
        return bits != before;
    }

    public bool Contains(long number) => (_bits.GetValueOrDefault(number >> 6) >> (int)(number & 63) & 1) == 1;
}
