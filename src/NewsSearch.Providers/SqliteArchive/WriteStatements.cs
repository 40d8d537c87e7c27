using Microsoft.Data.Sqlite;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>The writer's statements, compiled once.</summary>
internal sealed class WriteStatements(SqliteConnection connection, Statements sql)
{
    private readonly SqliteCommand _lastRow = sql.Prepare("SELECT last_insert_rowid()", 0);

    public SqliteCommand CountOutcome { get; } =
        sql.Prepare(
            "INSERT INTO ledger_total(outcome, items) VALUES($1,$2) "
                + "ON CONFLICT(outcome) DO UPDATE SET items = items + excluded.items",
            2
        );

    public SqliteCommand CountSource { get; } =
        sql.Prepare(
            "INSERT INTO source(id, name, articles, first_published, last_published) VALUES($1,$2,$3,$4,$5) "
                + "ON CONFLICT(id) DO UPDATE SET articles = articles + excluded.articles, "
                + "first_published = min(ifnull(first_published, excluded.first_published), ifnull(excluded.first_published, first_published)), "
                + "last_published = max(ifnull(last_published, excluded.last_published), ifnull(excluded.last_published, last_published))",
            5
        );

    public SqliteCommand CountNaming { get; } =
        sql.Prepare(
            "INSERT INTO source_naming(source, kind, value, first, last, articles) SELECT $1,$2,$3,$4,$5,$6 "
                + "WHERE (SELECT count(*) FROM source_naming WHERE source = $1 AND kind = $2) < $7 "
                + "OR EXISTS(SELECT 1 FROM source_naming WHERE source = $1 AND kind = $2 AND value = $3) "
                + "ON CONFLICT(source, kind, value) DO UPDATE SET articles = articles + excluded.articles, "
                + "first = min(ifnull(first, excluded.first), excluded.first), "
                + "last = max(ifnull(last, excluded.last), excluded.last)",
            7
        );

    public SqliteCommand InsertDictionary { get; } = sql.Prepare("INSERT INTO dictionary(data) VALUES($1)", 1);

    public SqliteCommand InsertJob { get; } =
        sql.Prepare("INSERT INTO job_run(kind, started, ended, done, error, summary) VALUES($1,$2,$3,$4,$5,$6)", 6);

    public SqliteCommand UpdateJob { get; } =
        sql.Prepare("UPDATE job_run SET ended = $2, done = $3, error = $4, summary = $5 WHERE id = $1", 5);

    public SqliteCommand KeepSearch { get; } =
        sql.Prepare("INSERT OR IGNORE INTO kept_search VALUES($1,$2,$3,$4,$5,$6,$7,$8)", 8);

    public SqliteCommand KeepAnswer { get; } =
        sql.Prepare("INSERT OR REPLACE INTO answer(key, kept, request, data) VALUES($1,$2,$3,$4)", 4);

    /// <summary>Older than $1, or not among the newest $2.</summary>
    public SqliteCommand DropAnswers { get; } =
        sql.Prepare(
            "DELETE FROM answer WHERE kept < $1 OR kept < (SELECT min(kept) FROM (SELECT kept FROM answer ORDER BY kept DESC LIMIT $2))",
            2
        );

    public long LastRow() => (long)_lastRow.ExecuteScalar()!;

    public List<(long Id, byte[] Data)> Dictionaries()
    {
        using var command = Sql.Prepare(connection, "SELECT id, data FROM dictionary ORDER BY id", 0);
        using var rows = command.ExecuteReader();
        var found = new List<(long, byte[])>();
        while (rows.Read())
            found.Add((rows.GetInt64(0), rows.GetFieldValue<byte[]>(1)));
        return found;
    }
}
