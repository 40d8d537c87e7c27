using Microsoft.AspNetCore.Http;

namespace NewsSearch.Web.Hosting;

/// <summary>
/// The login of a browser: a cookie that proves that its holder knew the admin key. Nothing is kept on the server; the
/// cookie is good for twelve hours, and another key ends it.
/// </summary>
public sealed class AdminSession(AdminKey key, TimeProvider clock)
{
    public const string CookieName = "newssearch-admin";

    private static readonly TimeSpan Life = TimeSpan.FromHours(12);

    public void Begin(HttpContext context)
    {
        var expires = clock.GetUtcNow() + Life;
        context.Response.Cookies.Append(CookieName, key.Ticket(expires), Options(context, expires));
    }

    public static void End(HttpContext context) =>
        context.Response.Cookies.Delete(CookieName, Options(context, expires: null));

    public bool IsOpen(HttpRequest request) => Ticket(request) is not null;

    /// <summary>What a form of this session carries, so that no other site can send it; null without a session.</summary>
    public string? FormToken(HttpRequest request) => Ticket(request) is { } ticket ? key.FormToken(ticket) : null;

    public bool IsFormToken(HttpRequest request, string token) =>
        Ticket(request) is { } ticket && key.IsFormToken(token, ticket);

    private string? Ticket(HttpRequest request) =>
        request.Cookies.TryGetValue(CookieName, out var ticket) && key.IsTicket(ticket, clock.GetUtcNow())
            ? ticket
            : null;

    private static CookieOptions Options(HttpContext context, DateTimeOffset? expires) =>
        new()
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = context.Request.IsHttps,
            IsEssential = true,
            Path = "/",
            Expires = expires,
        };
}
