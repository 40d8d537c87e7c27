using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NewsSearch.Indexing;
using NewsSearch.Search;
using NewsSearch.Web.Api;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Pages;

/// <summary><c>/trends</c>: up to five queries over time, as a picture and as a table.</summary>
public static class TrendsPages
{
    private const string Path = "/trends";

    // More points than this are no longer told apart, and make a heavy page; the API has them all.
    private const int MostPoints = 400;
    private const int DefaultValues = 6;
    private const int MostValues = 12;

    private static readonly HistogramInterval[] Wider =
    [
        HistogramInterval.Hour,
        HistogramInterval.Day,
        HistogramInterval.Week,
        HistogramInterval.Month,
        HistogramInterval.Quarter,
        HistogramInterval.Year,
    ];

    public static void MapTrendsPage(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet(Path, Get).WithEntityTag().ExcludeFromDescription();

    private static IResult Get(HttpContext context, TrendCall trends, IArticleIndex index)
    {
        var given = ParameterList.Of(context.Request.QueryString);
        var parameters = PageForm.Tidy(WithoutSizes(given));
        if (!ReferenceEquals(parameters, given))
            return TypedResults.LocalRedirect("~" + parameters.On(Path));
        try
        {
            var (outcome, isCoarser) = Run(trends, parameters, context.RequestAborted);
            return Page(new TrendsPageModel(parameters, outcome, Problem: null, outcome.Answer.Index, isCoarser));
        }
        catch (Exception e) when (Problems.Of(e, Problems.Restart(context.Request)) is { } problem)
        {
            return Page(new TrendsPageModel(parameters, Outcome: null, problem, index.Status), problem.Status);
        }
    }

    private static RazorComponentResult<TrendsPage> Page(TrendsPageModel model, int status = StatusCodes.Status200OK) =>
        new(new { Model = model }) { StatusCode = status };

    private static (TrendOutcome, bool IsCoarser) Run(
        TrendCall trends,
        ParameterList parameters,
        CancellationToken cancellation
    )
    {
        var asked = Limited(parameters);
        for (var isCoarser = false; ; isCoarser = true)
        {
            var (outcome, next) = Try(trends, asked, cancellation);
            if (outcome is not null && (next is null || Points(outcome) <= MostPoints))
                return (outcome with { Parameters = parameters }, isCoarser && parameters.Has(ParameterNames.Interval));
            asked = asked.With(ParameterNames.Interval, next!.Value.ToString().ToLowerInvariant());
        }
    }

    // The next wider interval comes along while there is one.
    private static (TrendOutcome? Outcome, HistogramInterval? Next) Try(
        TrendCall trends,
        ParameterList asked,
        CancellationToken cancellation
    )
    {
        try
        {
            var outcome = trends.Run(asked, cancellation);
            return (outcome, WiderThan(outcome.Answer.Interval));
        }
        catch (TooManyBucketsException) when (WiderThan(Asked(asked)) is { } next)
        {
            return (null, next);
        }
    }

    private static HistogramInterval? WiderThan(HistogramInterval? interval)
    {
        var at = interval is { } known ? Array.IndexOf(Wider, known) : Array.IndexOf(Wider, HistogramInterval.Day);
        return at < Wider.Length - 1 ? Wider[at + 1] : null;
    }

    private static HistogramInterval? Asked(ParameterList parameters) =>
        Enum.TryParse<HistogramInterval>(parameters.Value(ParameterNames.Interval), ignoreCase: true, out var interval)
            ? interval
            : null;

    private static int Points(TrendOutcome outcome) => outcome.Answer.Series.Count * outcome.Answer.Starts.Count;

    // How many lines there are means nothing where a form no longer asks for any.
    private static ParameterList WithoutSizes(ParameterList given) =>
        string.IsNullOrEmpty(given.Value(ParameterNames.Facet)) && given.Any(p => IsSize(p.Key))
            ? ParameterList.Of(given.Pairs.Where(p => !IsSize(p.Name)))
            : given;

    private static bool IsSize(string name) => name.StartsWith("facet.", StringComparison.Ordinal);

    private static ParameterList Limited(ParameterList parameters)
    {
        if (parameters.Value(ParameterNames.Facet) is not { } facet || Dimension.Find(facet) is null)
            return parameters;
        var size = $"facet.{facet}.size";
        return !int.TryParse(parameters.Value(size), out var asked) ? WithSize(DefaultValues)
            : asked > MostValues ? WithSize(MostValues)
            : parameters;

        // A size that is no number stays, to be told of.
        ParameterList WithSize(int values) =>
            parameters.Has(size) && asked == 0 ? parameters : parameters.With(size, values.ToString());
    }
}
