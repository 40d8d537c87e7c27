using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NewsSearch.Web.Hosting;

namespace NewsSearch.Web.Pages;

/// <summary>The form that lets a browser in, and out again.</summary>
public static class LoginPages
{
    private const string Home = "/admin";

    public static void MapLogin(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/login", (HttpContext c) => Form(c, Home, StatusCodes.Status200OK)).ExcludeFromDescription();
        endpoints.MapPost("/login", LogInAsync).ExcludeFromDescription();
        endpoints.MapPost("/logout", LogOut).TakesAdminForm();
    }

    /// <summary>Asks for the key where a page of the admin would be, and goes on to it.</summary>
    public static Task AskForKeyAsync(HttpContext context)
    {
        var asked = HttpMethods.IsGet(context.Request.Method)
            ? context.Request.Path + context.Request.QueryString
            : Home;
        return Form(context, asked, StatusCodes.Status401Unauthorized).ExecuteAsync(context);
    }

    private static RazorComponentResult<LoginPage> Form(
        HttpContext context,
        string next,
        int status,
        bool wasWrong = false
    )
    {
        context.Response.Headers.CacheControl = "no-store";
        return new(new { WasWrong = wasWrong, Next = next }) { StatusCode = status };
    }

    // Read by hand: the framework's binding would ask for an antiforgery token, and there is no session to forge yet.
    private static async Task<IResult> LogInAsync(
        HttpContext context,
        AdminKey key,
        AdminSession session,
        LoginAttempts attempts
    )
    {
        if (!context.Request.HasFormContentType)
            return TypedResults.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        var client = context.Connection.RemoteIpAddress;
        attempts.Check(client);
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var next = form["next"].ToString();
        if (!key.Matches(form["key"].ToString().Trim()))
        {
            attempts.Failed(client);
            return Form(context, next, StatusCodes.Status401Unauthorized, wasWrong: true);
        }
        session.Begin(context);
        return PreferenceEndpoints.Local(next.Length == 0 ? Home : next);
    }

    private static RedirectHttpResult LogOut(HttpContext context)
    {
        AdminSession.End(context);
        return TypedResults.LocalRedirect("~/login");
    }
}
