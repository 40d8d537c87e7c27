using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// Feeds the words of one or two texts to Lucene; the second text begins at a fixed position. Reused for every article
/// of one thread.
/// </summary>
internal sealed class WordTokenStream : TokenStream
{
    private readonly WordScanner _scanner = new();
    private readonly ICharTermAttribute _term;
    private readonly IPositionIncrementAttribute _increment;
    private string _first = "";
    private string? _second;
    private int _position;
    private bool _inSecond;

    public WordTokenStream()
    {
        _term = AddAttribute<ICharTermAttribute>();
        _increment = AddAttribute<IPositionIncrementAttribute>();
    }

    /// <summary>Sets the texts to feed next; the second begins at <see cref="IndexSchema.BodyPosition"/>.</summary>
    public WordTokenStream With(string first, string? second = null)
    {
        _first = first;
        _second = second;
        return this;
    }

    public override void Reset()
    {
        base.Reset();
        _position = -1;
        _inSecond = false;
        _scanner.Reset(_first);
    }

    public override bool IncrementToken()
    {
        var increment = 1;
        var found = _scanner.MoveNext();
        if (found && !_inSecond && _second is not null && _position + 1 >= IndexSchema.BodyPosition)
            found = false;
        if (!found)
        {
            if (_inSecond || _second is null)
                return false;
            _inSecond = true;
            _scanner.Reset(_second);
            if (!_scanner.MoveNext())
                return false;
            increment = IndexSchema.BodyPosition - _position;
        }
        _position += increment;
        _increment.PositionIncrement = increment;
        _term.CopyBuffer(_scanner.Buffer, 0, _scanner.Length);
        return true;
    }
}
