using Microsoft.Data.Sqlite;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>Statements that are compiled once for the writing connection and disposed together.</summary>
internal sealed class Statements(SqliteConnection connection) : IDisposable
{
    private readonly List<SqliteCommand> _all = [];

    /// <summary>Compiles; parameters are $1, $2, … and each occurs once or more.</summary>
    public SqliteCommand Prepare(string text, int parameters)
    {
        var command = Sql.Prepare(connection, text, parameters);
        _all.Add(command);
        return command;
    }

    public void Dispose()
    {
        foreach (var command in _all)
            command.Dispose();
    }
}
