namespace NewsSearch.Search;

/// <summary>The part of an article that a word of a query is looked up in.</summary>
public enum QueryField
{
    /// <summary>Headline and body: where words without a field are looked up.</summary>
    Text,
    Headline,
    Body,
    Caption,
    Byline,
    Dateline,
    Section,
}

/// <summary>A query as a tree of small sealed classes, in terms that no engine owns.</summary>
public abstract record QueryNode
{
    private protected QueryNode() { }
}

/// <summary>Matches every article.</summary>
public sealed record MatchAllNode : QueryNode;

/// <summary>One word as the user typed it; analysis may turn it into several tokens, which then form a phrase.</summary>
public sealed record WordNode(string Text, QueryField Field) : QueryNode;

/// <summary>Words that must follow each other.</summary>
public sealed record PhraseNode(string Text, QueryField Field) : QueryNode;

/// <summary>Words that begin like this (<c>sanction*</c>).</summary>
public sealed record PrefixNode(string Text, QueryField Field) : QueryNode;

/// <summary>All children must match; a <see cref="NotNode"/> among them excludes.</summary>
public sealed record AndNode(IReadOnlyList<QueryNode> Children) : QueryNode;

/// <summary>At least one child must match.</summary>
public sealed record OrNode(IReadOnlyList<QueryNode> Children) : QueryNode;

/// <summary>Matches what its child does not.</summary>
public sealed record NotNode(QueryNode Child) : QueryNode;

/// <summary>A parsed query with its canonical spelling (which parses to the same tree) and what the user should know.</summary>
/// <param name="Root">The tree.</param>
/// <param name="Canonical">One spelling for all queries that mean the same: quotes straight, operators explicit.</param>
/// <param name="Parsed">The reading in words and full parentheses.</param>
/// <param name="Warnings">Likely mistakes, with positions.</param>
public sealed record ParsedQuery(QueryNode Root, string Canonical, string Parsed, IReadOnlyList<QueryWarning> Warnings);

/// <summary>A likely mistake in a query that was answered all the same.</summary>
/// <param name="Code">Such as <c>lowercase-operator</c>.</param>
/// <param name="Position">Where, in UTF-16 units from 0.</param>
public sealed record QueryWarning(string Code, string Message, int Position, int Length);

/// <summary>A query that cannot be read: where, what was expected, and a suggestion that parses.</summary>
public sealed class QuerySyntaxException(
    string message,
    int position,
    int length,
    IReadOnlyList<string> expected,
    string? suggestion
) : Exception(message)
{
    public int Position => position;
    public int Length => length;
    public IReadOnlyList<string> Expected => expected;
    public string? Suggestion => suggestion;
}
