using Microsoft.Data.Sqlite;
using NewsSearch.Archive;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>One reading transaction on a connection of its own.</summary>
internal sealed class FrozenSqliteArchive : IFrozenArchive
{
    private readonly ArchiveConnections.ReadConnection _connection;
    private readonly BodyCodec _codec;

    public FrozenSqliteArchive(ArchiveConnections.ReadConnection connection, BodyCodec codec)
    {
        (_connection, _codec) = (connection, codec);
        try
        {
            connection.Command("BEGIN").ExecuteNonQuery();
            Sequence = Last();
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public long Sequence { get; }

    // The transaction sees the state of its first read.
    private long Last()
    {
        try
        {
            return Number("SELECT max(seq) FROM change");
        }
        catch (SqliteException e) when (ArchiveDamage.IsOfRows(e))
        {
            return Number("SELECT seq FROM sqlite_sequence WHERE name = 'change'");
        }
    }

    private long Number(string text) => _connection.Command(text).ExecuteScalar() is long number ? number : 0;

    public IEnumerable<IReadOnlyList<ArchivedArticle>> ReadChanges(long after, CancellationToken cancellation) =>
        Batches(after, new ChangeReading(_codec).Batch, cancellation);

    public IEnumerable<ArchivedArticle> ReadCatalog(CancellationToken cancellation) =>
        Batches(0, new ChangeReading(_codec).Catalog, cancellation).SelectMany(b => b).Where(a => !a.IsDeleted);

    public long? CountOlderVersions()
    {
        try
        {
            return (long)_connection.Command(ArchiveQueries.CountOlder).ExecuteScalar()!;
        }
        catch (SqliteException e) when (ArchiveDamage.IsOfRows(e))
        {
            return null;
        }
    }

    private IEnumerable<List<ArchivedArticle>> Batches(
        long after,
        Func<Func<string, SqliteCommand>, long, long, (List<ArchivedArticle> Batch, long End)> read,
        CancellationToken cancellation
    )
    {
        while (after < Sequence)
        {
            cancellation.ThrowIfCancellationRequested();
            (var batch, after) = read(_connection.Command, after, Sequence);
            if (batch.Count > 0)
                yield return batch;
        }
    }

    // Closing the connection ends its transaction.
    public void Dispose() => _connection.Dispose();
}
