using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NewsSearch.Web.Api;

namespace NewsSearch.Web.Hosting;

/// <summary>
/// Lets the browser of the admin into pages: by the cookie of <see cref="AdminSession"/>, or by the key itself. Whoever
/// has neither gets the login form with status 401. The API never looks at the cookie.
/// </summary>
public sealed class AdminPages(
    AdminKey key,
    AdminSession session,
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "AdminPages";

    /// <summary>The policy of pages that only the admin may see.</summary>
    public const string Policy = "admin-pages";

    /// <summary>The field of a form that carries <see cref="AdminSession.FormToken"/>.</summary>
    public const string TokenField = "token";

    /// <summary>Whether the endpoint of this request is a page of the admin.</summary>
    public static bool IsAdminPage(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(a => a.Policy == Policy) is true;

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!session.IsOpen(Request) && !AdminKeyAuthentication.HasKey(Request, key))
            return Task.FromResult(AuthenticateResult.NoResult());
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, "admin")], SchemeName);
        return Task.FromResult(
            AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName))
        );
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }
}

/// <summary>What the endpoints of the admin's pages ask for.</summary>
public static class AdminPageConventions
{
    /// <summary>A page for the admin; it is never kept by a browser or a proxy.</summary>
    public static RouteHandlerBuilder ForAdmin(this RouteHandlerBuilder endpoint) =>
        endpoint
            .RequireAuthorization(AdminPages.Policy)
            .ExcludeFromDescription()
            .AddEndpointFilter(
                (call, next) =>
                {
                    call.HttpContext.Response.Headers.CacheControl = "no-store";
                    return next(call);
                }
            );

    /// <summary>
    /// A form of the admin: refused unless it carries the token of the session (<c>FormToken</c> in a page). A request
    /// with the key itself needs none, because no other site can make a browser send that.
    /// </summary>
    public static RouteHandlerBuilder TakesAdminForm(this RouteHandlerBuilder endpoint) =>
        endpoint
            .ForAdmin()
            .AddEndpointFilter(
                async (call, next) =>
                {
                    var (context, request) = (call.HttpContext, call.HttpContext.Request);
                    var services = context.RequestServices;
                    if (AdminKeyAuthentication.HasKey(request, services.GetRequiredService<AdminKey>()))
                        return await next(call);
                    var token = request.HasFormContentType
                        ? (await request.ReadFormAsync(context.RequestAborted))[AdminPages.TokenField].ToString()
                        : "";
                    if (services.GetRequiredService<AdminSession>().IsFormToken(request, token))
                        return await next(call);
                    throw new ForbiddenException(
                        "The form does not come from a page of this session: load its page again."
                    );
                }
            );
}
