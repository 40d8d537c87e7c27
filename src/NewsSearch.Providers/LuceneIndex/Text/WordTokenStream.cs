using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// Feeds words to Lucene: at each position the folded word, at the same position its literal spelling where that is
/// another one, and a mark where a sentence or paragraph begins. Reused for every article of one thread.
/// </summary>
internal sealed class WordTokenStream : TokenStream
{
    private readonly ICharTermAttribute _term;
    private readonly IPositionIncrementAttribute _increment;
    private int _next;
    private Part _part;
    private int _position;

    public WordTokenStream()
    {
        _term = AddAttribute<ICharTermAttribute>();
        _increment = AddAttribute<IPositionIncrementAttribute>();
    }

    private enum Part
    {
        Mark,
        Folded,
        Literal,
    }

    /// <summary>The words to feed next; read into before each field.</summary>
    public TextWords Words { get; } = new();

    public override void Reset()
    {
        base.Reset();
        (_next, _part, _position) = (0, Part.Mark, -1);
    }

    public override bool IncrementToken()
    {
        while (_next < Words.Count)
        {
            ref readonly var word = ref Words[_next];
            switch (_part)
            {
                case Part.Mark:
                    _part = Part.Folded;
                    if (word.Before == TextBreak.None)
                        continue;
                    _term.SetEmpty().Append(IndexSchema.Mark(word.Before));
                    break;
                case Part.Folded:
                    _term.SetEmpty();
                    Append(Words.Folded(_next));
                    if (word.IsLiteral)
                        Next();
                    else
                        _part = Part.Literal;
                    break;
                default:
                    _term.SetEmpty().Append(IndexSchema.LiteralMark);
                    Append(Words.Folded(_next));
                    _term.Append(IndexSchema.LiteralMark);
                    Append(Words.Literal(_next));
                    Next();
                    break;
            }
            _increment.PositionIncrement = word.Position - _position;
            _position = word.Position;
            return true;
        }
        return false;
    }

    private void Next() => (_next, _part) = (_next + 1, Part.Mark);

    private void Append(ReadOnlySpan<char> text)
    {
        var length = _term.Length;
        text.CopyTo(_term.ResizeBuffer(length + text.Length).AsSpan(length));
        _term.SetLength(length + text.Length);
    }
}
