using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NewsSearch.Providers.HangfireJobs;
using NewsSearch.Web.Hosting;

namespace NewsSearch.Web.Pages;

/// <summary>The jobs page and the form that lets a browser in.</summary>
public static class JobsPages
{
    public const string Path = "/jobs";

    private const string CookieName = "newssearch-admin";
    private static readonly TimeSpan CookieLife = TimeSpan.FromHours(12);

    public static void MapJobsPages(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapJobsDashboard(Path, c => ValueTask.FromResult(MayEnter(c)));
        endpoints.MapGet("/login", () => Form(wasWrong: false)).ExcludeFromDescription();
        endpoints.MapPost("/login", LogInAsync).ExcludeFromDescription();
    }

    /// <summary>Asks for the key where the jobs page would be.</summary>
    public static Task AskForKeyAsync(HttpContext context) => Form(wasWrong: false).ExecuteAsync(context);

    private static RazorComponentResult<LoginPage> Form(bool wasWrong) =>
        new(new { WasWrong = wasWrong }) { StatusCode = StatusCodes.Status401Unauthorized };

    // Read by hand: the framework's binding would ask for an antiforgery token, and there is no session to forge.
    private static async Task<IResult> LogInAsync(HttpContext context, AdminKey key, TimeProvider clock)
    {
        if (!context.Request.HasFormContentType)
            return TypedResults.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (!key.Matches(form["key"].ToString().Trim()))
            return Form(wasWrong: true);
        var expires = clock.GetUtcNow() + CookieLife;
        context.Response.Cookies.Append(
            CookieName,
            key.Ticket(expires),
            new CookieOptions
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Strict,
                Secure = context.Request.IsHttps,
                IsEssential = true,
                Path = Path,
                Expires = expires,
            }
        );
        return TypedResults.LocalRedirect("~" + Path);
    }

    private static bool MayEnter(HttpContext context)
    {
        var key = context.RequestServices.GetRequiredService<AdminKey>();
        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        return AdminKeyAuthentication.HasKey(context.Request, key)
            || (context.Request.Cookies.TryGetValue(CookieName, out var ticket) && key.IsTicket(ticket, now));
    }
}
