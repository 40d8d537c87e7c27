using Microsoft.Data.Sqlite;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>
/// The tables, as numbered steps that are only ever appended to; <c>PRAGMA user_version</c> is the number of steps done.
/// </summary>
internal static class ArchiveSchema
{
    private static readonly string[] Steps =
    [
        // change: append-only log, every stored version stays readable. article: which change is current.
        """
            CREATE TABLE change(seq INTEGER PRIMARY KEY AUTOINCREMENT, article TEXT NOT NULL, version INTEGER NOT NULL,
                is_first INTEGER NOT NULL, is_deleted INTEGER NOT NULL, recorded INTEGER NOT NULL, meta BLOB NOT NULL);
            CREATE TABLE body(seq INTEGER PRIMARY KEY, dictionary INTEGER, data BLOB NOT NULL);
            CREATE TABLE dictionary(id INTEGER PRIMARY KEY, data BLOB NOT NULL);
            CREATE TABLE article(id TEXT PRIMARY KEY, seq INTEGER NOT NULL, version INTEGER NOT NULL, hash BLOB NOT NULL)
                WITHOUT ROWID;
            CREATE TABLE payload(id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, media_type TEXT NOT NULL,
                length INTEGER NOT NULL, data BLOB NOT NULL);
            CREATE TABLE ledger(id INTEGER PRIMARY KEY, received INTEGER NOT NULL, outcome INTEGER NOT NULL, article TEXT,
                reason TEXT, parser TEXT NOT NULL, payload INTEGER NOT NULL, start INTEGER NOT NULL,
                length INTEGER NOT NULL, line INTEGER);
            CREATE INDEX ledger_failed ON ledger(outcome, id) WHERE outcome >= 4;
            CREATE TABLE ledger_total(outcome INTEGER PRIMARY KEY, items INTEGER NOT NULL);
            CREATE TABLE source(id TEXT PRIMARY KEY, name TEXT NOT NULL, articles INTEGER NOT NULL,
                first_published INTEGER, last_published INTEGER) WITHOUT ROWID;
            CREATE TABLE job_run(id INTEGER PRIMARY KEY, kind TEXT NOT NULL, started INTEGER NOT NULL, ended INTEGER,
                done INTEGER NOT NULL, error TEXT);
            """,
        """
            CREATE TABLE kept_search(id TEXT PRIMARY KEY, kept INTEGER NOT NULL, parameters TEXT NOT NULL,
                canonical TEXT NOT NULL, generation TEXT NOT NULL, sequence INTEGER NOT NULL,
                documents INTEGER NOT NULL, total INTEGER NOT NULL) WITHOUT ROWID;
            """,
        // The index over the one value of active rows lets there be one at a time.
        """
            CREATE TABLE rebuild(id INTEGER PRIMARY KEY, state INTEGER NOT NULL, is_active INTEGER NOT NULL,
                started_by TEXT NOT NULL, reason TEXT, previous TEXT NOT NULL, generation TEXT, schema INTEGER NOT NULL,
                created INTEGER NOT NULL, ended INTEGER, done INTEGER NOT NULL, total INTEGER NOT NULL,
                checkpoint INTEGER NOT NULL, bytes INTEGER NOT NULL, worked INTEGER NOT NULL, is_forced INTEGER NOT NULL,
                errors TEXT NOT NULL, findings TEXT NOT NULL);
            CREATE UNIQUE INDEX rebuild_active ON rebuild(is_active) WHERE is_active = 1;
            """,
    ];

    /// <summary>Marks the file as ours ("NwSr").</summary>
    private const int ApplicationId = 0x4E775372;

    /// <exception cref="ArchiveUnreadableException">The file is of another program or of a newer version.</exception>
    public static void Upgrade(SqliteConnection connection, string path)
    {
        var done = Sql.Number(connection, "PRAGMA user_version");
        var owner = Sql.Number(connection, "PRAGMA application_id");
        if (owner != 0 && owner != ApplicationId || done > 0 && owner == 0)
            throw new ArchiveUnreadableException($"{path} is a database of another program: name another data folder.");
        if (done > Steps.Length)
            throw new ArchiveUnreadableException(
                $"{path} was written by a newer version (schema {done}, this program knows {Steps.Length}): use that."
            );
        Sql.Run(connection, $"PRAGMA application_id = {ApplicationId}");
        for (var step = (int)done; step < Steps.Length; step++)
        {
            using var transaction = connection.BeginTransaction();
            Sql.Run(connection, Steps[step], transaction);
            Sql.Run(connection, $"PRAGMA user_version = {step + 1}", transaction);
            transaction.Commit();
        }
    }
}

/// <summary>The archive file cannot be used: it is damaged, of another program, or of a newer version.</summary>
public sealed class ArchiveUnreadableException(string message, Exception? cause = null) : Exception(message, cause);
