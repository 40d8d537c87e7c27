using Lucene.Net.Util;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// What the postings do not say of the words of headline and body: where sentences and paragraphs begin, and which
/// words are capitalized. One short value a document, which costs far less than terms of its own at those places.
/// </summary>
/// <remarks>
/// Layout, version 1: words of the headline; number of beginnings; for each the distance from the one before, doubled,
/// plus 1 for a paragraph (all as varints, by word number); then one bit a word, set where it is capitalized.
/// </remarks>
internal sealed class WordMarks
{
    private readonly List<int> _sentences = [];
    private readonly List<int> _paragraphs = [];
    private byte[] _bytes = [];
    private int _bits;
    private int _end;
    private int _firstCount;

    /// <summary>Positions where sentences begin, those of paragraphs among them.</summary>
    public IReadOnlyList<int> Sentences => _sentences;

    /// <summary>Positions where paragraphs begin; the headline is one.</summary>
    public IReadOnlyList<int> Paragraphs => _paragraphs;

    /// <summary>Writes the marks of these words; the buffer grows where needed.</summary>
    public static void Write(TextWords words, BytesRef to)
    {
        const int longestNumber = 5;
        to.Offset = 0;
        to.Length = 0;
        var starts = 0;
        for (var i = 0; i < words.Count; i++)
            starts += words[i].Before == TextBreak.None ? 0 : 1;
        to.Grow((starts + 2) * longestNumber + words.Count / 8 + 1);
        WriteNumber(to, words.FirstCount);
        WriteNumber(to, starts);
        var last = 0;
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i].Before == TextBreak.None)
                continue;
            WriteNumber(to, ((i - last) << 1) | (words[i].Before == TextBreak.Paragraph ? 1 : 0));
            last = i;
        }
        var bits = to.Bytes.AsSpan(to.Length, (words.Count + 7) / 8);
        bits.Clear();
        for (var i = 0; i < words.Count; i++)
            if (words[i].Spelling == Spelling.Capitalized)
                bits[i >> 3] |= (byte)(1 << (i & 7));
        to.Length += bits.Length;
    }

    /// <summary>Reads the marks of one document, which stay valid as long as the bytes.</summary>
    public void Read(BytesRef from)
    {
        _sentences.Clear();
        _paragraphs.Clear();
        (_bytes, _bits, _end) = (from.Bytes, from.Offset, from.Offset + from.Length);
        _firstCount = ReadNumber();
        var word = 0;
        for (var starts = ReadNumber(); starts > 0; starts--)
        {
            var step = ReadNumber();
            word += step >> 1;
            var position = word < _firstCount ? word : word - _firstCount + IndexSchema.BodyPosition;
            _sentences.Add(position);
            if ((step & 1) != 0)
                _paragraphs.Add(position);
        }
    }

    public bool IsCapitalized(int position)
    {
        var word = position < _firstCount ? position : position - IndexSchema.BodyPosition + _firstCount;
        return (_bytes[_bits + (word >> 3)] & (1 << (word & 7))) != 0;
    }

    private static void WriteNumber(BytesRef to, int number)
    {
        var left = (uint)number;
        for (; left > 0x7F; left >>= 7)
            to.Bytes[to.Length++] = (byte)(left | 0x80);
        to.Bytes[to.Length++] = (byte)left;
    }

    private int ReadNumber()
    {
        var number = 0;
        for (var shift = 0; _bits < _end; shift += 7)
        {
            var next = _bytes[_bits++];
            number |= (next & 0x7F) << shift;
            if (next < 0x80)
                break;
        }
        return number;
    }
}
