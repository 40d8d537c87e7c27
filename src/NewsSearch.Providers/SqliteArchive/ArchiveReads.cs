using Microsoft.Data.Sqlite;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>Reads rows through a pooled connection.</summary>
internal static class ArchiveReads
{
    public static List<T> Read<T>(
        this ArchiveConnections connections,
        string text,
        ReadOnlySpan<object?> values,
        Func<SqliteDataReader, T> row
    )
    {
        using var lease = connections.Rent();
        using var rows = lease.Command(text).With(values).ExecuteReader();
        var found = new List<T>();
        while (rows.Read())
            found.Add(row(rows));
        return found;
    }
}
