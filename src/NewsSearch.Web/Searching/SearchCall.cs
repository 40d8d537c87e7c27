using NewsSearch.Search;
using NewsSearch.Web.Api;
using NewsSearch.Web.Hosting;

namespace NewsSearch.Web.Searching;

/// <summary>Runs a search from its parameters, the same for the API and the pages, so that their numbers agree.</summary>
public sealed class SearchCall(SearchService search, ServiceMetrics metrics, TimeProvider clock)
{
    /// <exception cref="ParameterException">A parameter is unknown or its value is wrong.</exception>
    /// <exception cref="QuerySyntaxException">The query cannot be read.</exception>
    /// <exception cref="CursorMismatchException">The cursor is not of these parameters.</exception>
    /// <exception cref="CursorExpiredException">The snapshot that the cursor continues is gone.</exception>
    public SearchOutcome Run(ParameterList parameters, CancellationToken cancellation)
    {
        var started = clock.GetTimestamp();
        var outcome = "failed";
        try
        {
            var request = SearchParameters.Parse(parameters, clock.GetUtcNow());
            var found = Answer(parameters, request, cancellation);
            outcome = "answered";
            return found;
        }
        catch (Exception e) when (Problems.Of(e, restart: "") is { Status: < 500 })
        {
            outcome = "refused";
            throw;
        }
        finally
        {
            metrics.Searched(clock.GetElapsedTime(started), outcome);
        }
    }

    private SearchOutcome Answer(ParameterList parameters, SearchRequest request, CancellationToken cancellation)
    {
        var answer = search.Search(request, cancellation);
        return new SearchOutcome(parameters, request, answer, Cursor(answer.Index.Next), Cursor(answer.Index.Previous));

        string? Cursor(PagePosition? at) => at is null ? null : SearchParameters.Cursor(parameters, at);
    }
}

/// <summary>A search that was answered.</summary>
/// <param name="Parameters">What was asked, as given.</param>
/// <param name="NextCursor">Cursor of the next page; null when this was the last.</param>
/// <param name="PreviousCursor">Cursor of the page before; null when this was the first.</param>
public sealed record SearchOutcome(
    ParameterList Parameters,
    SearchRequest Request,
    SearchAnswer Answer,
    string? NextCursor,
    string? PreviousCursor
)
{
    /// <summary>The parameters of the first page.</summary>
    public ParameterList First => Parameters.Without(ParameterList.Cursor);

    /// <summary>The parameters of the next page, or null.</summary>
    public ParameterList? Next => NextCursor is null ? null : First.With(ParameterList.Cursor, NextCursor);

    /// <summary>The parameters of the page before, or null.</summary>
    public ParameterList? Previous => PreviousCursor is null ? null : First.With(ParameterList.Cursor, PreviousCursor);
}
