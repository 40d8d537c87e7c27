using NewsSearch.Articles;

namespace NewsSearch.Archive;

/// <summary>
/// Items that are archived and not published yet: under an embargo, or withheld until further notice. They are outside
/// of the log of changes, so nothing that reads the archive for readers or for an index can meet them; what was public
/// of their article stays as it was.
/// </summary>
/// <remarks>
/// <para>Promises: a release is one transaction, in which the item leaves this list and becomes the next change; killed
/// at any moment, it is in one of the two places. Nothing is released by itself: <see cref="Release"/> is called by
/// <see cref="Indexing.IndexingJob"/>, also at the start and whenever <see cref="NextRelease"/> is due.</para>
/// <para>Of one article one item is held: the newest of each channel, joined as versions are. What it replaced is in the
/// ledger.</para>
/// </remarks>
public interface IHeldArticles
{
    /// <summary>When the first of them may be read; null when none has a date. Costs nothing to ask.</summary>
    DateTimeOffset? NextRelease { get; }

    /// <summary>Publishes everything that is due by the archive's clock; returns how many items that were.</summary>
    /// <param name="cancellation">Leaves what has not been published yet to the next call.</param>
    int Release(CancellationToken cancellation);

    /// <summary>What is held of the article with this id; null when nothing is.</summary>
    HeldArticle? Find(string id);

    /// <summary>Those that are released next, then those without a date.</summary>
    IReadOnlyList<HeldArticle> List(int limit);
}

/// <summary>An item that is held.</summary>
/// <param name="Article">As it will be published; lists have it without its body.</param>
/// <param name="Until">When it may be read; null when nobody knows.</param>
/// <param name="Received">When it arrived.</param>
/// <param name="Ledger">The ledger line that it came by.</param>
public sealed record HeldArticle(Article Article, DateTimeOffset? Until, DateTimeOffset Received, long? Ledger);
