namespace NewsSearch.Articles;

/// <summary>Brings the addresses of one page to one spelling.</summary>
public static class CanonicalUrl
{
    /// <summary>
    /// Scheme and host in lower case, default port, fragment and campaign parameters removed; null when the text is
    /// not an absolute http(s) address.
    /// </summary>
    public static string? Normalize(string? url)
    {
        if (
            !Uri.TryCreate(url?.Trim(), UriKind.Absolute, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps)
        )
            return null;
        var kept = uri
            .Query.TrimStart('?')
            .Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Where(p => !IsCampaign(p));
        var query = string.Join('&', kept);
        if (Host(uri) is not { } host)
            return null;
        var port = uri.IsDefaultPort ? "" : ":" + uri.Port;
        return $"{uri.Scheme}://{host}{port}{uri.AbsolutePath}" + (query.Length == 0 ? "" : "?" + query);
    }

    // A host may have characters that no name has; that is found out only when it is written in ASCII.
    private static string? Host(Uri uri)
    {
        try
        {
            return uri.IdnHost.ToLowerInvariant();
        }
        catch (UriFormatException)
        {
            return null;
        }
    }

    private static bool IsCampaign(string parameter) =>
        parameter.StartsWith("utm_", StringComparison.OrdinalIgnoreCase)
        || parameter.StartsWith("fbclid=", StringComparison.OrdinalIgnoreCase)
        || parameter.StartsWith("gclid=", StringComparison.OrdinalIgnoreCase);
}
