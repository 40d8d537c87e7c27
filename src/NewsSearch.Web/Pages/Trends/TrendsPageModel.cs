using System.Globalization;
using NewsSearch.Search;
using NewsSearch.Web.Api;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Pages;

/// <summary>What the page of trends shows: the answer or the problem.</summary>
/// <param name="Parameters">As in the address; nothing that the page adds by itself.</param>
/// <param name="Outcome">Null when there is a problem.</param>
/// <param name="IsCoarser">The interval asked for would have been too many numbers for a page.</param>
public sealed record TrendsPageModel(
    ParameterList Parameters,
    TrendOutcome? Outcome,
    Problem? Problem,
    IndexStatus Index,
    bool IsCoarser = false
)
{
    private const int FewestFields = 2;

    /// <summary>The fields for queries: those that are asked, and an empty one for another.</summary>
    public IReadOnlyList<string> QueryFields
    {
        get
        {
            var asked = Parameters.Values(ParameterNames.Query).Take(TrendRequest.MaxQueries).ToList();
            var fields = Math.Clamp(asked.Count + 1, FewestFields, TrendRequest.MaxQueries);
            return [.. asked, .. Enumerable.Repeat("", fields - asked.Count)];
        }
    }

    public string? Facet => Parameters.Value(ParameterNames.Facet);
    public string? Interval => Parameters.Value(ParameterNames.Interval);
    public bool IsShare => Outcome?.Request.Normalize ?? (Parameters.Value(ParameterNames.Normalize) == "documents");

    /// <summary>What the form carries along because no field of it shows it.</summary>
    public IEnumerable<(string Name, string Value)> Hidden =>
        Parameters
            .Without(
                ParameterNames.Query,
                ParameterNames.Facet,
                ParameterNames.Interval,
                ParameterNames.Normalize,
                ParameterNames.Date
            )
            .Pairs.Where(p => !p.Name.StartsWith("facet.", StringComparison.Ordinal));

    /// <summary>Filters, each with the address without it.</summary>
    public IEnumerable<(string Name, string Value, string Href)> Filters =>
        Parameters
            .Pairs.Where(p => ParameterNames.IsFilter(p.Name))
            .Select(p => (p.Name, p.Value, Parameters.WithoutValue(p.Name, p.Value).On("/trends")));

    public string? From => Day(Outcome?.Request.Date?.Interval?.Start);

    public string? To => Day(Outcome?.Request.Date?.Interval?.End?.AddTicks(-1));

    /// <summary>The query that cannot be read.</summary>
    public string? Broken => Problem?.Value ?? Parameters.Value(ParameterNames.Query);

    /// <summary>The same with this query instead of the one that cannot be read.</summary>
    public string HrefWith(string query) =>
        ParameterList
            .Of(Parameters.Pairs.Select(p => p.Name == ParameterNames.Query && p.Value == Broken ? (p.Name, query) : p))
            .On("/trends");

    public string ApiHref => Parameters.On("/api/v1/trends");

    /// <summary>Each query has a line in a chart of each value.</summary>
    public bool HasPanels => Outcome is { Request: { Facet: not null, Queries.Count: > 1 } };

    /// <summary>The lines of each chart: one chart, or one for each value.</summary>
    public IEnumerable<IReadOnlyList<TrendSeries>> Charts =>
        Outcome is null ? []
        : HasPanels ? Outcome.Answer.Series.GroupBy(s => s.Value).Select(g => g.ToList())
        : [Outcome.Answer.Series];

    /// <summary>The number that a chart shows of a point.</summary>
    public double? Shown(TrendPoint point) => IsShare ? point.Ratio : point.Count;

    /// <summary>The name of a line's value; null where it has none.</summary>
    public string? LabelOf(TrendSeries series, PageText text) =>
        series.Label is { } label && Facet == Dimension.Language.Name ? text.LanguageName(label) : series.Label;

    /// <summary>The colour and dashes of a line.</summary>
    public int Style(TrendSeries series, int place) => HasPanels ? series.Query : place;

    /// <summary>Where a point leads; null where there is nothing to be seen.</summary>
    public string? Href(TrendSeries series, TrendPoint point) =>
        point.Count == 0 ? null : Outcome!.SearchOf(series, point.Start).On("/");

    public string Href(TrendSeries series) => Outcome!.SearchOf(series, start: null).On("/");

    /// <summary>The point where a line is highest; null for a line without anything.</summary>
    public TrendPoint? Highest(TrendSeries series) =>
        series.Points.Any(p => p.Count > 0) ? series.Points.MaxBy(p => Shown(p) ?? -1) : null;

    /// <summary>A share in percent, three digits at the most.</summary>
    public static string Percent(double share) =>
        (share * 100).ToString(share >= 0.1 ? "0.#" : "0.##", CultureInfo.InvariantCulture) + " %";

    private static string? Day(DateTime? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
