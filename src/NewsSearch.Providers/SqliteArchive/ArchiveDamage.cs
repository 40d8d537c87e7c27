using Microsoft.Data.Sqlite;
using NewsSearch.Archive;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>Tells damage of the archive from other failures, and says what to do about it.</summary>
public static class ArchiveDamage
{
    /// <summary>What to tell an operator; null when the failure means something else.</summary>
    public static string? Explain(Exception exception) =>
        exception switch
        {
            ArchiveDamagedException => exception.Message,
            SqliteException e when TableWalk.IsDamage(e) =>
                $"A page of the archive cannot be read ({e.Message}). {ArchiveDamagedException.Fix}",
            AggregateException { InnerException: { } inner } => Explain(inner),
            _ => null,
        };

    /// <summary>Whether a read failed because of what it tried to read: another row may still be read.</summary>
    internal static bool IsOfRows(Exception exception) =>
        exception is ArchiveDamagedException || exception is SqliteException e && IsOfPage(e);

    // Of errors of the disk only those that come again with the next try: what is set aside stays so for long.
    private static bool IsOfPage(SqliteException e) =>
        e.SqliteErrorCode == SQLitePCL.raw.SQLITE_IOERR
            ? e.SqliteExtendedErrorCode is SQLitePCL.raw.SQLITE_IOERR_READ or SQLitePCL.raw.SQLITE_IOERR_SHORT_READ
            : TableWalk.IsDamage(e);

    /// <summary>
    /// A look at the file that takes no time: its header, and the first and last row of each table. It finds a file that
    /// is cut off or whose upper pages are gone; <see cref="ArchiveInspection"/> finds the rest.
    /// </summary>
    /// <exception cref="ArchiveUnreadableException">Something is damaged.</exception>
    internal static void LookAt(SqliteConnection connection, string path)
    {
        if (ArchiveFileHeader.Problem(path) is { } cut)
            throw Damaged(path, cut, cause: null);
        foreach (var (name, hasRowId) in ArchiveInspection.Tables(connection))
        {
            try
            {
                var columns = hasRowId ? "ORDER BY rowid" : "";
                Sql.Number(connection, $"SELECT * FROM \"{name}\" {columns} LIMIT 1");
                if (hasRowId)
                    Sql.Number(connection, $"SELECT * FROM \"{name}\" ORDER BY rowid DESC LIMIT 1");
            }
            catch (SqliteException e) when (TableWalk.IsDamage(e))
            {
                throw Damaged(path, $"the table {name} cannot be read ({e.Message})", e);
            }
        }
    }

    internal static ArchiveUnreadableException Damaged(string path, string what, Exception? cause) =>
        new($"{path} is damaged: {what}. {ArchiveDamagedException.Fix}", cause);
}
