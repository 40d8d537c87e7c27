using Microsoft.Data.Sqlite;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>The writer's statements, compiled once.</summary>
internal sealed class WriteStatements(SqliteConnection connection) : IDisposable
{
    private readonly SqliteCommand _lastRow = Sql.Prepare(connection, "SELECT last_insert_rowid()", 0);

    public SqliteCommand FindArticle { get; } =
        Sql.Prepare(
            connection,
            "SELECT a.hash, c.meta, a.version FROM article a JOIN change c ON c.seq = a.seq WHERE a.id = $1",
            1
        );

    public SqliteCommand InsertChange { get; } =
        Sql.Prepare(
            connection,
            "INSERT INTO change(seq, article, version, is_first, is_deleted, recorded, meta) VALUES($1,$2,$3,$4,$5,$6,$7)",
            7
        );

    public SqliteCommand InsertBody { get; } =
        Sql.Prepare(connection, "INSERT INTO body(seq, dictionary, data) VALUES($1,$2,$3)", 3);

    public SqliteCommand UpsertArticle { get; } =
        Sql.Prepare(
            connection,
            "INSERT INTO article(id, seq, version, hash) VALUES($1,$2,$3,$4) ON CONFLICT(id) DO UPDATE SET "
                + "seq = excluded.seq, version = excluded.version, hash = excluded.hash",
            4
        );

    public SqliteCommand FindPayload { get; } = Sql.Prepare(connection, "SELECT id FROM payload WHERE hash = $1", 1);

    public SqliteCommand InsertPayload { get; } =
        Sql.Prepare(connection, "INSERT INTO payload(hash, media_type, length, data) VALUES($1,$2,$3,$4)", 4);

    public SqliteCommand InsertLedger { get; } =
        Sql.Prepare(
            connection,
            "INSERT INTO ledger(received, outcome, article, reason, parser, payload, start, length, line) "
                + "VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9)",
            9
        );

    public SqliteCommand CountOutcome { get; } =
        Sql.Prepare(
            connection,
            "INSERT INTO ledger_total(outcome, items) VALUES($1,$2) "
                + "ON CONFLICT(outcome) DO UPDATE SET items = items + excluded.items",
            2
        );

    public SqliteCommand CountSource { get; } =
        Sql.Prepare(
            connection,
            "INSERT INTO source(id, name, articles, first_published, last_published) VALUES($1,$2,$3,$4,$5) "
                + "ON CONFLICT(id) DO UPDATE SET articles = articles + excluded.articles, "
                + "first_published = min(ifnull(first_published, excluded.first_published), ifnull(excluded.first_published, first_published)), "
                + "last_published = max(ifnull(last_published, excluded.last_published), ifnull(excluded.last_published, last_published))",
            5
        );

    public SqliteCommand InsertDictionary { get; } =
        Sql.Prepare(connection, "INSERT INTO dictionary(data) VALUES($1)", 1);

    public SqliteCommand InsertJob { get; } =
        Sql.Prepare(connection, "INSERT INTO job_run(kind, started, ended, done, error) VALUES($1,$2,$3,$4,$5)", 5);

    public SqliteCommand UpdateJob { get; } =
        Sql.Prepare(connection, "UPDATE job_run SET ended = $2, done = $3, error = $4 WHERE id = $1", 4);

    public SqliteCommand KeepSearch { get; } =
        Sql.Prepare(connection, "INSERT OR IGNORE INTO kept_search VALUES($1,$2,$3,$4,$5,$6,$7,$8)", 8);

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

    public void Dispose()
    {
        foreach (
            var command in new[]
            {
                _lastRow,
                FindArticle,
                InsertChange,
                InsertBody,
                UpsertArticle,
                FindPayload,
                InsertPayload,
                InsertLedger,
                CountOutcome,
                CountSource,
                InsertDictionary,
                InsertJob,
                UpdateJob,
                KeepSearch,
            }
        )
            command.Dispose();
    }
}
