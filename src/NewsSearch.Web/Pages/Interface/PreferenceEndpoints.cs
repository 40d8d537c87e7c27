using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NewsSearch.Search;
using NewsSearch.Web.Api;

namespace NewsSearch.Web.Pages;

/// <summary>
/// Remembers what readers choose in the display menu: language, colours, time zone and whether keys
/// are shortcuts, as cookies of a year.
/// </summary>
public static class PreferenceEndpoints
{
    private static readonly TimeSpan CookieLife = TimeSpan.FromDays(365);

    private static readonly KnownParameter Language = new(
        ReaderPreferences.LanguageParameter,
        "Language of the page.",
        [.. InterfaceLanguage.All.Select(l => l.Code)]
    );

    /// <summary>Takes <c>hl=</c> from the address of any page, so that only the page knows of it, and remembers it.</summary>
    public static void UseInterfaceLanguage(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                var request = context.Request;
                if (
                    request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
                    || !request.Query.TryGetValue(Language.Name, out var tag)
                )
                    return next(context);
                var language =
                    Language.Allowed!.FirstOrDefault(c => c == tag.ToString())
                    ?? throw KnownParameters.Invalid(Language, tag.ToString(), $"'{tag}' is not a value of 'hl'.");
                context.Items[Language.Name] = language;
                Remember(context, ReaderPreferences.LanguageCookie, language);
                request.QueryString = QueryString.Create(request.Query.Where(p => p.Key != Language.Name));
                return next(context);
            }
        );

    public static void MapPreferences(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/preferences", (Delegate)SaveAsync).ExcludeFromDescription();

    // Read by hand: no token is needed where the worst that another site could do is to turn the lights out.
    private static async Task<IResult> SaveAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
            return TypedResults.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (InterfaceLanguage.Find(form["language"]) is { } language)
            Remember(context, ReaderPreferences.LanguageCookie, language.Code);
        if (Enum.TryParse<Theme>(form["theme"], ignoreCase: true, out var theme))
            Remember(context, ReaderPreferences.ThemeCookie, theme.ToString().ToLowerInvariant());
        if (form["shortcuts"].ToString() is { } shortcuts and ("on" or ReaderPreferences.Off))
            Remember(context, ReaderPreferences.ShortcutsCookie, shortcuts);
        if (form["zone"].ToString().Trim() is { Length: > 0 } zone)
        {
            if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
                throw new ParameterException(
                    $"\"{zone}\" is no IANA time zone, such as Europe/Berlin.",
                    "zone",
                    zone,
                    [],
                    Meant(zone),
                    isUnknown: false
                );
            Remember(context, ReaderPreferences.ZoneCookie, zone);
        }
        return Local(form["return"].ToString());
    }

    // Most often the city alone was written.
    private static string? Meant(string zone)
    {
        var zones = TimeZoneInfo.GetSystemTimeZones().Select(z => z.Id).ToList();
        return zones.Find(z => z.EndsWith("/" + zone.Replace(' ', '_'), StringComparison.OrdinalIgnoreCase))
            ?? ClosestName.Find(zone, zones);
    }

    /// <summary>A redirect within the service; an address of another host becomes the first page.</summary>
    public static RedirectHttpResult Local(string address) =>
        address.StartsWith('/')
        && !address.StartsWith("//", StringComparison.Ordinal)
        && !address.Contains('\\')
        && !address.Any(char.IsControl)
            ? TypedResults.LocalRedirect("~" + Ascii(address))
            : TypedResults.LocalRedirect("~/");

    // A header holds nothing else.
    private static string Ascii(string address) =>
        string.Concat(
            address.EnumerateRunes().Select(r => r.IsAscii ? r.ToString() : Uri.EscapeDataString(r.ToString()))
        );

    // Script may read them: it localizes times and knows whether a zone was chosen.
    private static void Remember(HttpContext context, string name, string value) =>
        context.Response.Cookies.Append(
            name,
            value,
            new CookieOptions
            {
                SameSite = SameSiteMode.Lax,
                Secure = context.Request.IsHttps,
                IsEssential = true,
                Path = "/",
                MaxAge = CookieLife,
            }
        );
}
