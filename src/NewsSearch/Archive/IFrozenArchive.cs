namespace NewsSearch.Archive;

/// <summary>
/// The archive as it was at one moment, while others go on writing to it. Held for seconds, not for hours: what is
/// written meanwhile waits in the archive's log.
/// </summary>
public interface IFrozenArchive : IDisposable
{
    /// <summary>Number of the last change at that moment.</summary>
    long Sequence { get; }

    /// <summary>As <see cref="IArchive.ReadChanges"/>, up to <see cref="Sequence"/>.</summary>
    IEnumerable<IReadOnlyList<ArchivedArticle>> ReadChanges(long after, CancellationToken cancellation);

    /// <summary>Every current article without its body, by sequence; no tombstones, and none that cannot be read. Streams.</summary>
    IEnumerable<ArchivedArticle> ReadCatalog(CancellationToken cancellation);

    /// <summary>Number of versions that another one took the place of, those of deleted articles not counted; null
    /// where damage leaves it open.</summary>
    long? CountOlderVersions();
}
