using Microsoft.Data.Sqlite;
using NewsSearch.Archive;
using NewsSearch.Articles;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>What is read, and how a row becomes an article. Each parameter ($n) occurs once.</summary>
internal static class ArchiveQueries
{
    private const string Columns =
        "c.seq, c.article, c.version, c.is_first, c.is_deleted, c.recorded, c.meta, b.dictionary, b.data";

    public const string Changes =
        $"SELECT {Columns} FROM change c CROSS JOIN article a ON a.id = c.article AND a.seq = c.seq "
        + "LEFT JOIN body b ON b.seq = c.seq WHERE c.seq > $1 AND c.seq <= $2 ORDER BY c.seq LIMIT $3";

    public const string ById =
        $"SELECT {Columns} FROM article a JOIN change c ON c.seq = a.seq LEFT JOIN body b ON b.seq = c.seq WHERE a.id = $1";

    public const string BySequence =
        $"SELECT {Columns} FROM change c LEFT JOIN body b ON b.seq = c.seq WHERE c.seq = $1";

    public const string BySequenceWithoutBody =
        "SELECT c.seq, c.article, c.version, c.is_first, c.is_deleted, c.recorded, c.meta FROM change c WHERE c.seq = $1";

    public const string Sources =
        "SELECT id, name, articles, first_published, last_published FROM source WHERE articles > 0 ORDER BY name, id";

    public const string Ledger =
        "SELECT l.id, l.received, l.outcome, l.article, l.reason, p.hash, l.parser, l.line FROM ledger l "
        + "JOIN payload p ON p.id = l.payload WHERE l.outcome = ifnull($1, l.outcome) AND l.id < $2 ORDER BY l.id DESC LIMIT $3";

    public const string Payload =
        "SELECT p.data, l.start, l.length FROM ledger l JOIN payload p ON p.id = l.payload WHERE l.id = $1";

    public const string Jobs = "SELECT id, kind, started, ended, done, error FROM job_run ORDER BY id DESC LIMIT $1";

    public const string KeptSearch =
        "SELECT id, kept, parameters, canonical, generation, sequence, documents, total FROM kept_search WHERE id = $1";

    public const string KeptSearches =
        "SELECT id, kept, parameters, canonical, generation, sequence, documents, total FROM kept_search "
        + "ORDER BY kept DESC, id LIMIT $1";

    public const string Catalog =
        "SELECT c.seq, c.article, c.version, c.is_first, c.is_deleted, c.recorded, c.meta FROM change c "
        + "CROSS JOIN article a ON a.id = c.article AND a.seq = c.seq WHERE c.is_deleted = 0 ORDER BY c.seq";

    public static KeptSearch Kept(SqliteDataReader row) =>
        new(
            row.GetString(0),
            Sql.Time(row.GetInt64(1)),
            row.GetString(2),
            row.GetString(3),
            row.GetString(4),
            row.GetInt64(5),
            row.GetInt64(6),
            row.GetInt64(7)
        );

    public static ArchivedArticle Article(SqliteDataReader row, BodyCodec codec, bool withBody)
    {
        var body =
            withBody && !row.IsDBNull(8) ? codec.Text(Sql.NumberOrNull(row, 7), row.GetFieldValue<byte[]>(8)) : null;
        Article article = StoredArticleJson.Read(row.GetFieldValue<byte[]>(6), row.GetString(1), row.GetInt32(2), body);
        return new ArchivedArticle(
            row.GetInt64(0),
            row.GetBoolean(3),
            row.GetBoolean(4),
            article,
            Sql.Time(row.GetInt64(5))
        );
    }
}
