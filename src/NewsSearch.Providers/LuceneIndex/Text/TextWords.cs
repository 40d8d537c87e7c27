using System.Buffers;
using System.Text;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>One word of a text and its place.</summary>
/// <param name="Start">Offset in its text.</param>
/// <param name="End">Offset behind it, a possessive 's aside.</param>
/// <param name="Position">Its number among the words; the second text begins at <see cref="IndexSchema.BodyPosition"/>.</param>
/// <param name="Before">What lies between it and the word before; the first of a text begins a paragraph.</param>
/// <param name="Spelling">How the word is written, compared with its folded form.</param>
internal readonly record struct TextWord(
    int FoldedAt,
    int FoldedLength,
    int Start,
    int End,
    int Position,
    TextBreak Before,
    Spelling Spelling
);

/// <summary>How a word is written, compared with its folded form.</summary>
internal enum Spelling
{
    Folded,

    /// <summary>With its first letter in upper case.</summary>
    Capitalized,
    Other,
}

/// <summary>
/// The words of one or two texts (headline and body) as the index numbers them: what is indexed, counted and
/// highlighted comes from here. Reused for text after text.
/// </summary>
internal sealed class TextWords
{
    private readonly WordScanner _scanner = new();
    private TextWord[] _words = new TextWord[1024];
    private int _used;
    private string _first = "";
    private string _second = "";

    /// <summary>The folded words in UTF-8, one behind the other.</summary>
    public byte[] Bytes { get; private set; } = new byte[4 * 1024];

    public int Count { get; private set; }

    /// <summary>Number of words of the first text.</summary>
    public int FirstCount { get; private set; }

    public ref readonly TextWord this[int index] => ref _words[index];

    /// <summary>The folded word in UTF-8.</summary>
    public ReadOnlySpan<byte> Folded(int index) => Bytes.AsSpan(_words[index].FoldedAt, _words[index].FoldedLength);

    /// <summary>The word as it is written.</summary>
    public ReadOnlySpan<char> Literal(int index)
    {
        var text = index < FirstCount ? _first : _second;
        return text.AsSpan(_words[index].Start, _words[index].End - _words[index].Start);
    }

    /// <summary>Index of the word at this position, or -1.</summary>
    public int At(int position)
    {
        var index = position < FirstCount ? position : position - IndexSchema.BodyPosition + FirstCount;
        return index < Count && _words[index].Position == position ? index : -1;
    }

    /// <summary>Reads the texts; of the first only as many words as have a position before the second.</summary>
    public void Read(string first, string? second = null)
    {
        (_first, _second) = (first, second ?? "");
        (Count, _used) = (0, 0);
        Read(first, 0, second is null ? int.MaxValue : IndexSchema.BodyPosition);
        FirstCount = Count;
        if (second is not null)
            Read(second, IndexSchema.BodyPosition, int.MaxValue);
    }

    private void Read(string text, int position, int limit)
    {
        _scanner.Reset(text);
        var end = -1;
        while (position < limit && _scanner.MoveNext())
        {
            var before =
                end < 0 ? TextBreak.Paragraph : SentenceBreaks.Between(text, end, _scanner.Start, Folded(Count - 1));
            Add(_scanner, position++, before, text);
            end = _scanner.End;
        }
    }

    private void Add(WordScanner word, int position, TextBreak before, string text)
    {
        if (Count == _words.Length)
            Array.Resize(ref _words, 2 * Count);
        var most = Encoding.UTF8.GetMaxByteCount(word.Length);
        if (_used + most > Bytes.Length)
            Grow(most);
        var term = word.Term;
        if (Ascii.FromUtf16(term, Bytes.AsSpan(_used), out var length) != OperationStatus.Done)
            length = Encoding.UTF8.GetBytes(term, Bytes.AsSpan(_used));
        _words[Count++] = new TextWord(
            _used,
            length,
            word.Start,
            word.End,
            position,
            before,
            SpellingOf(term, text.AsSpan(word.Start, word.End - word.Start))
        );
        _used += length;
    }

    /// <summary>How a word is written whose folded form is given.</summary>
    public static Spelling SpellingOf(ReadOnlySpan<char> folded, ReadOnlySpan<char> literal)
    {
        if (literal.Length != folded.Length || !literal[1..].SequenceEqual(folded[1..]))
            return Spelling.Other;
        return literal[0] == folded[0] ? Spelling.Folded
            : literal[0] == char.ToUpperInvariant(folded[0]) ? Spelling.Capitalized
            : Spelling.Other;
    }

    private void Grow(int by)
    {
        var larger = new byte[2 * Bytes.Length + by];
        Bytes.AsSpan(0, _used).CopyTo(larger);
        Bytes = larger;
    }
}
