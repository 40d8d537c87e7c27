using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>
/// A statement that is compiled once and run for every row that is written. It binds values as they are: the driver's
/// parameters take an object for each of them, which is most of the cost of a small insert.
/// </summary>
/// <remarks>Not thread-safe: it belongs to the writer. Values are given in the order of the parameters ?1, ?2, ….</remarks>
internal sealed class RowStatement : IDisposable
{
    private const int StackBytes = 384;

    private readonly sqlite3 _connection;
    private readonly sqlite3_stmt _statement;
    private int _given;

    /// <exception cref="SqliteException">The statement is wrong.</exception>
    public RowStatement(SqliteConnection connection, string text)
    {
        _connection = connection.Handle!;
        Check(raw.sqlite3_prepare_v3(_connection, text, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    public RowStatement With(long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, ++_given, value));
        return this;
    }

    public RowStatement With(long? value) => value is { } number ? With(number) : WithNull();

    public RowStatement With(string? value)
    {
        if (value is null)
            return WithNull();
        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        var rented = most > StackBytes ? ArrayPool<byte>.Shared.Rent(most) : null;
        var bytes = rented ?? stackalloc byte[StackBytes];
        Check(raw.sqlite3_bind_text(_statement, ++_given, bytes[..Encoding.UTF8.GetBytes(value, bytes)]));
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
        return this;
    }

    /// <summary>Bytes, which SQLite copies; none are an empty blob.</summary>
    public RowStatement With(ReadOnlySpan<byte> value)
    {
        Check(raw.sqlite3_bind_blob(_statement, ++_given, value));
        return this;
    }

    public RowStatement WithNull()
    {
        Check(raw.sqlite3_bind_null(_statement, ++_given));
        return this;
    }

    /// <summary>Runs a statement that gives no rows.</summary>
    public void Run()
    {
        using var row = First();
    }

    /// <summary>Runs it up to its first row; the caller disposes what it gets before the statement is run again.</summary>
    public FirstRow First()
    {
        _given = 0;
        var result = raw.sqlite3_step(_statement);
        if (result is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
            try
            {
                Check(result);
            }
            finally
            {
                raw.sqlite3_reset(_statement);
            }
        return new FirstRow(_statement, result == raw.SQLITE_ROW);
    }

    public void Dispose() => _statement.Dispose();

    private void Check(int result)
    {
        if (result == raw.SQLITE_OK)
            return;
        _given = 0;
        SqliteException.ThrowExceptionForRC(result, _connection);
    }

    /// <summary>The first row of a statement that was run, if it gave one.</summary>
    public readonly ref struct FirstRow(sqlite3_stmt statement, bool exists)
    {
        public bool Exists => exists;

        public long Number(int column) => raw.sqlite3_column_int64(statement, column);

        public long? NumberOrNull(int column) => IsNull(column) ? null : Number(column);

        public string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

        /// <summary>The bytes, until the row is disposed; empty where there are none.</summary>
        public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(statement, column);

        public void Dispose() => raw.sqlite3_reset(statement);

        private bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;
    }
}
