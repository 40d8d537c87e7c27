using NewsSearch.Archive;

namespace NewsSearch.Indexing;

/// <summary>Keeps the list of unreadable articles while the archive is read: notes those that are, and forgets those that
/// can be read again.</summary>
/// <remarks>Thread model: the one thread that reads.</remarks>
internal sealed class DamageNotes(IArchive archive)
{
    private readonly HashSet<long> _known = [.. archive.Unreadable.List(int.MaxValue).Select(u => u.Sequence)];

    /// <summary>The same batches.</summary>
    public IEnumerable<IReadOnlyList<ArchivedArticle>> Watch(IEnumerable<IReadOnlyList<ArchivedArticle>> batches)
    {
        foreach (var batch in batches)
        {
            foreach (var article in batch)
                if (article.Damage is not null)
                    archive.Unreadable.Note(article);
                else if (_known.Remove(article.Sequence))
                    archive.Unreadable.Forget(article.Sequence);
            yield return batch;
        }
    }
}
