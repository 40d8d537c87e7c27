namespace NewsSearch.Providers.LuceneIndex;

/// <summary>One word of a text and its place.</summary>
/// <param name="Start">Offset in its text.</param>
/// <param name="End">Offset behind it, a possessive 's aside.</param>
/// <param name="Position">Its number among the words; the second text begins at <see cref="IndexSchema.BodyPosition"/>.</param>
/// <param name="Before">What lies between it and the word before; the first of a text begins a paragraph.</param>
/// <param name="IsLiteral">True when the folded form is the word as written.</param>
internal readonly record struct TextWord(
    int FoldedAt,
    int FoldedLength,
    int Start,
    int End,
    int Position,
    TextBreak Before,
    bool IsLiteral
);

/// <summary>
/// The words of one or two texts (headline and body) as the index numbers them: what is indexed, counted and
/// highlighted comes from here. Reused for text after text.
/// </summary>
internal sealed class TextWords
{
    private readonly WordScanner _scanner = new();
    private char[] _folded = new char[4 * 1024];
    private TextWord[] _words = new TextWord[1024];
    private int _used;
    private string _first = "";
    private string _second = "";

    public int Count { get; private set; }

    /// <summary>Number of words of the first text.</summary>
    public int FirstCount { get; private set; }

    public ref readonly TextWord this[int index] => ref _words[index];

    public ReadOnlySpan<char> Folded(int index) => _folded.AsSpan(_words[index].FoldedAt, _words[index].FoldedLength);

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
        if (_used + word.Length > _folded.Length)
            Array.Resize(ref _folded, 2 * _folded.Length + word.Length);
        word.Term.CopyTo(_folded.AsSpan(_used));
        _words[Count++] = new TextWord(
            _used,
            word.Length,
            word.Start,
            word.End,
            position,
            before,
            word.Term.SequenceEqual(text.AsSpan(word.Start, word.End - word.Start))
        );
        _used += word.Length;
    }
}
