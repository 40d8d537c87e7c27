using System.Globalization;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Pages;

/// <summary>Brings what the forms of the search page send to the parameters of the API.</summary>
public static class PageForm
{
    private const string From = "from";
    private const string To = "to";

    /// <summary>
    /// The same list when nothing has to change. Empty fields go, two days become one interval, and several ticked
    /// periods become the interval from the first to the last.
    /// </summary>
    public static ParameterList Tidy(ParameterList given)
    {
        var tidy = given.Pairs.Any(p => p.Value.Length == 0)
            ? ParameterList.Of(given.Pairs.Where(p => p.Value.Length > 0))
            : given;
        // The API counts, and so searches for values, only where it is asked to.
        if (!tidy.Has(ParameterNames.Facet) && tidy.Any(p => p.Key.StartsWith("facet.", StringComparison.Ordinal)))
            tidy = tidy.With(ParameterNames.Facet, SearchPageModel.DefaultFacets);
        if (tidy.Has(From) || tidy.Has(To))
        {
            var (from, to) = (tidy.Value(From), tidy.Value(To));
            return tidy.Without(From, To, ParameterList.Cursor)
                .With(ParameterNames.Date, from == to ? from! : $"{from}/{to}");
        }
        // Both days were emptied: the reader wants no interval, which the form left out already.
        return tidy.Values(ParameterNames.Date).Count > 1
            ? tidy.With(ParameterNames.Date, Span(tidy.Values(ParameterNames.Date)))
            : tidy;
    }

    private static string Span(IReadOnlyList<string> dates)
    {
        var periods = dates.Select(Ends).OfType<(string First, string Last)>().ToList();
        if (periods.Count == 0)
            return dates[^1];
        var first = periods.Select(p => p.First).Min(StringComparer.Ordinal)!;
        var last = periods.Select(p => p.Last).Max(StringComparer.Ordinal)!;
        return first == last ? first : $"{first}/{last}";
    }

    // Only the periods that the page itself lists; another interval gives way to them.
    private static (string First, string Last)? Ends(string date)
    {
        var parts = date.Split('/');
        if (parts is [var hour, "PT1H"])
            return DateTime.TryParseExact(
                hour,
                "yyyy-MM-ddTHH:mm",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var start
            )
                ? (hour, start.AddMinutes(59).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture))
                : null;
        return parts.All(IsPlain) && parts.Length <= 2 ? (parts[0], parts[^1]) : null;
    }

    private static bool IsPlain(string date) =>
        DateTime.TryParseExact(
            date,
            ["yyyy", "yyyy-MM", "yyyy-MM-dd", "yyyy-MM-ddTHH:mm"],
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out _
        );
}
