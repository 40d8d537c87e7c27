using Microsoft.Data.Sqlite;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>Statements that are compiled once for the writing connection and disposed together.</summary>
internal sealed class Statements(SqliteConnection connection) : IDisposable
{
    private readonly List<IDisposable> _all = [];

    /// <summary>Compiles; parameters are $1, $2, … and each occurs once or more.</summary>
    public SqliteCommand Prepare(string text, int parameters)
    {
        var command = Sql.Prepare(connection, text, parameters);
        _all.Add(command);
        return command;
    }

    /// <summary>Compiles a statement that is run for every row; its parameters are ?1, ?2, ….</summary>
    public RowStatement PrepareRow(string text)
    {
        var statement = new RowStatement(connection, text);
        _all.Add(statement);
        return statement;
    }

    public void Dispose()
    {
        foreach (var statement in _all)
            statement.Dispose();
    }
}
