using Microsoft.Data.Sqlite;
using NewsSearch.Archive;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>
/// Reads changes in batches; where a page cannot be read, row by row, so that what is behind it is read too and what is
/// lost comes as damaged.
/// </summary>
/// <remarks>Thread model: one thread.</remarks>
internal sealed class ChangeReading(BodyCodec codec)
{
    // Few enough to be garbage before the collector would have to move them.
    private const int BatchArticles = 50;

    // Several batches wait at a time: with long articles a number of them alone would be hundreds of megabytes.
    private const int BatchCharacters = 2_000_000;

    private const int CatalogArticles = 100;

    private readonly ChangeSalvage _salvage = new(codec);

    /// <summary>The changes behind one, as many as make a batch, and the sequence up to which they are all.</summary>
    public (List<ArchivedArticle> Batch, long End) Batch(Func<string, SqliteCommand> command, long after, long upTo)
    {
        try
        {
            return Whole(command, after, upTo);
        }
        catch (Exception e) when (ArchiveDamage.IsOfRows(e))
        {
            return _salvage.Batch(command, after, upTo);
        }
    }

    /// <summary>The current articles behind a change without their bodies, as many as make a batch, and the sequence up to
    /// which they are all.</summary>
    public (List<ArchivedArticle> Batch, long End) Catalog(Func<string, SqliteCommand> command, long after, long upTo)
    {
        try
        {
            var current = new List<ArchivedArticle>();
            using var rows = command(ArchiveQueries.Catalog).With(after, upTo, CatalogArticles).ExecuteReader();
            while (rows.Read())
                Add(current, ArchiveQueries.Readable(rows, codec, withBody: false), after);
            return (current, current.Count < CatalogArticles ? upTo : current[^1].Sequence);
        }
        catch (Exception e) when (ArchiveDamage.IsOfRows(e))
        {
            var (batch, end) = _salvage.Batch(command, after, upTo, withBody: false);
            batch.RemoveAll(a => a.IsOlder || a.IsDeleted);
            return (batch, end);
        }
    }

    private (List<ArchivedArticle> Batch, long End) Whole(Func<string, SqliteCommand> command, long after, long upTo)
    {
        var current = new List<ArchivedArticle>();
        var characters = 0;
        using (var rows = command(ArchiveQueries.Changes).With(after, upTo, BatchArticles).ExecuteReader())
            while (!IsFull(current.Count, characters) && rows.Read())
            {
                Add(current, ArchiveQueries.Readable(rows, codec, withBody: true), after);
                characters += current[^1].Article.Body?.Length ?? 0;
            }
        var end = current.Count == 0 ? upTo : current[^1].Sequence;
        var batch = new List<ArchivedArticle>();
        using (var rows = command(ArchiveQueries.Older).With(after, end).ExecuteReader())
            while (rows.Read())
                batch.Add(ArchiveQueries.Readable(rows, codec, withBody: true) with { IsOlder = true });
        batch.AddRange(current);
        return (batch, end);
    }

    // Numbers that go round in a circle are damage as well.
    private static void Add(List<ArchivedArticle> batch, ArchivedArticle article, long after)
    {
        if (article.Sequence <= (batch.Count == 0 ? after : batch[^1].Sequence))
            throw new ArchiveDamagedException($"Sequence {article.Sequence} stands behind a larger one.");
        batch.Add(article);
    }

    private static bool IsFull(int articles, int characters) =>
        articles == BatchArticles || characters >= BatchCharacters;
}
