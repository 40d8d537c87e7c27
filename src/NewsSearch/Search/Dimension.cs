using NewsSearch.Articles;

namespace NewsSearch.Search;

/// <summary>
/// A dimension that articles are filtered and counted by. Declared once here; parameters, index columns, facets and
/// pages follow from the declaration.
/// </summary>
/// <param name="Name">Name of the parameter and of the facet.</param>
/// <param name="Label">What the page shows.</param>
/// <param name="IsMultiValued">An article may have several values.</param>
/// <param name="IsTree">Values are paths; a filter includes what is narrower.</param>
/// <param name="Values">The values of an article.</param>
/// <param name="Normalize">Brings a value of a request to the spelling that is indexed.</param>
public sealed record Dimension(
    string Name,
    string Label,
    bool IsMultiValued,
    bool IsTree,
    Func<Article, IEnumerable<DimensionValue>> Values,
    Func<string, string> Normalize
)
{
    public static readonly Dimension Source = new(
        "source",
        "Source",
        IsMultiValued: false,
        IsTree: false,
        a => [new(a.Source.Id, a.Source.Name)],
        SourceId.Slug
    );

    public static readonly Dimension Topic = new(
        "topic",
        "Topic",
        IsMultiValued: true,
        IsTree: true,
        a => a.Topics.Select(t => new DimensionValue(t.Code, t.Name)),
        Same
    );

    /// <summary>Also decides how the words of an article are stemmed.</summary>
    public static readonly Dimension Language = new("lang", "Language", false, false, a => One(a.Language), Same);

    /// <summary>All dimensions, in the order in which pages show them.</summary>
    public static readonly IReadOnlyList<Dimension> All =
    [
        Source,
        Topic,
        Language,
        new("author", "Author", true, false, a => a.Authors.Select(n => new DimensionValue(n)), Same),
        new("section", "Section", false, false, a => One(a.Section), Same),
        new("genre", "Genre", false, false, a => One(a.Genre), Same),
        new("place", "Place", true, false, a => a.Places.Select(n => new DimensionValue(n)), Same),
        new("via", "Channel", true, false, a => a.Via.Select(v => new DimensionValue(v.Name)), Same),
    ];

    /// <summary>The dimension of this name, or null.</summary>
    public static Dimension? Find(string name) => All.FirstOrDefault(d => d.Name == name);

    /// <summary>A path and all its ancestors: <c>a/b/c</c>, <c>a/b</c>, <c>a</c>.</summary>
    public static IEnumerable<string> WithAncestors(string path)
    {
        yield return path;
        if (path.Contains("://", StringComparison.Ordinal))
            yield break; // A URI of another vocabulary, not a path.
        for (var slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
            yield return path[..slash];
    }

    private static string Same(string value) => value.Trim();

    private static IEnumerable<DimensionValue> One(string? value) =>
        string.IsNullOrWhiteSpace(value) ? [] : [new DimensionValue(value)];
}

/// <summary>A value of a dimension and the label to show where it differs.</summary>
public sealed record DimensionValue(string Value, string? Label = null);
