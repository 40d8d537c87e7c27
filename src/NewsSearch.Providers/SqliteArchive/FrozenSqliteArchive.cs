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
            // The transaction sees the state of its first read.
            Sequence = connection.Command("SELECT max(seq) FROM change").ExecuteScalar() is long last ? last : 0;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public long Sequence { get; }

    public IEnumerable<IReadOnlyList<ArchivedArticle>> ReadChanges(long after, CancellationToken cancellation)
    {
        while (after < Sequence)
        {
            cancellation.ThrowIfCancellationRequested();
            var (batch, end) = SqliteNewsArchive.ReadBatch(_connection.Command, after, Sequence, _codec);
            if (batch.Count > 0)
                yield return batch;
            after = end;
        }
    }

    public IEnumerable<ArchivedArticle> ReadCatalog(CancellationToken cancellation)
    {
        using var rows = _connection.Command(ArchiveQueries.Catalog).ExecuteReader();
        while (rows.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            if (ArchiveQueries.Readable(rows, _codec, withBody: false) is { IsDeleted: false } article)
                yield return article;
        }
    }

    public long CountOlderVersions() => (long)_connection.Command(ArchiveQueries.CountOlder).ExecuteScalar()!;

    // Closing the connection ends its transaction.
    public void Dispose() => _connection.Dispose();
}
