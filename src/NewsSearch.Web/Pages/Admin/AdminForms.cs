using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using NewsSearch.Web.Api;

namespace NewsSearch.Web.Pages;

/// <summary>Carries out the forms of the admin's pages.</summary>
internal static class AdminForms
{
    /// <summary>The parameter that tells a page what a form did.</summary>
    public static readonly KnownParameter Done = new("done", "What a form did.");

    /// <summary>
    /// Does what a form asks for and goes on to a page; what cannot be done is told on the page that the form came from.
    /// </summary>
    /// <param name="next">Address to go on to.</param>
    /// <param name="done">What was done, as the name of a text.</param>
    /// <param name="page">The page with a problem.</param>
    public static async Task<IResult> RunAsync<T>(
        HttpContext context,
        Func<Task> action,
        string next,
        string done,
        Func<Problem, RazorComponentResult<T>> page
    )
        where T : IComponent
    {
        try
        {
            await action();
        }
        catch (Exception e) when (Problems.Of(e, Problems.Restart(context.Request)) is { } problem)
        {
            var result = page(problem);
            result.StatusCode = problem.Status;
            return result;
        }
        return TypedResults.LocalRedirect($"~{next}{(next.Contains('?') ? '&' : '?')}done={done}");
    }
}
