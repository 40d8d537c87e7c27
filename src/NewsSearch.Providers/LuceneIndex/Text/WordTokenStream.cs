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
            SetLiteral();
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

    private void SetLiteral()
    {
        var most = LiteralTerm.MaxLength(Words, _next);
        if (_literal.Length < most)
            _literal = new byte[2 * most];
        _term.Set(_literal, 0, LiteralTerm.Write(Words, _next, _literal));
    }
}
