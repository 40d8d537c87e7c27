using NewsSearch.Search;

namespace NewsSearch.Web.Pages;

/// <summary>A value of a facet with what is narrower.</summary>
/// <param name="Share">Per cent of the largest count of the facet.</param>
public sealed record FacetNode(FacetValue Value, double Share, IReadOnlyList<FacetNode> Narrower);

/// <summary>The check boxes of one dimension.</summary>
/// <param name="Prefix">What the listed values begin with; null for all.</param>
/// <param name="IsSearchable">There are more values than are seen at once.</param>
/// <param name="MoreHref">Address that lists more values; null when all are listed.</param>
public sealed record PageFacet(
    Dimension Dimension,
    IReadOnlyList<FacetNode> Values,
    long Other,
    long Missing,
    string? Prefix,
    bool IsSearchable,
    string? MoreHref
)
{
    // Fewer are found faster by looking than by typing.
    private const int Many = 10;
    private const int More = 100;

    public string PrefixName => $"facet.{Dimension.Name}.prefix";

    /// <summary>Parameters that the fields of this facet send.</summary>
    public IEnumerable<string> Fields => IsSearchable ? [Dimension.Name, PrefixName] : [Dimension.Name];

    /// <summary>All facets of an answer that have something to choose.</summary>
    public static IReadOnlyList<PageFacet> Of(SearchPageModel model) =>
        [
            .. model
                .Outcome!.Answer.Index.Facets.Select(f => Of(f, model))
                .Where(f => f.Values.Count > 0 || f.Prefix is not null),
        ];

    private static PageFacet Of(FacetResult facet, SearchPageModel model)
    {
        var dimension = Dimension.Find(facet.Name)!;
        var prefix = model.Parameters.Value($"facet.{facet.Name}.prefix");
        var isCut = facet.Other > 0 && facet.Values.Count < More;
        // A value that is asked for without what is narrower is no box of its own: it goes along as it is.
        var exact = model.Parameters.Values($"{facet.Name}.exact").Except(model.Parameters.Values(facet.Name)).ToList();
        var labelled = facet
            .Values.Select(v => exact.Contains(v.Value) ? v with { Selected = false } : v)
            .Select(v => dimension == Dimension.Language ? v with { Label = model.T.LanguageName(v.Label) } : v);
        return new PageFacet(
            dimension,
            dimension.IsTree ? Tree([.. labelled]) : Flat([.. labelled]),
            facet.Other,
            facet.Missing,
            prefix,
            prefix is not null || facet.Other > 0 || facet.Values.Count > Many,
            isCut && prefix is null ? MoreOf(facet.Name, model) : null
        );
    }

    private static string MoreOf(string name, SearchPageModel model)
    {
        var parameters = model.Parameters.Without("cursor").With($"facet.{name}.size", More.ToString());
        return (parameters.Has("facet") ? parameters : parameters.With("facet", SearchPageModel.DefaultFacets)).On("/");
    }

    private static List<FacetNode> Flat(List<FacetValue> values) =>
        [.. values.Select(v => new FacetNode(v, Share(v, values), []))];

    // A value goes below the nearest of its ancestors that is listed.
    private static List<FacetNode> Tree(List<FacetValue> values)
    {
        var listed = values.Select(v => v.Value).ToHashSet();
        var below = values.ToLookup(v =>
            Dimension.WithAncestors(v.Value).Skip(1).FirstOrDefault(listed.Contains) ?? ""
        );
        return Nodes("");

        List<FacetNode> Nodes(string parent) =>
            [.. below[parent].Select(v => new FacetNode(v, Share(v, values), Nodes(v.Value)))];
    }

    private static double Share(FacetValue value, List<FacetValue> all) =>
        100.0 * value.Count / Math.Max(1, all.Max(v => v.Count));
}
