using Microsoft.Data.Sqlite;
using NewsSearch.Archive;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>The table of articles that cannot be read.</summary>
internal sealed class UnreadableTable(ArchiveConnections connections, ArchiveWriter writer, TimeProvider clock)
    : IUnreadableArticles
{
    private const string Columns = "u.seq, u.article, u.part, u.why, u.noticed";

    // A row of a version that is no longer current stays and is not shown.
    // An article that waits in arrival has no other version.
    private const string Current =
        "FROM unreadable u LEFT JOIN article a ON a.id = u.article WHERE (a.seq = u.seq OR a.id IS NULL)";

    public void Note(ArchivedArticle article)
    {
        if (article.Damage is { } damage)
            writer.Run(
                "INSERT OR IGNORE INTO unreadable(seq, article, part, why, noticed) VALUES($1,$2,$3,$4,$5)",
                article.Sequence,
                article.Article.Id,
                (long)damage.Part,
                damage.Why,
                clock.GetUtcNow().ToUnixTimeMilliseconds()
            );
    }

    public void Forget(long sequence) => writer.Run("DELETE FROM unreadable WHERE seq = $1", sequence);

    public IReadOnlyList<UnreadableArticle> List(int limit) => Listed(long.MaxValue, limit);

    public IReadOnlyDictionary<ArticlePart, long> Counts(long upTo)
    {
        try
        {
            return connections
                .Read(
                    $"SELECT u.part, count(*) {Current} AND u.seq <= $1 GROUP BY u.part",
                    [upTo],
                    row => (Part: (ArticlePart)row.GetInt64(0), Count: row.GetInt64(1))
                )
                .ToDictionary(c => c.Part, c => c.Count);
        }
        catch (SqliteException e) when (ArchiveDamage.IsOfRows(e))
        {
            return Listed(upTo, int.MaxValue).CountBy(u => u.Damage.Part).ToDictionary(c => c.Key, c => (long)c.Value);
        }
    }

    private List<UnreadableArticle> Listed(long upTo, int limit)
    {
        try
        {
            return connections.Read(
                $"SELECT {Columns} {Current} AND u.seq <= $1 ORDER BY u.seq LIMIT $2",
                [upTo, (long)limit],
                Row
            );
        }
        catch (SqliteException e) when (ArchiveDamage.IsOfRows(e))
        {
            // The list of current versions is damaged as well: one by one.
            return
            [
                .. connections
                    .Read($"SELECT {Columns} FROM unreadable u WHERE u.seq <= $1 ORDER BY u.seq", [upTo], Row)
                    .Where(IsCurrent)
                    .Take(limit),
            ];
        }
    }

    private bool IsCurrent(UnreadableArticle listed)
    {
        try
        {
            return connections
                .Read(ArchiveQueries.Current, [listed.Id], row => row.GetInt64(0))
                .All(current => current == listed.Sequence);
        }
        catch (SqliteException e) when (ArchiveDamage.IsOfRows(e))
        {
            return true;
        }
    }

    private static UnreadableArticle Row(SqliteDataReader row) =>
        new(
            row.GetInt64(0),
            row.GetString(1),
            new ArticleDamage((ArticlePart)row.GetInt64(2), row.GetString(3)),
            Sql.Time(row.GetInt64(4))
        );
}
