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

    /// <summary>NEAR/n, w/n, PRE/n.</summary>
    Near,

    /// <summary>atleastN: or atleastN directly before a parenthesis.</summary>
    AtLeast,

    /// <summary>sent or para directly before a parenthesis.</summary>
    Within,
    End,
}

/// <summary>A piece of the query with its place in the text, in UTF-16 units.</summary>
/// <param name="Text">The word, the inside of the phrase, or the name of the field or operator.</param>
/// <param name="Number">Distance of <see cref="QueryTokenKind.Near"/>, count of <see cref="QueryTokenKind.AtLeast"/>.</param>
internal sealed record QueryToken(QueryTokenKind Kind, string Text, int Position, int Length, int Number = 0)
{
    public int End => Position + Length;
}
