using Microsoft.Data.Sqlite;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>Reads a table without row numbers from its beginning to the damage, and from its end.</summary>
internal static class TableScan
{
    // Bytes that a row takes at the least: of more rows than fit into the file, pages lead back to earlier ones.
    private const int SmallestRow = 4;

    /// <summary>Calls back for every row that can be reached; a row may come twice.</summary>
    /// <returns>Whether the whole table was read.</returns>
    public static bool Run(SqliteConnection connection, string table, string columns, Action<SqliteDataReader> row) =>
        OneWay(connection, table, columns, row, descending: false)
        || OneWay(connection, table, columns, row, descending: true);

    /// <summary>The rows up to the damage from one end, and whether there was none.</summary>
    public static (long Rows, bool IsWhole) Count(SqliteConnection connection, string table, bool descending)
    {
        long rows = 0;
        var isWhole = OneWay(connection, table, "*", _ => rows++, descending);
        return (rows, isWhole);
    }

    private static bool OneWay(
        SqliteConnection connection,
        string table,
        string columns,
        Action<SqliteDataReader> row,
        bool descending
    )
    {
        try
        {
            using var command = Sql.Prepare(
                connection,
                $"SELECT {columns} FROM \"{table}\" ORDER BY {Key(connection, table)} {(descending ? "DESC" : "ASC")}",
                0
            );
            using var rows = command.ExecuteReader();
            for (var left = new FileInfo(connection.DataSource).Length / SmallestRow; rows.Read(); left--)
            {
                if (left == 0)
                    return false;
                row(rows);
            }
            return true;
        }
        catch (SqliteException e) when (TableWalk.IsDamage(e))
        {
            return false;
        }
    }

    private static string Key(SqliteConnection connection, string table)
    {
        using var command = Sql.Prepare(connection, "SELECT name FROM pragma_table_info($1) WHERE pk = 1", 1);
        return $"\"{command.With(table).ExecuteScalar()}\"";
    }
}
