namespace NewsSearch.Search;

/// <summary>The names of fields in queries.</summary>
public static class QueryFields
{
    /// <summary>All names that may stand before a colon.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "headline",
        "body",
        "caption",
        "byline",
        "dateline",
        "section",
    ];

    /// <summary>The field of this name, or null.</summary>
    public static QueryField? Find(string name) =>
        Names.Contains(name.ToLowerInvariant()) ? Enum.Parse<QueryField>(name, ignoreCase: true) : null;

    /// <summary>The name with its colon; empty for words without a field.</summary>
    public static string Prefix(QueryField field) =>
        field == QueryField.Text ? "" : field.ToString().ToLowerInvariant() + ":";
}
