namespace NewsSearch.Search;

/// <summary>
/// Reads the query language: words, "phrases", prefix*, wom?n, word~, field:term, NEAR/n, w/n, PRE/n, atleastN:, sent( ),
/// para( ), wc>n, AND, OR, NOT (also -term), parentheses. Terms side by side are joined by AND. NOT binds closest, then
/// NEAR, then AND, then OR.
/// </summary>
public static class QueryParser
{
    /// <summary>Deepest nesting of parentheses.</summary>
    public const int MaxDepth = 100;

    /// <summary>Most words, phrases and prefixes of one query.</summary>
    public const int MaxTerms = 1_024;

    /// <summary>The query as a tree, with its canonical spelling, its reading and warnings. Blank text matches everything.</summary>
    /// <param name="match">Which words of a text the words of the query stand for.</param>
    /// <exception cref="QuerySyntaxException">The query cannot be read; says where and suggests one that can.</exception>
    /// <exception cref="TooManyClausesException">More than <see cref="MaxTerms"/> words and phrases.</exception>
    public static ParsedQuery Parse(string? text, MatchMode match = MatchMode.Analyzed)
    {
        text ??= "";
        try
        {
            return ParseOrThrow(text, match);
        }
        catch (QuerySyntaxException problem) when (problem.Suggestion is null)
        {
            throw new QuerySyntaxException(
                problem.Message,
                problem.Position,
                problem.Length,
                problem.Expected,
                QuerySuggestion.For(text)
            );
        }
    }

    internal static ParsedQuery ParseOrThrow(string text, MatchMode match)
    {
        var reading = new QueryReading(new QueryTokenizer(text).All(), match);
        var root = reading.Read();
        return new ParsedQuery(root, QueryPrinter.Canonical(root), QueryPrinter.Reading(root), reading.Warnings());
    }
}
