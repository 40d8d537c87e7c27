using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace NewsSearch.Web.Hosting;

/// <summary><c>Authorization: Bearer &lt;key&gt;</c>. Cookies are not looked at: no other site can make a browser call.</summary>
public sealed class AdminKeyAuthentication(
    AdminKey key,
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "AdminKey";

    /// <summary>The policy of endpoints that only the admin may call.</summary>
    public const string Policy = "admin";

    private const string Prefix = "Bearer ";

    /// <summary>Whether the request carries the key.</summary>
    public static bool HasKey(HttpRequest request, AdminKey key) =>
        request.Headers.Authorization.ToString() is { } header
        && header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
        && key.Matches(header[Prefix.Length..].Trim());

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!Request.Headers.ContainsKey(HeaderNames.Authorization))
            return Task.FromResult(AuthenticateResult.NoResult());
        if (!HasKey(Request, key))
            return Task.FromResult(AuthenticateResult.Fail("This is not the admin key."));
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, "admin")], SchemeName);
        return Task.FromResult(
            AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName))
        );
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Bearer realm=\"NewsSearch\"";
        return Task.CompletedTask;
    }
}
