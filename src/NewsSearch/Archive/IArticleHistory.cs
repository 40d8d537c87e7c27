using NewsSearch.Articles;

namespace NewsSearch.Archive;

/// <summary>The versions of articles: every stored text stays readable.</summary>
public interface IArticleHistory
{
    /// <summary>The versions of an article, oldest first; empty when there is no such article.</summary>
    IReadOnlyList<ArticleVersion> Versions(string id);

    /// <summary>One version of an article with its text, or null.</summary>
    ArchivedArticle? FindVersion(string id, int version);
}

/// <summary>A version without its text.</summary>
/// <param name="Version">From 1.</param>
/// <param name="Sequence">The change that shows it, with everything that was merged into it later.</param>
/// <param name="Retrieved">When its bytes reached the archive, or when the channel fetched them.</param>
/// <param name="Recorded">When it was first committed.</param>
/// <param name="Changed">What differs from the version before; none for the first.</param>
public sealed record ArticleVersion(
    int Version,
    long Sequence,
    DateTimeOffset Retrieved,
    DateTimeOffset Recorded,
    ArticleChanges Changed,
    string? Headline
);
