using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace NewsSearch.Providers.LuceneIndex.Bulk;

/// <summary>
/// The different terms of a field, each with a number from 0. Open addressing; a slot holds the hash and the first
/// eight bytes of its term, so that most look-ups touch one line of the cache.
/// </summary>
internal sealed unsafe class TermTable : IDisposable
{
    private const int FirstSlots = 1 << 14;
    private const int PrefixBytes = 8;

    private readonly NativeBuffer<byte> _bytes = new(1 << 16);
    private readonly NativeBuffer<Place> _places = new(1 << 13);
    private NativeBuffer<Slot> _slots;
    private int _mask;
    private int _end;

    public TermTable() => _slots = Empty(FirstSlots);

    public int Count { get; private set; }

    /// <summary>Bytes that it takes.</summary>
    public long Size => (long)(_mask + 1) * sizeof(Slot) + _end + (long)Count * sizeof(Place);

    public ReadOnlySpan<byte> this[int term] => new(_bytes.Items + _places.Items[term].At, _places.Items[term].Length);

    /// <summary>The key of a term, behind which eight bytes must be readable.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TermKey Key(byte* term, int length)
    {
        var prefix = Word(term, length);
        var hash = BitOperations.Crc32C((uint)length, prefix);
        for (var i = PrefixBytes; i < length; i += PrefixBytes)
            hash = BitOperations.Crc32C(hash, Word(term + i, length - i));
        // A CRC is linear: without this, terms that differ alike would meet in the same slots.
        return new TermKey(prefix, hash * 0x9E3779B1u);
    }

    /// <summary>Brings the slot of a term near, while other terms are still being read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(TermKey key)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(_slots.Items + SlotOf(key.Hash));
    }

    /// <summary>The number of the term, which is added where it is new.</summary>
    public int Add(TermKey key, byte* term, int length)
    {
        for (var at = SlotOf(key.Hash); ; at = (at + 1) & _mask)
        {
            ref var slot = ref _slots.Items[at];
            if (slot.Term < 0)
                return AddAt(at, key, term, length);
            if (slot.Hash == key.Hash && slot.Prefix == key.Prefix && IsSame(slot.Term, term, length))
                return slot.Term;
        }
    }

    /// <summary>The terms in the order of their bytes, which is the order of an index.</summary>
    public int[] Sorted()
    {
        var (sorted, prefixes) = (new int[Count], new ulong[Count]);
        for (var term = 0; term < Count; term++)
        {
            sorted[term] = term;
            prefixes[term] = OrderOf(this[term]);
        }
        Array.Sort(prefixes, sorted);
        for (int from = 0, to; from < Count; from = to)
        {
            for (to = from + 1; to < Count && prefixes[to] == prefixes[from]; )
                to++;
            if (to - from > 1)
                sorted.AsSpan(from, to - from).Sort((a, b) => this[a].SequenceCompareTo(this[b]));
        }
        return sorted;
    }

    public void Dispose()
    {
        _slots.Dispose();
        _bytes.Dispose();
        _places.Dispose();
    }

    private static ulong Word(byte* bytes, int length)
    {
        var word = Unsafe.ReadUnaligned<ulong>(bytes);
        return length >= PrefixBytes ? word : word & ((1UL << (8 * length)) - 1);
    }

    // The first eight bytes as a number that sorts as they do.
    private static ulong OrderOf(ReadOnlySpan<byte> term)
    {
        if (term.Length >= PrefixBytes)
            return BinaryPrimitives.ReadUInt64BigEndian(term);
        ulong order = 0;
        for (var i = 0; i < PrefixBytes; i++)
            order = (order << 8) | (i < term.Length ? term[i] : 0u);
        return order;
    }

    private int SlotOf(uint hash) => (int)(hash >> 3) & _mask;

    private int AddAt(int at, TermKey key, byte* term, int length)
    {
        var number = Count++;
        _bytes.Reserve((long)_end + length);
        _places.Reserve(Count);
        Buffer.MemoryCopy(term, _bytes.Items + _end, length, length);
        _places.Items[number] = new Place { At = _end, Length = length };
        _end += length;
        _slots.Items[at] = new Slot
        {
            Prefix = key.Prefix,
            Hash = key.Hash,
            Term = number,
        };
        if (Count > (_mask + 1) / 2)
            Grow();
        return number;
    }

    // Terms of up to eight bytes are in the slot, but for those that end in zeros.
    private bool IsSame(int term, byte* other, int length)
    {
        var place = _places.Items[term];
        return place.Length == length
            && (
                length <= PrefixBytes
                || new ReadOnlySpan<byte>(_bytes.Items + place.At, length).SequenceEqual(new(other, length))
            );
    }

    private void Grow()
    {
        using var old = _slots;
        var count = _mask + 1;
        _slots = Empty(2 * count);
        for (var i = 0; i < count; i++)
        {
            ref var moved = ref old.Items[i];
            if (moved.Term < 0)
                continue;
            var at = SlotOf(moved.Hash);
            while (_slots.Items[at].Term >= 0)
                at = (at + 1) & _mask;
            _slots.Items[at] = moved;
        }
    }

    private NativeBuffer<Slot> Empty(int count)
    {
        var slots = new NativeBuffer<Slot>(count);
        for (var i = 0; i < count; i++)
            slots.Items[i].Term = -1;
        _mask = count - 1;
        return slots;
    }

    private struct Slot
    {
        public ulong Prefix;
        public uint Hash;
        public int Term;
    }

    private struct Place
    {
        public int At;
        public int Length;
    }
}

/// <summary>What a term is looked up by.</summary>
/// <param name="Prefix">Its first eight bytes, the first lowest; zeros behind a shorter one.</param>
internal readonly record struct TermKey(ulong Prefix, uint Hash);
