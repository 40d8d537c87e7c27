using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>The one writing connection and a pool of reading ones, each with its compiled commands.</summary>
internal sealed class ArchiveConnections(string path) : IDisposable
{
    private readonly ConcurrentBag<ReadConnection> _idle = [];

    public string Path => path;

    public SqliteConnection OpenWriter()
    {
        var connection = Open(SqliteOpenMode.ReadWriteCreate);
        // Identities and ids hit pages at random: the longer the log, the more often a page changes before it is copied.
        Sql.Run(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 16000");
        Sql.Run(connection, "PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY");
        return connection;
    }

    /// <summary>A reading connection that is the caller's own.</summary>
    public SqliteConnection OpenReader() => Open(SqliteOpenMode.ReadOnly);

    public Lease Rent()
    {
        if (_idle.TryTake(out var idle))
            return new Lease(this, idle);
        var connection = OpenReader();
        Sql.Run(connection, "PRAGMA cache_size = -8192");
        return new Lease(this, new ReadConnection(connection));
    }

    /// <summary>A reading connection with its commands outside of the pool, for the caller to dispose.</summary>
    public ReadConnection OpenApart() => new(OpenReader());

    public void Dispose()
    {
        while (_idle.TryTake(out var connection))
            connection.Dispose();
    }

    // Not pooled by the driver: this class does that, and disposing must really close the file.
    private SqliteConnection Open(SqliteOpenMode mode)
    {
        var settings = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = 60,
        };
        var connection = new SqliteConnection(settings.ToString());
        connection.Open();
        return connection;
    }

    internal sealed class Lease(ArchiveConnections owner, ReadConnection connection) : IDisposable
    {
        public SqliteCommand Command(string text) => connection.Command(text);

        public void Dispose() => owner._idle.Add(connection);
    }

    internal sealed class ReadConnection(SqliteConnection connection) : IDisposable
    {
        private readonly Dictionary<string, SqliteCommand> _commands = [];

        public SqliteCommand Command(string text)
        {
            if (!_commands.TryGetValue(text, out var command))
                _commands[text] = command = Sql.Prepare(connection, text, text.Count(c => c == '$'));
            return command;
        }

        public void Dispose()
        {
            foreach (var command in _commands.Values)
                command.Dispose();
            connection.Dispose();
        }
    }
}
