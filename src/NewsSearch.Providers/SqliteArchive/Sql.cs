using Microsoft.Data.Sqlite;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>The few forms in which this folder talks to SQLite.</summary>
internal static class Sql
{
    public static void Run(SqliteConnection connection, string text, SqliteTransaction? transaction = null)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.Transaction = transaction;
        command.ExecuteNonQuery();
    }

    public static long Number(SqliteConnection connection, string text, params ReadOnlySpan<object?> values)
    {
        using var command = Prepare(connection, text, values.Length);
        return command.With(values).ExecuteScalar() is long number ? number : 0;
    }

    /// <summary>Runs a statement once; parameters are named $1, $2, ….</summary>
    /// <returns>How many rows it changed.</returns>
    public static int Execute(SqliteConnection connection, string text, params ReadOnlySpan<object?> values)
    {
        using var command = Prepare(connection, text, values.Length);
        return command.With(values).ExecuteNonQuery();
    }

    /// <summary>A command that is compiled once and run with new values; parameters are named $1, $2, ….</summary>
    public static SqliteCommand Prepare(SqliteConnection connection, string text, int parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        for (var n = 1; n <= parameters; n++)
            command.Parameters.Add(new SqliteParameter { ParameterName = "$" + n });
        return command;
    }

    public static SqliteCommand With(this SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (var n = 0; n < values.Length; n++)
            command.Parameters[n].Value = values[n] ?? DBNull.Value;
        return command;
    }

    public static long? NumberOrNull(SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetInt64(column);

    public static string? TextOrNull(SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);

    public static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    public static DateTimeOffset? Time(long? milliseconds) => milliseconds is { } m ? Time(m) : null;
}
