using System.IO.Hashing;
using System.Text;

namespace NewsSearch.Articles;

/// <summary>
/// Derives the stable id of an article from what its publisher calls it, never from a counter and only in the last
/// resort from its content, so that re-ingest and rebuild give the same id.
/// </summary>
public static class ArticleId
{
    /// <summary>
    /// 32 hexadecimal digits (XxHash128) over the first of these that is known: the publisher's own identifier within
    /// its source; the canonical URL; source, headline and date; the text.
    /// </summary>
    public static string Derive(
        ArticleSource source,
        string? ownId,
        string? url,
        string? headline,
        PublishedDate? published,
        string? body
    )
    {
        var key =
            !string.IsNullOrWhiteSpace(ownId) ? $"id\n{source.Id}\n{ownId.Trim()}"
            : CanonicalUrl.Normalize(url) is { } address ? $"url\n{address}"
            : !string.IsNullOrWhiteSpace(headline)
                ? $"headline\n{source.Id}\n{headline.Trim()}\n{published?.Value?.UtcDateTime:yyyy-MM-dd}"
            : $"text\n{source.Id}\n{body?.Trim()}";
        return Convert.ToHexStringLower(XxHash128.Hash(Encoding.UTF8.GetBytes(key)));
    }
}
