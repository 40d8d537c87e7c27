using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NewsSearch.Providers.LuceneIndex.Bulk;

/// <summary>
/// The postings of each term of a field, appended document by document: chains of slices in one buffer, each longer than
/// the one before, as there are very many short lists and a few long ones.
/// </summary>
/// <remarks>
/// A list is, for each document: its distance from the one before, doubled, plus 1 where the term occurs once; else the
/// number of occurrences; then the distance of each position from the one before. All are variable-length integers.
/// </remarks>
internal sealed unsafe class PostingLists : IDisposable
{
    /// <summary>Bytes of a list's slices, the link to the next aside; the last length repeats.</summary>
    private static ReadOnlySpan<int> Lengths => [12, 28, 60, 124, 252, 508, 1020, 2044, 4092, 8188, 16_380];

    private const int LinkBytes = sizeof(uint);
    private const int LongestNumber = 5;

    private readonly NativeBuffer<byte> _slices = new(1 << 20);
    private readonly NativeBuffer<PostingList> _lists = new(1 << 13);
    private uint _used;

    /// <summary>Bytes of the slices that are in use.</summary>
    public long Size => _used;

    /// <summary>The lists by the number of their term.</summary>
    public PostingList* Lists => _lists.Items;

    public byte* Slices => _slices.Items;

    /// <summary>Begins the list of the next term.</summary>
    public void Begin(int term)
    {
        _lists.Reserve(term + 1L);
        var start = Allocate(Lengths[0]);
        _lists.Items[term] = new PostingList
        {
            Start = start,
            Next = start,
            End = start + (uint)Lengths[0],
        };
    }

    /// <summary>Appends a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(ref PostingList list, uint number)
    {
        if (list.End - list.Next >= LongestNumber)
        {
            var at = _slices.Items + list.Next;
            for (; number >= 0x80; number >>= 7)
                *at++ = (byte)(number | 0x80);
            *at++ = (byte)number;
            list.Next = (uint)(at - _slices.Items);
            return;
        }
        for (; number >= 0x80; number >>= 7)
            WriteByte(ref list, (byte)(number | 0x80));
        WriteByte(ref list, (byte)number);
    }

    public Reader Read(int term) => new(this, _lists.Items[term].Start);

    public void Dispose()
    {
        _slices.Dispose();
        _lists.Dispose();
    }

    private void WriteByte(ref PostingList list, byte value)
    {
        if (list.Next == list.End)
        {
            var level = Math.Min(list.Level + 1, Lengths.Length - 1);
            var next = Allocate(Lengths[level]);
            Unsafe.WriteUnaligned(_slices.Items + list.End, next);
            (list.Next, list.End, list.Level) = (next, next + (uint)Lengths[level], (byte)level);
        }
        _slices.Items[list.Next++] = value;
    }

    private uint Allocate(int length)
    {
        var start = _used;
        _used = checked(_used + (uint)length + LinkBytes);
        _slices.Reserve(_used);
        return start;
    }

    /// <summary>Reads the numbers of one list from its beginning.</summary>
    internal struct Reader
    {
        private readonly byte* _slices;
        private byte* _at;
        private byte* _end;
        private int _level;

        public Reader(PostingLists lists, uint start)
        {
            _slices = lists._slices.Items;
            _at = _slices + start;
            _end = _at + Lengths[0];
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public uint Next()
        {
            uint value = NextByte();
            if (value < 0x80)
                return value;
            value &= 0x7F;
            for (var shift = 7; ; shift += 7)
            {
                uint next = NextByte();
                value |= (next & 0x7F) << shift;
                if (next < 0x80)
                    return value;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private byte NextByte()
        {
            if (_at == _end)
                Follow();
            return *_at++;
        }

        private void Follow()
        {
            _at = _slices + Unsafe.ReadUnaligned<uint>(_end);
            _level = Math.Min(_level + 1, Lengths.Length - 1);
            _end = _at + Lengths[_level];
        }
    }
}

/// <summary>Where the list of a term stands.</summary>
[StructLayout(LayoutKind.Sequential, Size = 32)]
internal struct PostingList
{
    /// <summary>Last document of the list.</summary>
    public int LastDocument;

    /// <summary>Place of the term among those of the document that is being added, from 1; 0 where it is none of them.</summary>
    public int Entry;

    public int Documents;
    public int Occurrences;
    public uint Start;
    public uint Next;
    public uint End;
    public byte Level;
}
