using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using NewsSearch.Archive;
using NewsSearch.Providers;
using NewsSearch.Web.Api;
using NewsSearch.Web.Pages;

namespace NewsSearch.Web.Hosting;

/// <summary>Turns every failure into a problem: JSON for programs, a page for readers.</summary>
public sealed partial class ProblemHandling(DataFolder data, ILogger<ProblemHandling> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext,
        Exception exception,
        CancellationToken cancellationToken
    )
    {
        var problem = Problems.Of(exception, Problems.Restart(httpContext.Request));
        if (problem is null && ProviderRegistration.ExplainDamage(exception) is { } damage)
        {
            Failed(exception, httpContext.Request.Method, httpContext.Request.Path);
            problem = Problems.Of("archive-damaged", damage);
        }
        if (problem is null)
        {
            // What happened is for the log; the client learns nothing of the inside.
            Failed(exception, httpContext.Request.Method, httpContext.Request.Path);
            problem = Problems.Of("internal", "The service could not answer; its log says why.");
        }
        if (exception is ArchiveStorageException)
        {
            Failed(exception, httpContext.Request.Method, httpContext.Request.Path);
            problem = problem with
            {
                Needed = httpContext.Request.ContentLength,
                Free = new DriveInfo(data.Root).AvailableFreeSpace,
            };
        }
        await AnswerAsync(httpContext, problem);
        return true;
    }

    /// <summary>Answers that the framework left without a body: unknown addresses, wrong methods, missing keys.</summary>
    public static Task AnswerStatusAsync(StatusCodeContext status)
    {
        var context = status.HttpContext;
        var isForAdmin =
            AdminPages.IsAdminPage(context)
            || context.Request.Path.StartsWithSegments(JobsPages.Path, StringComparison.OrdinalIgnoreCase);
        return isForAdmin && context.Response.StatusCode == StatusCodes.Status401Unauthorized
            ? LoginPages.AskForKeyAsync(context)
            : AnswerAsync(context, Problems.Of(context.Response.StatusCode));
    }

    private static Task AnswerAsync(HttpContext context, Problem problem)
    {
        if (problem.RetryAfter is { } seconds)
            context.Response.Headers.RetryAfter = seconds.ToString();
        return IsForPrograms(context.Request)
            ? Problems.WriteAsync(context, problem)
            : PageEndpoints.Problem(problem).ExecuteAsync(context);
    }

    private static bool IsForPrograms(HttpRequest request) =>
        request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        || request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase)
        || request.Path.StartsWithSegments(ApiDocument.Path, StringComparison.OrdinalIgnoreCase)
        || !request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed")]
    private partial void Failed(Exception exception, string method, string path);
}
