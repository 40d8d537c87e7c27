using System.Globalization;
using NewsSearch.Search;
using NewsSearch.Web.Api;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Pages;

/// <summary>A parameter that restricts the search, with the address that goes on without it.</summary>
public sealed record FilterChip(string Kind, string Text, string RemoveHref);

/// <summary>Check boxes of one dimension.</summary>
/// <param name="OtherText">What the articles counted as other are.</param>
public sealed record PageFacet(
    string Name,
    string Label,
    IReadOnlyList<FacetValue> Values,
    long Other,
    string OtherText,
    long Missing
);

/// <summary>What the search page shows: the answer or the problem, and addresses that change one thing.</summary>
/// <param name="Parameters">As in the address; nothing that the page adds by itself.</param>
/// <param name="Outcome">Null when there is a problem.</param>
public sealed record SearchPageModel(
    ParameterList Parameters,
    SearchOutcome? Outcome,
    Problem? Problem,
    IndexStatus Index
)
{
    private static readonly string[] Facetted = ["source", "topic", ParameterNames.Date];
    private const int MostDates = 24;

    public string? Query => Parameters.Value(ParameterNames.Query);

    public bool IsFirst => !Parameters.Has(ParameterList.Cursor);

    public string FirstHref => Parameters.Without(ParameterList.Cursor).On("/");

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
                Parameters.WithoutValue(f.Name, f.Value).Without(ParameterList.Cursor).On("/")
            )),
        ];

    public IReadOnlyList<PageFacet> Facets => Outcome is null ? [] : [.. Facetted.Select(FacetOf).OfType<PageFacet>()];

    public IReadOnlyList<DateFacetValue> Bars =>
        Outcome?.Answer.Index.Histogram is { } histogram ? DateFacet.All(histogram, Outcome.Request.Date) : [];

    /// <summary>What the search form must carry along because no field of it shows it.</summary>
    public IEnumerable<(string Name, string Value)> Hidden
    {
        get
        {
            string[] shown = Outcome is null ? [] : [.. Facetted, ParameterNames.Sort];
            return Parameters.Without([ParameterNames.Query, ParameterList.Cursor, .. shown]).Pairs;
        }
    }

    public IEnumerable<(string Name, string Value)> DateFormHidden =>
        Parameters.Without(ParameterNames.Date, ParameterList.Cursor).Pairs;

    public string? From => Day(Interval?.Start);

    public string? To => Day(Interval?.End?.AddTicks(-1));

    private DateInterval? Interval => Outcome?.Request.Date?.Interval;

    private IEnumerable<(string Name, string Value)> Filters =>
        Parameters.Pairs.Where(p => ParameterNames.IsFilter(p.Name));

    private PageFacet? FacetOf(string name)
    {
        var answer = Outcome!.Answer.Index;
        if (name != ParameterNames.Date)
            return answer.Facets.FirstOrDefault(f => f.Name == name) is { } facet
                ? new PageFacet(
                    name,
                    Dimension.Find(name)?.Label ?? name,
                    facet.Values,
                    facet.Other,
                    "with other values",
                    facet.Missing
                )
                : null;
        return answer.Histogram is null ? null : DateBoxes(answer.Histogram);
    }

    private PageFacet DateBoxes(HistogramResult histogram)
    {
        var dates = DateFacet.Of(histogram, Outcome!.Request.Date);
        var newest = dates.Values.Reverse().ToList();
        var listed = newest.Where((v, i) => i < MostDates || v.Selected).ToList();
        var values = listed.Select(v => new FacetValue(v.Value, v.Label, v.Count, v.Selected)).ToList();
        // A filter that is no bucket stays listed as well, else applying another box would drop it unseen.
        if (Parameters.Value(ParameterNames.Date) is { } chosen && !values.Exists(v => v.Selected))
            values.Insert(
                0,
                new FacetValue(chosen, LabelOf(ParameterNames.Date, chosen), Outcome.Answer.Index.Total, Selected: true)
            );
        return new PageFacet(
            ParameterNames.Date,
            "Date",
            values,
            newest.Sum(v => v.Count) - listed.Sum(v => v.Count) + dates.Other,
            "with other dates",
            dates.Missing
        );
    }

    private string LabelOf(string name, string value)
    {
        if (name == ParameterNames.Date)
            return value == "unknown" ? "unknown" : value.Replace("/", " – ", StringComparison.Ordinal);
        var dimension = name.Split('.')[0];
        var known = Outcome?.Answer.Index.Facets.FirstOrDefault(f => f.Name == dimension);
        var normal = Dimension.Find(dimension)?.Normalize(value) ?? value;
        return known?.Values.FirstOrDefault(v => v.Value == normal)?.Label ?? value;
    }

    private static string KindOf(string name)
    {
        var parts = name.Split('.');
        var label = Dimension.Find(parts[0])?.Label ?? (parts[0] == ParameterNames.Date ? "Date" : parts[0]);
        return parts.Length == 1 ? label
            : parts[1] == "not" ? $"Not {label.ToLowerInvariant()}"
            : $"{label}, {parts[1]}";
    }

    private static string? Day(DateTime? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
