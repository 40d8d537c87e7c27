using NewsSearch.Search;

namespace NewsSearch.Web.Pages;

/// <summary>A warning about a query, and the query that it advises; null when there is none that surely helps.</summary>
public sealed record QueryAdvice(QueryWarning Warning, string? Fix)
{
    public static IEnumerable<QueryAdvice> Of(string typed, ParsedQuery query, MatchMode match) =>
        query.Warnings.Select(w => new QueryAdvice(w, Parses(FixOf(typed, query, w), match)));

    private static string? FixOf(string typed, ParsedQuery query, QueryWarning warning)
    {
        var (start, end) = (warning.Position, warning.Position + warning.Length);
        if (start < 0 || end > typed.Length)
            return null;
        return warning.Code switch
        {
            "lowercase-operator" => typed[..start] + typed[start..end].ToUpperInvariant() + typed[end..],
            "ignored-punctuation" => $"{typed[..start].TrimEnd()} {typed[end..].TrimStart()}".Trim(),
            "mixed-operators" => query.Parsed,
            _ => null,
        };
    }

    private static string? Parses(string? query, MatchMode match)
    {
        if (string.IsNullOrEmpty(query))
            return null;
        try
        {
            QueryParser.Parse(query, match);
            return query;
        }
        catch (QuerySyntaxException)
        {
            return null;
        }
    }
}
