using System.Globalization;
using NewsSearch.Archive;
using NewsSearch.Indexing;

namespace NewsSearch.Web.Searching;

/// <summary>What is wrong with index and archive, for API and pages alike.</summary>
public static class IndexNotes
{
    private const int MostNamed = 5;

    /// <summary>A sentence for each thing that is wrong.</summary>
    public static IReadOnlyList<string> Of(IArticleIndex index, IArchive archive)
    {
        var notes = new List<string>(index.Generations.Notes);
        if (index.Generations.NeedsRebuild is { } need)
            notes.Insert(0, need);
        var unreadable = archive.Unreadable.Counts(long.MaxValue).Values.Sum();
        if (unreadable == 0)
            return notes;
        var named = archive.Unreadable.List(MostNamed);
        notes.Add(
            string.Create(CultureInfo.InvariantCulture, $"{unreadable} articles are damaged and set aside. ")
                + string.Join(' ', named.Select(u => u + "."))
                + (unreadable > named.Count ? " … " : " ")
                + ArchiveDamagedException.Fix
        );
        return notes;
    }
}
