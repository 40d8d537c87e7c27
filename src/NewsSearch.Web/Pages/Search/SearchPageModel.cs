using NewsSearch.Search;
using NewsSearch.Web.Api;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Pages;

/// <summary>A parameter that restricts the search, with the address that goes on without it.</summary>
public sealed record FilterChip(string Kind, string Text, string RemoveHref);

/// <summary>What the search page shows: the answer or the problem, and addresses that change one thing.</summary>
/// <param name="Parameters">As in the address; nothing that the page adds by itself.</param>
/// <param name="Outcome">Null when there is a problem.</param>
public sealed record SearchPageModel(
    ParameterList Parameters,
    SearchOutcome? Outcome,
    Problem? Problem,
    IndexStatus Index,
    PageText T
)
{
    /// <summary>What is counted where the address does not say.</summary>
    public const string DefaultFacets = "source,topic,lang,date";

    // What a search says beside query and filters, and a reader could not see elsewhere on the page.
    private static readonly string[] Modifiers = ["match", "dateField", "datePrecision", "sample", "versions"];

    public string? Query => Parameters.Value(ParameterNames.Query);

    public bool HasQuery => !string.IsNullOrWhiteSpace(Query);

    public bool IsFirst => !Parameters.Has(ParameterList.Cursor);

    public string FirstHref => Parameters.Without(ParameterList.Cursor).On("/");

    /// <summary>The same search for programs.</summary>
    public string ApiHref => Parameters.Without(ParameterList.Cursor).On("/api/v1/search");

    /// <summary>The same search as an Atom feed.</summary>
    public string AtomHref => Parameters.Without(ParameterList.Cursor).On(SearchFeed.AtomPath);

    /// <summary>The same search as a JSON Feed.</summary>
    public string JsonFeedHref => Parameters.Without(ParameterList.Cursor).On(SearchFeed.JsonPath);

    /// <summary>The same query and filters over time.</summary>
    public string TrendsHref =>
        ParameterList
            .Of(
                Parameters.Pairs.Where(p =>
                    p.Name != ParameterNames.Facet
                    && !p.Name.StartsWith("facet.", StringComparison.Ordinal)
                    && TrendParameters.All.Any(t => t.Name == p.Name)
                )
            )
            .On("/trends");

    /// <summary>The search without any filter.</summary>
    public string ClearHref => Parameters.Without([.. Filters.Select(f => f.Name), ParameterList.Cursor]).On("/");

    public string? NextHref =>
        Outcome?.NextCursor is { } cursor ? Parameters.With(ParameterList.Cursor, cursor).On("/") : null;

    public string? PreviousHref =>
        Outcome?.PreviousCursor is { } cursor ? Parameters.With(ParameterList.Cursor, cursor).On("/") : null;

    /// <summary>The first page of this search with another value of one parameter.</summary>
    public string HrefOf(string name, string value) =>
        Parameters.Without(ParameterList.Cursor).With(name, value).On("/");

    public IReadOnlyList<FilterChip> Chips =>
        [
            .. Filters.Select(f => new FilterChip(
                KindOf(f.Name),
                LabelOf(f.Name, f.Value),
                Without(f.Name, f.Value).Without(ParameterList.Cursor).On("/")
            )),
        ];

    public IReadOnlyList<PageFacet> Facets => Outcome is null ? [] : PageFacet.Of(this);

    /// <summary>Names of the dimensions that are not counted yet, with the address that counts them too.</summary>
    public IEnumerable<(Dimension Dimension, string Href)> MoreFacets
    {
        get
        {
            var shown = Outcome!.Answer.Index.Facets.Select(f => f.Name).ToList();
            var asked = string.Join(',', Parameters.Values(ParameterNames.Facet));
            foreach (var dimension in Dimension.All.Where(d => !shown.Contains(d.Name)))
                yield return (
                    dimension,
                    HrefOf(ParameterNames.Facet, $"{(asked.Length == 0 ? DefaultFacets : asked)},{dimension.Name}")
                );
        }
    }

    public HistogramResult? Histogram => Outcome?.Answer.Index.Histogram;

    /// <summary>The bars and what is in none of them; null without a histogram.</summary>
    public DateFacet? Chart =>
        Histogram is { } histogram
            ? DateFacet.Charted(histogram, Outcome!.Request.Date, start => T.Bucket(histogram.Interval, start))
            : null;

    /// <summary>What the search form must carry along because no field of it shows it.</summary>
    public IEnumerable<(string Name, string Value)> Hidden
    {
        get
        {
            string[] shown = Outcome is null
                ? []
                : [.. Facets.SelectMany(f => f.Fields), ParameterNames.Sort, "limit", ParameterNames.Date];
            return Parameters.Without([ParameterNames.Query, ParameterList.Cursor, .. shown]).Pairs;
        }
    }

    private IEnumerable<(string Name, string Value)> Filters =>
        Parameters.Pairs.Where(p => ParameterNames.IsFilter(p.Name) || Modifiers.Contains(p.Name));

    // A seed without its sample would be an error.
    private ParameterList Without(string name, string value) =>
        name == "sample" ? Parameters.Without(name, "seed", "stratify") : Parameters.WithoutValue(name, value);

    private string LabelOf(string name, string value)
    {
        if (name == ParameterNames.Date)
            return value == "unknown" ? T["date.unknown"]
                : value.Trim('/').Replace("/", " – ", StringComparison.Ordinal) is var span && value.StartsWith('/')
                    ? $"… – {span}"
                : value.EndsWith('/') ? $"{span} – …"
                : span;
        if (Modifiers.Contains(name))
            return T.Find($"value.{name}.{value}") ?? value;
        var dimension = name.Split('.')[0];
        var known = Outcome?.Answer.Index.Facets.FirstOrDefault(f => f.Name == dimension);
        var normal = Dimension.Find(dimension)?.Normalize(value) ?? value;
        var label = known?.Values.FirstOrDefault(v => v.Value == normal)?.Label ?? value;
        return dimension == Dimension.Language.Name ? T.LanguageName(label) : label;
    }

    private string KindOf(string name)
    {
        var parts = name.Split('.');
        var label = T.Find("dimension." + parts[0]) ?? parts[0];
        return parts.Length == 1 ? label : T.Format("chip." + parts[1], label);
    }
}
