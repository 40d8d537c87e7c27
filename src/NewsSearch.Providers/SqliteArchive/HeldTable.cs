using Microsoft.Data.Sqlite;
using NewsSearch.Archive;
using NewsSearch.Articles;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>What is held, for readers who may see it, and its release.</summary>
/// <param name="released">Called behind each transaction that published something.</param>
internal sealed class HeldTable(ArchiveConnections connections, ArchiveWriter writer, BodyCodec codec, Action released)
    : IHeldArticles
{
    // A transaction of this many holds back a save for a moment only.
    private const int ReleasedAtOnce = 200;

    public DateTimeOffset? NextRelease => Sql.Time(writer.NextRelease);

    public int Release(CancellationToken cancellation)
    {
        var count = 0;
        int some;
        do
        {
            count += some = writer.Release(ReleasedAtOnce);
            released();
        } while (some == ReleasedAtOnce && !cancellation.IsCancellationRequested);
        return count;
    }

    public HeldArticle? Find(string id) =>
        connections
            .Read(
                "SELECT id, until, received, ledger, meta, dictionary, body FROM held WHERE id = $1",
                [id],
                row =>
                    Row(
                        row,
                        row.IsDBNull(6) ? null : codec.Text(Sql.NumberOrNull(row, 5), row.GetFieldValue<byte[]>(6))
                    )
            )
            .FirstOrDefault();

    public IReadOnlyList<HeldArticle> List(int limit) =>
        connections.Read(
            "SELECT id, until, received, ledger, meta FROM held ORDER BY until IS NULL, until, received, id LIMIT $1",
            [(long)limit],
            row => Row(row, body: null)
        );

    private static HeldArticle Row(SqliteDataReader row, string? body) =>
        new(
            StoredArticleJson.Read(row.GetFieldValue<byte[]>(4), row.GetString(0), version: 1, body),
            Sql.Time(Sql.NumberOrNull(row, 1)),
            Sql.Time(row.GetInt64(2)),
            Sql.NumberOrNull(row, 3)
        );
}
