using System.Globalization;
using NewsSearch.Indexing;
using NewsSearch.Search;

namespace NewsSearch.Web.Searching;

/// <summary>Answers a trend from its parameters, the same for the API and the page, so that their numbers agree.</summary>
public sealed class TrendCall(IArticleIndex index, TimeProvider clock)
{
    /// <exception cref="ParameterException">A parameter is unknown or its value is wrong.</exception>
    /// <exception cref="QuerySyntaxException">A query cannot be read.</exception>
    /// <exception cref="TooManyBucketsException">The answer would have too many numbers.</exception>
    public TrendOutcome Run(ParameterList parameters, CancellationToken cancellation)
    {
        var request = TrendParameters.Parse(parameters, clock.GetUtcNow());
        return new TrendOutcome(parameters, request, index.Trend(request, cancellation));
    }
}

/// <summary>A trend that was answered.</summary>
/// <param name="Parameters">What was asked, as given.</param>
public sealed record TrendOutcome(ParameterList Parameters, TrendRequest Request, TrendAnswer Answer)
{
    /// <summary>The queries as written.</summary>
    public IReadOnlyList<string> Queries =>
        [.. Parameters.Values(ParameterNames.Query).Where(q => !string.IsNullOrWhiteSpace(q))];

    /// <summary>The parameters of the search that finds what one number of a line counts.</summary>
    /// <param name="start">First moment of the bucket; null for the whole line.</param>
    public ParameterList SearchOf(TrendSeries series, DateTime? start)
    {
        var search = ParameterList.Of(Parameters.Pairs.Where(p => IsOfSearch(p.Name) && p.Value.Length > 0));
        if (Queries is { Count: > 0 } queries)
            search = search.With(ParameterNames.Query, queries[series.Query]);
        if (Request.Facet is { } facet && series.Value is { } value)
            search = search.With(facet.Name, value);
        return start is { } moment ? search.Without("datePrecision").With(ParameterNames.Date, Period(moment)) : search;
    }

    // The first and the last bucket may be cut by the period that was asked for.
    private string Period(DateTime start)
    {
        var end = DateFacet.End(Answer.Interval, start);
        var (from, to) = (Request.Date?.Interval?.Start, Request.Date?.Interval?.End);
        if (!(from > start) && !(to < end))
            return DateFacet.Value(Answer.Interval, start);
        var (first, last) = (from > start ? from.Value : start, to < end ? to.Value : end);
        return first.TimeOfDay == TimeSpan.Zero && last.TimeOfDay == TimeSpan.Zero
            ? string.Create(CultureInfo.InvariantCulture, $"{first:yyyy-MM-dd}/{last.AddDays(-1):yyyy-MM-dd}")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{first:yyyy-MM-ddTHH:mm:ss}/{last.AddSeconds(-1):yyyy-MM-ddTHH:mm:ss}"
            );
    }

    private static bool IsOfSearch(string name) =>
        name
            is not (ParameterNames.Query or ParameterNames.Facet or ParameterNames.Normalize or ParameterNames.Interval)
        && !name.StartsWith("facet.", StringComparison.Ordinal);
}
