using NewsSearch.Archive;

namespace NewsSearch.Indexing;

/// <summary>Of changes, those that a rebuild of some sources applies to what it took over of the others.</summary>
/// <remarks>Thread model: any number of threads.</remarks>
internal sealed class NamedSources(IReadOnlyList<string> sources)
{
    private readonly HashSet<string> _sources = [.. sources];
    private long _count;

    /// <summary>Current articles that were let through.</summary>
    public long Count => Volatile.Read(ref _count);

    /// <summary>
    /// The changes of these sources, and those that say nothing of a source or that cannot be read whole. None counts as
    /// an article's first: should one have been taken over under another source, it is replaced.
    /// </summary>
    public IReadOnlyList<ArchivedArticle> Of(IReadOnlyList<ArchivedArticle> changes)
    {
        var wanted = changes
            .Where(c => c.IsDeleted || c.Damage is not null || _sources.Contains(c.Article.Source.Id))
            .Select(c => c with { IsFirst = false })
            .ToList();
        Interlocked.Add(ref _count, wanted.Count(c => !c.IsOlder));
        return wanted;
    }
}
