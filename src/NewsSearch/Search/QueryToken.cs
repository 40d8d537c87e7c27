namespace NewsSearch.Search;

internal enum QueryTokenKind
{
    Word,
    Phrase,
    And,
    Or,
    Not,
    Plus,
    Open,
    Close,
    Field,
    End,
}

/// <summary>A piece of the query with its place in the text, in UTF-16 units.</summary>
/// <param name="Text">The word, the inside of the phrase, or the name of the field.</param>
internal sealed record QueryToken(QueryTokenKind Kind, string Text, int Position, int Length)
{
    public int End => Position + Length;
}
