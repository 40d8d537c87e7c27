namespace NewsSearch.Archive;

/// <summary>
/// Articles that were set aside because bytes of them are damaged: indexing goes on with the others, and this list says
/// which ones are missed. Derived: what reads the archive notes them here, and takes off the list what it can read again.
/// </summary>
public interface IUnreadableArticles
{
    /// <summary>Adds an article that was read with its <see cref="ArchivedArticle.Damage"/>; again does nothing.</summary>
    void Note(ArchivedArticle article);

    /// <summary>The article of this change can be read again.</summary>
    void Forget(long sequence);

    /// <summary>Those that are current, by sequence; a newer version takes an article off the list.</summary>
    IReadOnlyList<UnreadableArticle> List(int limit);

    /// <summary>How many are current, by what of them cannot be read.</summary>
    /// <param name="upTo">Counts changes up to this one.</param>
    IReadOnlyDictionary<ArticlePart, long> Counts(long upTo);
}

/// <summary>A current article of which a part cannot be read.</summary>
/// <param name="Sequence">The change that holds it.</param>
/// <param name="Id">Id of the article.</param>
/// <param name="Noticed">When it was first noticed.</param>
public sealed record UnreadableArticle(long Sequence, string Id, ArticleDamage Damage, DateTimeOffset Noticed)
{
    public override string ToString() => $"Article {Id} (sequence {Sequence}): {Damage}";
}

/// <summary>Why a part of a stored article cannot be read.</summary>
public sealed record ArticleDamage(ArticlePart Part, string Why)
{
    /// <summary>Name of the class of error, as records of rebuilds and measurements count it.</summary>
    public static string Class(ArticlePart part) => part == ArticlePart.Text ? "unreadable-text" : "unreadable-article";

    public override string ToString() =>
        Part == ArticlePart.Text
            ? $"its text cannot be unpacked, so only its other fields are indexed ({Why})"
            : $"it cannot be read, so it is not indexed ({Why})";
}

/// <summary>A part of a stored article. Stored as a number: only append.</summary>
public enum ArticlePart
{
    /// <summary>The body; everything else is there.</summary>
    Text,

    /// <summary>Everything but the body, without which nothing can be done with it.</summary>
    Description,
}
