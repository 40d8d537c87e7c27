using Microsoft.Data.Sqlite;
using NewsSearch.Articles;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>
/// Gives the current articles of one source to another, as changes without a new version, so that every index follows.
/// Their ids and texts stay.
/// </summary>
internal static class SourceMove
{
    /// <summary>Moves inside the caller's transaction; returns the last sequence.</summary>
    public static void Run(SqliteConnection connection, string from, ArticleSource to, long now)
    {
        var before = Sql.Number(connection, "SELECT max(seq) FROM change");
        if (Sql.Number(connection, "SELECT count(*) FROM source WHERE articles > 0 AND id = $1", from) > 0)
        {
            Sql.Execute(
                connection,
                "INSERT INTO change(article, version, is_first, is_deleted, recorded, meta, previous, text, changed, ever, ledger) "
                    + "SELECT c.article, c.version, 0, 0, $1, CAST(json_set(CAST(c.meta AS TEXT), '$.S', $2, '$.N', $3) AS BLOB), "
                    + "c.seq, ifnull(c.text, c.seq), 0, c.ever, c.ledger FROM change c CROSS JOIN article a "
                    + "ON a.id = c.article AND a.seq = c.seq "
                    + "WHERE c.is_deleted = 0 AND json_extract(CAST(c.meta AS TEXT), '$.S') = $4 ORDER BY c.seq",
                now,
                to.Id,
                to.Name,
                from
            );
            Sql.Execute(
                connection,
                "UPDATE article SET seq = n.seq FROM (SELECT seq, article FROM change WHERE seq > $1) n "
                    + "WHERE article.id = n.article",
                before
            );
        }
        Sql.Execute(
            connection,
            "UPDATE source SET articles = source.articles + f.articles, "
                + "first_published = min(ifnull(source.first_published, f.first_published), ifnull(f.first_published, source.first_published)), "
                + "last_published = max(ifnull(source.last_published, f.last_published), ifnull(f.last_published, source.last_published)) "
                + "FROM (SELECT articles, first_published, last_published FROM source WHERE id = $1) f WHERE source.id = $2",
            from,
            to.Id
        );
        Sql.Execute(connection, "UPDATE source SET articles = 0 WHERE id = $1", from);
        Sql.Execute(
            connection,
            "INSERT INTO source_naming(source, kind, value, first, last, articles) "
                + "SELECT $1, kind, value, first, last, articles FROM source_naming WHERE source = $2 AND articles > 0 "
                + "ON CONFLICT(source, kind, value) DO UPDATE SET articles = articles + excluded.articles, "
                + "first = min(ifnull(first, excluded.first), ifnull(excluded.first, first)), "
                + "last = max(ifnull(last, excluded.last), ifnull(excluded.last, last))",
            to.Id,
            from
        );
        Sql.Execute(connection, "DELETE FROM source_naming WHERE source = $1", from);
    }
}
