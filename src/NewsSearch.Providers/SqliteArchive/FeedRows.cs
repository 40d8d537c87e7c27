using Microsoft.Data.Sqlite;
using NewsSearch.Archive;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>Polled feeds and their log as rows. Durations are milliseconds.</summary>
internal static class FeedRows
{
    public const string Select =
        "SELECT id, declared_url, url, source, via, interval, full_text, enabled, file_entry, declared, revision, "
        + "next_due, last_fetch, last_status, last_items, failures, last_error, etag, last_modified, hint, fetches FROM feed";

    public const string Insert =
        "INSERT OR IGNORE INTO feed VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18,$19,$20,$21)";

    // What was known of the server's copy is forgotten: it may be another document now, or is to be read otherwise.
    public const string Change =
        "UPDATE feed SET url = $2, source = $3, via = $4, interval = $5, full_text = $6, enabled = $7, file_entry = $8, "
        + "next_due = $9, revision = revision + 1, failures = 0, last_error = NULL, etag = NULL, last_modified = NULL, "
        + "hint = NULL WHERE id = $1";

    // Not when the declaration was changed since the poll began: then the poll belongs to the one before.
    public const string Record =
        "UPDATE feed SET url = $3, enabled = $4, next_due = $5, last_fetch = $6, last_status = $7, last_items = $8, "
        + "failures = $9, last_error = $10, etag = $11, last_modified = $12, hint = $13 WHERE id = $1 AND revision = $2";

    public const string InsertFetch =
        "INSERT INTO feed_fetch(feed, started, elapsed, status, bytes, items, created, updated, refused, pages, error) "
        + "VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)";

    public const string TrimFetches =
        "DELETE FROM feed_fetch WHERE feed = $1 AND id <= (SELECT id FROM feed_fetch WHERE feed = $2 "
        + "ORDER BY id DESC LIMIT 1 OFFSET $3)";

    public const string SelectFetches =
        "SELECT started, elapsed, status, bytes, items, created, updated, refused, pages, error FROM feed_fetch "
        + "WHERE feed = $1 ORDER BY id DESC LIMIT $2";

    public static PolledFeed Feed(SqliteDataReader row) =>
        new(
            row.GetString(0),
            row.GetString(1),
            new FeedDeclaration(
                row.GetString(2),
                Sql.TextOrNull(row, 3),
                Sql.TextOrNull(row, 4),
                Duration(Sql.NumberOrNull(row, 5)),
                row.GetBoolean(6),
                row.GetBoolean(7)
            ),
            Sql.TextOrNull(row, 8),
            Sql.Time(row.GetInt64(9)),
            new FeedState(
                Sql.Time(Sql.NumberOrNull(row, 11)),
                Sql.Time(Sql.NumberOrNull(row, 12)),
                (int?)Sql.NumberOrNull(row, 13),
                (int?)Sql.NumberOrNull(row, 14),
                row.GetInt32(15),
                Sql.TextOrNull(row, 16),
                Sql.TextOrNull(row, 17),
                Sql.TextOrNull(row, 18),
                Duration(Sql.NumberOrNull(row, 19)),
                row.GetInt64(20)
            ),
            row.GetInt64(10)
        );

    public static object?[] Values(PolledFeed feed) =>
        [
            feed.Id,
            feed.DeclaredUrl,
            feed.Declaration.Url,
            feed.Declaration.Source,
            feed.Declaration.Via,
            Milliseconds(feed.Declaration.Interval),
            feed.Declaration.FullText,
            feed.Declaration.IsEnabled,
            feed.FileEntry,
            feed.Declared.ToUnixTimeMilliseconds(),
            feed.Revision,
            Time(feed.State.NextDue),
            Time(feed.State.LastFetch),
            feed.State.LastStatus,
            feed.State.LastItems,
            feed.State.Failures,
            feed.State.LastError,
            feed.State.EntityTag,
            feed.State.LastModified,
            Milliseconds(feed.State.Hint),
            feed.State.Fetches,
        ];

    public static object?[] RecordValues(PolledFeed polled, FeedDeclaration declaration, FeedState state) =>
        [
            polled.Id,
            polled.Revision,
            declaration.Url,
            declaration.IsEnabled,
            Time(state.NextDue),
            Time(state.LastFetch),
            state.LastStatus,
            state.LastItems,
            state.Failures,
            state.LastError,
            state.EntityTag,
            state.LastModified,
            Milliseconds(state.Hint),
        ];

    public static object?[] Values(string feed, FeedFetch fetch) =>
        [
            feed,
            fetch.Started.ToUnixTimeMilliseconds(),
            Milliseconds(fetch.Elapsed),
            fetch.Status,
            fetch.Bytes,
            fetch.Items,
            fetch.Created,
            fetch.Updated,
            fetch.Refused,
            fetch.Pages,
            fetch.Error,
        ];

    public static FeedFetch Fetch(SqliteDataReader row) =>
        new(
            Sql.Time(row.GetInt64(0)),
            TimeSpan.FromMilliseconds(row.GetInt64(1)),
            (int?)Sql.NumberOrNull(row, 2),
            row.GetInt64(3),
            row.GetInt32(4),
            row.GetInt32(5),
            row.GetInt32(6),
            row.GetInt32(7),
            row.GetInt32(8),
            Sql.TextOrNull(row, 9)
        );

    public static long? Milliseconds(TimeSpan? duration) => (long?)duration?.TotalMilliseconds;

    private static TimeSpan? Duration(long? milliseconds) =>
        milliseconds is { } m ? TimeSpan.FromMilliseconds(m) : null;

    private static long? Time(DateTimeOffset? time) => time?.ToUnixTimeMilliseconds();
}
