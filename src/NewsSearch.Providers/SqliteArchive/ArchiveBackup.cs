using Microsoft.Data.Sqlite;
using NewsSearch.Snapshots;
using SQLitePCL;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>Copies the database page by page as it is at one moment, with SQLite's online backup.</summary>
internal static class ArchiveBackup
{
    private const int PagesAtATime = 2_000;

    /// <param name="source">A connection of its own: the copy is one long read transaction.</param>
    public static ArchiveCopy Write(SqliteConnection source, string path, CancellationToken cancellation)
    {
        File.Delete(path);
        using var target = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString()
        );
        target.Open();
        Sql.Run(target, "PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF");
        // The transaction begins with this read: sequence and pages are of the same moment, whatever is saved meanwhile.
        Sql.Run(source, "BEGIN");
        try
        {
            var sequence = Sql.Number(source, "SELECT max(seq) FROM change");
            var schema = (int)Sql.Number(source, "PRAGMA user_version");
            var pageSize = (int)Sql.Number(source, "PRAGMA page_size");
            Copy(source, target, cancellation);
            return new ArchiveCopy(sequence, schema, pageSize);
        }
        finally
        {
            Sql.Run(source, "COMMIT");
        }
    }

    private static void Copy(SqliteConnection source, SqliteConnection target, CancellationToken cancellation)
    {
        using var backup = raw.sqlite3_backup_init(target.Handle, "main", source.Handle, "main");
        int result;
        do
        {
            cancellation.ThrowIfCancellationRequested();
            result = raw.sqlite3_backup_step(backup, PagesAtATime);
        } while (result == raw.SQLITE_OK);
        if (result != raw.SQLITE_DONE)
            throw new SqliteException(
                $"The archive could not be copied: {raw.sqlite3_errstr(result).utf8_to_string()}.",
                result
            );
    }
}
