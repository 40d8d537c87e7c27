using NewsSearch.Articles;

namespace NewsSearch.Web.Pages;

/// <summary>Addresses that came with articles.</summary>
internal static class Links
{
    /// <summary>The address when it is one of the web; an article must not bring <c>javascript:</c> into a page.</summary>
    public static string? Web(string? address) => CanonicalUrl.OfWeb(address);
}
