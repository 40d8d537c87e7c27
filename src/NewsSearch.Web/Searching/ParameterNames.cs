using NewsSearch.Search;

namespace NewsSearch.Web.Searching;

/// <summary>The parameters that the pages know by name.</summary>
public static class ParameterNames
{
    public const string Query = "q";
    public const string Date = "date";
    public const string Facet = "facet";
    public const string Interval = "interval";
    public const string Sort = "sort";
    public const string Normalize = "normalize";

    /// <summary>Whether the parameter restricts what is found.</summary>
    public static bool IsFilter(string name) =>
        name is Date or "collection"
        || Dimension.All.Any(d => name == d.Name || name == d.Name + ".not" || name == d.Name + ".exact");
}
