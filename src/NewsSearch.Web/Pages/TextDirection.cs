namespace NewsSearch.Web.Pages;

/// <summary>The writing direction of a language.</summary>
internal static class TextDirection
{
    private static readonly HashSet<string> RightToLeft = new(StringComparer.OrdinalIgnoreCase)
    {
        "ar",
        "ckb",
        "dv",
        "fa",
        "he",
        "iw",
        "ps",
        "sd",
        "ug",
        "ur",
        "yi",
    };

    /// <summary>rtl or ltr; auto lets the first strong letter decide where the language is unknown.</summary>
    public static string Of(string? language) =>
        string.IsNullOrWhiteSpace(language) ? "auto"
        : RightToLeft.Contains(language.Split('-')[0]) ? "rtl"
        : "ltr";
}
