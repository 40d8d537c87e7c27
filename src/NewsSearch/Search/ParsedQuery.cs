namespace NewsSearch.Search;

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

    /// <summary>The query, where several were asked at once.</summary>
    public string? Query { get; init; }
}

/// <summary>A query, or a pattern in it, that stands for more words than one search may look up.</summary>
public sealed class TooManyClausesException(string message, long requested, long max) : Exception(message)
{
    public long Requested => requested;
    public long Max => max;
}
