namespace NewsSearch.Search;

/// <summary>The names of fields in queries.</summary>
public static class QueryFields
{
    /// <summary>All names that may stand before a colon.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "lead",
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

    /// <summary>Whether the field is a part of headline and body, whose words share one numbering.</summary>
    public static bool IsText(QueryField field) =>
        field is QueryField.Text or QueryField.Lead or QueryField.Headline or QueryField.Body;

    /// <summary>The name with its colon; empty for words without a field.</summary>
    public static string Prefix(QueryField field) =>
        field == QueryField.Text ? "" : field.ToString().ToLowerInvariant() + ":";
}
