using NewsSearch.Articles;

namespace NewsSearch.Extraction.Feeds;

/// <summary>Addresses as feeds write them: relative, broken over lines, with blanks around them.</summary>
internal static class FeedAddress
{
    private const int Longest = 4096;

    /// <summary>The absolute http(s) address, or null.</summary>
    public static string? Resolve(string? address, string? baseAddress) =>
        CanonicalUrl.Normalize(Combine(baseAddress, address));

    /// <summary>The absolute address of any scheme, or null.</summary>
    public static string? Combine(string? baseAddress, string? address)
    {
        if (address is null || address.Length > Longest || Unbroken(address) is not { Length: > 0 } text)
            return null;
        // "/a" is an absolute path of the machine for Uri, and relative in a feed.
        if (text[0] != '/' && Uri.TryCreate(text, UriKind.Absolute, out var absolute))
            return absolute.IsFile ? null : text;
        if (text.StartsWith("//", StringComparison.Ordinal) && baseAddress is null)
            return "https:" + text;
        return
            baseAddress is not null
            && Uri.TryCreate(baseAddress, UriKind.Absolute, out var outer)
            && Uri.TryCreate(outer, text, out var resolved)
            ? resolved.ToString()
            : null;
    }

    /// <summary>True when the text is written as an absolute http(s) address.</summary>
    public static bool IsAbsolute(string? text) =>
        text is not null
        && (
            text.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        );

    private static string Unbroken(string address)
    {
        var text = address.Trim();
        return text.AsSpan().IndexOfAny("\r\n\t") < 0
            ? text
            : string.Concat(text.Split(['\r', '\n', '\t'], StringSplitOptions.TrimEntries));
    }
}
