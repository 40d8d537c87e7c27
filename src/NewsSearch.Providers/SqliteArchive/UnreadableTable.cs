using Microsoft.Data.Sqlite;
using NewsSearch.Archive;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>The table of articles that cannot be read.</summary>
internal sealed class UnreadableTable(ArchiveConnections connections, ArchiveWriter writer, TimeProvider clock)
    : IUnreadableArticles
{
    // A row of a version that is no longer current stays and is not shown.
    private const string Current = "FROM unreadable u JOIN article a ON a.id = u.article AND a.seq = u.seq";

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

    public IReadOnlyList<UnreadableArticle> List(int limit) =>
        connections.Read(
            $"SELECT u.seq, u.article, u.part, u.why, u.noticed {Current} ORDER BY u.seq LIMIT $1",
            [(long)limit],
            Row
        );

    public IReadOnlyDictionary<ArticlePart, long> Counts(long upTo) =>
        connections
            .Read(
                $"SELECT u.part, count(*) {Current} WHERE u.seq <= $1 GROUP BY u.part",
                [upTo],
                row => (Part: (ArticlePart)row.GetInt64(0), Count: row.GetInt64(1))
            )
            .ToDictionary(c => c.Part, c => c.Count);

    private static UnreadableArticle Row(SqliteDataReader row) =>
        new(
            row.GetInt64(0),
            row.GetString(1),
            new ArticleDamage((ArticlePart)row.GetInt64(2), row.GetString(3)),
            Sql.Time(row.GetInt64(4))
        );
}
