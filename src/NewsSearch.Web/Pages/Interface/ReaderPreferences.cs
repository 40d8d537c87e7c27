using Microsoft.AspNetCore.Http;

namespace NewsSearch.Web.Pages;

/// <summary>The colours that a reader wants; <see cref="Auto"/> follows the device.</summary>
public enum Theme
{
    Auto,
    Light,
    Dark,
}

/// <summary>How a reader wants the pages: as the address says, else as cookies remember, else as the browser asks.</summary>
/// <param name="Zone">Zone in which times are shown. It never moves a filter: that is what <c>tz=</c> does.</param>
/// <param name="HasShortcuts">
/// Whether single keys are shortcuts: who speaks to the computer sets them off by words (WCAG 2.2, 2.1.4).
/// </param>
public sealed record ReaderPreferences(
    InterfaceLanguage Language,
    Theme Theme,
    TimeZoneInfo Zone,
    bool HasShortcuts = true
)
{
    /// <summary>The parameter that any page takes.</summary>
    public const string LanguageParameter = "hl";

    public const string LanguageCookie = "newssearch-language";
    public const string ThemeCookie = "newssearch-theme";
    public const string ZoneCookie = "newssearch-zone";
    public const string ShortcutsCookie = "newssearch-shortcuts";
    public const string Off = "off";

    public static ReaderPreferences Of(HttpRequest request) =>
        new(
            InterfaceLanguage.Find(request.HttpContext.Items[LanguageParameter] as string)
                ?? InterfaceLanguage.Find(request.Cookies[LanguageCookie])
                ?? Accepted(request)
                ?? InterfaceLanguage.All[0],
            Enum.TryParse<Theme>(request.Cookies[ThemeCookie], ignoreCase: true, out var theme) ? theme : Theme.Auto,
            FindZone(request.Query["tz"]) ?? FindZone(request.Cookies[ZoneCookie]) ?? TimeZoneInfo.Utc,
            request.Cookies[ShortcutsCookie] != Off
        );

    /// <summary>All that a page depends on, for its entity tag.</summary>
    public string Key => $"{Language.Code} {Theme} {Zone.Id} {HasShortcuts}";

    private static InterfaceLanguage? Accepted(HttpRequest request) =>
        request
            .GetTypedHeaders()
            .AcceptLanguage.OrderByDescending(l => l.Quality ?? 1)
            .Select(l => InterfaceLanguage.Find(l.Value.Value))
            .FirstOrDefault(l => l is not null);

    private static TimeZoneInfo? FindZone(string? name) =>
        !string.IsNullOrEmpty(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;
}
