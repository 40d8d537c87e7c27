using System.Text;

namespace NewsSearch.Articles;

/// <summary>The id of a publisher: a lower-case slug of its name, the same for "Asharq Al-Awsat" and "asharq-al-awsat".</summary>
public static class SourceId
{
    /// <summary>Source of items whose publisher is unknown.</summary>
    public static readonly ArticleSource Unknown = new("unknown", "Unknown");

    /// <summary>The source of this name; <see cref="Unknown"/> when it is blank.</summary>
    public static ArticleSource FromName(string? name)
    {
        var slug = Slug(name);
        return slug.Length == 0 ? Unknown : new ArticleSource(slug, name!.Trim());
    }

    /// <summary>Letters and digits of any script in lower case, everything else as single hyphens.</summary>
    public static string Slug(string? name)
    {
        var slug = new StringBuilder(name?.Length ?? 0);
        foreach (var c in name ?? "")
        {
            if (char.IsLetterOrDigit(c) || char.IsSurrogate(c) || IsMark(c))
                slug.Append(char.ToLowerInvariant(c));
            else if (slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        }
        return slug.ToString().TrimEnd('-');
    }

    /// <summary>The host of an address without <c>www.</c>; null when it is no address.</summary>
    public static string? Domain(string? url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Host.Length == 0)
            return null;
        var host = address.IdnHost.ToLowerInvariant();
        return host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host;
    }

    private static bool IsMark(char c) =>
        char.GetUnicodeCategory(c)
            is System.Globalization.UnicodeCategory.NonSpacingMark
                or System.Globalization.UnicodeCategory.SpacingCombiningMark;
}
