namespace NewsSearch.Articles;

/// <summary>Brings the addresses of one page to one spelling.</summary>
public static class CanonicalUrl
{
    /// <summary>
    /// Scheme and host in lower case, default port, fragment and campaign parameters removed; null for anything
    /// but an absolute http(s) address with a host that is a name. What is returned can always be read again.
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
        var address = $"{uri.Scheme}://{host}{port}{uri.AbsolutePath}" + (query.Length == 0 ? "" : "?" + query);
        // In ASCII a host may be one that the parser does not let pass, or takes for a number.
        return Uri.TryCreate(address, UriKind.Absolute, out var again) && again.Host == host ? address : null;
    }

    /// <summary>The address when it is one of the web; an article must not bring <c>javascript:</c> into a page.</summary>
    public static string? OfWeb(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            ? uri.AbsoluteUri
            : null;

    // A host may have characters that no name has; that is found out only when it is written in ASCII.
    private static string? Host(Uri uri)
    {
        try
        {
            return uri.HostNameType == UriHostNameType.IPv6 ? uri.Host : uri.IdnHost.ToLowerInvariant();
        }
        catch (UriFormatException)
        {
            return null;
        }
    }

    private static bool IsCampaign(string parameter)
    {
        var end = parameter.IndexOf('=', StringComparison.Ordinal);
        var name = (end < 0 ? parameter : parameter[..end]).ToLowerInvariant();
        return Campaigns.Contains(name) || name.StartsWith("utm_", StringComparison.Ordinal);
    }

    // Marks of where a visitor came from; none of them chooses what a page shows.
    private static readonly HashSet<string> Campaigns =
    [
        "fbclid",
        "gclid",
        "gclsrc",
        "dclid",
        "gbraid",
        "wbraid",
        "msclkid",
        "yclid",
        "twclid",
        "ttclid",
        "igshid",
        "igsh",
        "mc_cid",
        "mc_eid",
        "mkt_tok",
        "_hsenc",
        "_hsmi",
        "vero_id",
        "oly_enc_id",
        "oly_anon_id",
        "at_medium",
        "at_campaign",
        "at_custom1",
        "at_custom2",
        "at_custom3",
        "at_custom4",
        "cmpid",
        "ns_campaign",
        "ns_mchannel",
        "ns_source",
        "ito",
        "ftag",
        "guccounter",
        "guce_referrer",
        "guce_referrer_sig",
        "smid",
        "sr_share",
        "taid",
        "xtor",
    ];
}
