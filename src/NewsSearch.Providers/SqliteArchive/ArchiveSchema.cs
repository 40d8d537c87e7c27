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
        // identity: further keys of an article; the one that its id was made of is the id. seen: what channels delivered
        // last. change.previous: the change of the same article before it; text: the change that holds its body, where
        // that is another one; changed, ever: what this version and what any version changed; ledger: the line it came by.
        """
            CREATE TABLE identity(key INTEGER PRIMARY KEY, article TEXT NOT NULL);
            ALTER TABLE article ADD COLUMN seen BLOB;
            ALTER TABLE change ADD COLUMN previous INTEGER;
            ALTER TABLE change ADD COLUMN text INTEGER;
            ALTER TABLE change ADD COLUMN changed INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE change ADD COLUMN ever INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE change ADD COLUMN ledger INTEGER;
            CREATE INDEX change_step ON change(article, seq);
            UPDATE change SET previous =
                (SELECT max(p.seq) FROM change p WHERE p.article = change.article AND p.seq < change.seq) WHERE is_first = 0;
            DROP INDEX change_step;
            CREATE TABLE reading(id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, format TEXT NOT NULL, source TEXT,
                via TEXT, url TEXT, retrieved INTEGER, head BLOB, tail BLOB);
            ALTER TABLE ledger ADD COLUMN reading INTEGER;
            ALTER TABLE ledger ADD COLUMN source TEXT;
            ALTER TABLE ledger ADD COLUMN retry_of INTEGER;
            ALTER TABLE ledger ADD COLUMN retried_by INTEGER;
            CREATE INDEX ledger_retried ON ledger(retried_by) WHERE retried_by IS NOT NULL;
            CREATE TABLE answer(key TEXT PRIMARY KEY, kept INTEGER NOT NULL, request BLOB NOT NULL, data BLOB NOT NULL)
                WITHOUT ROWID;
            CREATE INDEX answer_age ON answer(kept);
            ALTER TABLE source ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE source ADD COLUMN declared_name TEXT;
            ALTER TABLE source ADD COLUMN country TEXT;
            ALTER TABLE source ADD COLUMN language TEXT;
            ALTER TABLE source ADD COLUMN issn TEXT;
            CREATE TABLE source_naming(source TEXT NOT NULL, kind INTEGER NOT NULL, value TEXT NOT NULL, first INTEGER,
                last INTEGER, articles INTEGER NOT NULL, is_declared INTEGER NOT NULL DEFAULT 0, declared_from TEXT,
                declared_to TEXT, PRIMARY KEY(source, kind, value)) WITHOUT ROWID;
            CREATE TABLE source_alias(alias TEXT PRIMARY KEY, source TEXT NOT NULL) WITHOUT ROWID;
            ALTER TABLE job_run ADD COLUMN summary TEXT;
            """,
        // feed: declaration and state of a polled feed. feed_fetch: its last fetches. feed_page: pages it linked to.
        """
            CREATE TABLE feed(id TEXT PRIMARY KEY, declared_url TEXT NOT NULL, url TEXT NOT NULL UNIQUE, source TEXT,
                via TEXT, interval INTEGER, full_text INTEGER NOT NULL, enabled INTEGER NOT NULL, file_entry TEXT,
                declared INTEGER NOT NULL, revision INTEGER NOT NULL, next_due INTEGER, last_fetch INTEGER,
                last_status INTEGER, last_items INTEGER, failures INTEGER NOT NULL, last_error TEXT, etag TEXT,
                last_modified TEXT, hint INTEGER, fetches INTEGER NOT NULL) WITHOUT ROWID;
            CREATE INDEX feed_due ON feed(next_due);
            CREATE TABLE feed_fetch(id INTEGER PRIMARY KEY, feed TEXT NOT NULL, started INTEGER NOT NULL,
                elapsed INTEGER NOT NULL, status INTEGER, bytes INTEGER NOT NULL, items INTEGER NOT NULL,
                created INTEGER NOT NULL, updated INTEGER NOT NULL, refused INTEGER NOT NULL, pages INTEGER NOT NULL,
                error TEXT);
            CREATE INDEX feed_fetch_feed ON feed_fetch(feed, id);
            CREATE TABLE feed_page(feed TEXT NOT NULL, url TEXT NOT NULL, mark INTEGER NOT NULL, tries INTEGER NOT NULL,
                settled INTEGER NOT NULL, PRIMARY KEY(feed, url)) WITHOUT ROWID;
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
        // What reading stumbled over; derived, so that a recovered archive begins without.
        """
            CREATE TABLE unreadable(seq INTEGER PRIMARY KEY, article TEXT NOT NULL, part INTEGER NOT NULL,
                why TEXT NOT NULL, noticed INTEGER NOT NULL);
            """,
        """
            CREATE TABLE source_event(id INTEGER PRIMARY KEY, source TEXT NOT NULL, condition INTEGER NOT NULL,
                day INTEGER NOT NULL, count INTEGER NOT NULL, low INTEGER, typical REAL, high INTEGER,
                raised INTEGER NOT NULL);
            CREATE INDEX source_event_source ON source_event(source, id);
            """,
        // Older versions are read by the changes that put them out of date, which are few; the ledger also by source.
        """
            CREATE INDEX change_later ON change(seq) WHERE previous IS NOT NULL;
            CREATE INDEX change_deleted ON change(article, seq) WHERE is_deleted <> 0;
            CREATE INDEX ledger_source ON ledger(source, id) WHERE source IS NOT NULL;
            """,
        // held: items that are not public yet, in no log that readers see. until: release, null while nobody knows it;
        // version: the public version of the article when it came. held_key: under which items of their article are found.
        """
            CREATE TABLE held(id TEXT PRIMARY KEY, until INTEGER, received INTEGER NOT NULL, ledger INTEGER,
                version INTEGER NOT NULL, seen BLOB NOT NULL, meta BLOB NOT NULL, dictionary INTEGER, body BLOB);
            CREATE INDEX held_until ON held(until) WHERE until IS NOT NULL;
            CREATE TABLE held_key(key INTEGER NOT NULL, article TEXT NOT NULL, PRIMARY KEY(key, article)) WITHOUT ROWID;
            CREATE INDEX held_key_article ON held_key(article);
            """,
        // A rebuild of some sources.
        "ALTER TABLE rebuild ADD COLUMN sources TEXT",
        // arrival: new articles until they are sorted into article and identity, which are written at random places.
        """
            CREATE TABLE arrival(seq INTEGER PRIMARY KEY, article TEXT NOT NULL, version INTEGER NOT NULL,
                hash BLOB NOT NULL, seen BLOB NOT NULL, keys BLOB NOT NULL);
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
