using System.Text;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// Feeds words to Lucene: at each position the folded word, and at the same position its literal spelling where that is
/// another one. Reused for every article of one thread.
/// </summary>
internal sealed class WordTokenStream : TokenStream
{
    private readonly bool _hasMarks;
    private readonly TermBytes _term = new();
    private readonly IPositionIncrementAttribute _increment;
    private byte[] _literal = new byte[256];
    private int _next;
    private bool _isLiteralNext;
    private int _position;

    /// <param name="hasMarks">Capitalized words are kept as <see cref="WordMarks"/> and need no term of their own.</param>
    public WordTokenStream(bool hasMarks)
    {
        _hasMarks = hasMarks;
        AddAttributeImpl(_term);
        _increment = AddAttribute<IPositionIncrementAttribute>();
    }

    /// <summary>The words to feed next; read into before each field.</summary>
    public TextWords Words { get; } = new();

    public override void Reset()
    {
        base.Reset();
        (_next, _isLiteralNext, _position) = (0, false, -1);
    }

    public override bool IncrementToken()
    {
        if (_next >= Words.Count)
            return false;
        ref readonly var word = ref Words[_next];
        if (_isLiteralNext)
        {
            SetLiteral(word);
            (_next, _isLiteralNext) = (_next + 1, false);
        }
        else
        {
            _term.Set(Words.Bytes, word.FoldedAt, word.FoldedLength);
            _isLiteralNext = word.Spelling == Spelling.Other || (word.Spelling == Spelling.Capitalized && !_hasMarks);
            if (!_isLiteralNext)
                _next++;
        }
        _increment.PositionIncrement = word.Position - _position;
        _position = word.Position;
        return true;
    }

    private void SetLiteral(in TextWord word)
    {
        var spelling = Words.Literal(_next);
        var needed = word.FoldedLength + 2 + Encoding.UTF8.GetMaxByteCount(spelling.Length);
        if (_literal.Length < needed)
            _literal = new byte[2 * needed];
        _literal[0] = (byte)IndexSchema.LiteralMark;
        Words.Folded(_next).CopyTo(_literal.AsSpan(1));
        _literal[word.FoldedLength + 1] = (byte)IndexSchema.LiteralMark;
        var written = Encoding.UTF8.GetBytes(spelling, _literal.AsSpan(word.FoldedLength + 2));
        _term.Set(_literal, 0, word.FoldedLength + 2 + written);
    }
}
