namespace NewsSearch.Articles;

/// <summary>
/// Derives the stable id of an article from what its publisher calls it, never from a counter and only in the last
/// resort from its content, so that re-ingest and rebuild give the same id.
/// </summary>
public static class ArticleId
{
    /// <summary>
    /// The id of the first of these keys that is known: the publisher's own identifier within its source; the
    /// canonical URL; source, headline and date; the text.
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
            !string.IsNullOrWhiteSpace(ownId) ? ArticleKey.Identifier(source.Id, ownId)
            : CanonicalUrl.Normalize(url) is { } address ? ArticleKey.Address(address)
            : !string.IsNullOrWhiteSpace(headline) ? ArticleKey.OfHeadline(source.Id, headline, published)
            : ArticleKey.OfText(source.Id, body);
        return key.Id;
    }
}
