using Microsoft.Data.Sqlite;
using NewsSearch.Archive;
using NewsSearch.Articles;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>What is read, and how a row becomes an article. Each parameter ($n) occurs once.</summary>
internal static class ArchiveQueries
{
    private const string Columns =
        "c.seq, c.article, c.version, c.is_first, c.is_deleted, c.recorded, c.meta, c.ever, b.dictionary, b.data";

    /// <summary>
    /// Of a change c beside the row a that its article has in <c>article</c>: a new article has none while it waits in
    /// <c>arrival</c>.
    /// </summary>
    public const string IsCurrent = "(a.seq = c.seq OR a.id IS NULL AND c.is_first <> 0)";

    public const string Changes =
        $"SELECT {Columns} FROM change c LEFT JOIN article a ON a.id = c.article "
        + $"LEFT JOIN body b ON b.seq = ifnull(c.text, c.seq) WHERE c.seq > $1 AND c.seq <= $2 AND {IsCurrent} "
        + "ORDER BY c.seq LIMIT $3";

    // Behind a tombstone nothing is shown any more.
    private const string OlderOnes =
        "FROM change n CROSS JOIN change c ON c.seq = n.previous LEFT JOIN body b ON b.seq = ifnull(c.text, c.seq) "
        + "WHERE n.previous IS NOT NULL AND n.version > c.version AND c.is_deleted = 0 AND NOT EXISTS "
        + "(SELECT 1 FROM change t WHERE t.article = n.article AND t.is_deleted <> 0 AND t.seq > c.seq)";

    /// <summary>The versions that ended with a change.</summary>
    public const string Older = $"SELECT {Columns} {OlderOnes} AND n.seq > $1 AND n.seq <= $2 ORDER BY n.seq";

    public const string CountOlder = $"SELECT count(*) {OlderOnes}";

    public const string BySequence =
        $"SELECT {Columns} FROM change c LEFT JOIN body b ON b.seq = ifnull(c.text, c.seq) WHERE c.seq = $1";

    public const string BySequenceWithoutBody =
        "SELECT c.seq, c.article, c.version, c.is_first, c.is_deleted, c.recorded, c.meta, c.ever FROM change c WHERE c.seq = $1";

    /// <summary>The row of a change apart from its text, the change before it, and the one that holds the text.</summary>
    public const string Row =
        "SELECT c.seq, c.article, c.version, c.is_first, c.is_deleted, c.recorded, c.meta, c.ever, c.previous, "
        + "ifnull(c.text, c.seq) FROM change c WHERE c.seq = $1";

    public const string NextSequence = "SELECT seq FROM change WHERE seq > $1 AND seq <= $2 ORDER BY seq LIMIT 1";

    public const string Body = "SELECT dictionary, data FROM body WHERE seq = $1";

    public const string Replaced = "SELECT previous FROM change WHERE previous IS NOT NULL";

    public const string Tombstone = "SELECT 1 FROM change WHERE article = $1 AND is_deleted <> 0 AND seq > $2 LIMIT 1";

    private const string CurrentIn = "SELECT seq, id FROM article WHERE seq > $1 AND seq <= $2 ORDER BY id ";

    private const string ArrivalIn = "SELECT seq, article FROM arrival WHERE seq > $1 AND seq <= $2 ORDER BY seq ";

    /// <summary>The current changes of a range with their ids, forward and, for what is behind damage, backward.</summary>
    public static readonly (string Forward, string Backward)[] CurrentIds =
    [
        (CurrentIn + "ASC", CurrentIn + "DESC"),
        (ArrivalIn + "ASC", ArrivalIn + "DESC"),
    ];

    public const string Step =
        "SELECT seq, version, recorded, meta, changed, previous, article, is_deleted FROM change WHERE seq = $1";

    public const string ChangeOfArticle = "SELECT seq FROM change WHERE seq = $1 AND article = $2";

    public const string Current = "SELECT seq FROM article WHERE id = $1";

    private const string LedgerColumns =
        "SELECT l.id, l.received, l.outcome, l.article, l.reason, p.hash, l.parser, l.line, p.media_type, l.length, "
        + "l.source, l.retry_of, l.retried_by, "
        + "EXISTS(SELECT 1 FROM ledger r WHERE r.id = l.retried_by AND r.outcome < 4) "
        + "FROM ledger l JOIN payload p ON p.id = l.payload WHERE ";

    public const string Ledger =
        LedgerColumns + "l.outcome = ifnull($1, l.outcome) AND l.id < $2 ORDER BY l.id DESC LIMIT $3";

    public const string LedgerOfSource =
        LedgerColumns + "l.outcome = ifnull($1, l.outcome) AND l.id < $2 AND l.source = $4 ORDER BY l.id DESC LIMIT $3";

    public const string LedgerLine = LedgerColumns + "l.id = $1";

    public const string LedgerOf = "SELECT ledger, previous FROM change WHERE seq = $1";

    public const string Reading =
        "SELECT r.format, r.source, r.via, r.url, r.retrieved, r.head, r.tail FROM ledger l JOIN reading r ON r.id = l.reading "
        + "WHERE l.id = $1";

    public const string Answer = "SELECT key, kept, request, data FROM answer WHERE key = $1";

    public const string Place = "SELECT payload, start, length FROM ledger WHERE id = $1";

    public const string Payload = "SELECT data FROM payload WHERE id = $1";

    public const string Jobs =
        "SELECT id, kind, started, ended, done, error, summary FROM job_run ORDER BY id DESC LIMIT $1";

    public const string KeptSearch =
        "SELECT id, kept, parameters, canonical, generation, sequence, documents, total FROM kept_search WHERE id = $1";

    public const string KeptSearches =
        "SELECT id, kept, parameters, canonical, generation, sequence, documents, total FROM kept_search "
        + "ORDER BY kept DESC, id LIMIT $1";

    public const string Catalog =
        "SELECT c.seq, c.article, c.version, c.is_first, c.is_deleted, c.recorded, c.meta, c.ever FROM change c "
        + $"LEFT JOIN article a ON a.id = c.article WHERE c.is_deleted = 0 AND c.seq > $1 AND c.seq <= $2 AND {IsCurrent} "
        + "ORDER BY c.seq LIMIT $3";

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

    /// <exception cref="ArchiveDamagedException">It cannot be read.</exception>
    public static ArchivedArticle Article(SqliteDataReader row, BodyCodec codec, bool withBody)
    {
        var stored = Readable(row, codec, withBody);
        return stored.Damage is not { } damage
            ? stored
            : throw new ArchiveDamagedException(
                $"The article {stored.Article.Id} (sequence {stored.Sequence}) cannot be read: {damage.Why} {ArchiveDamagedException.Fix}"
            );
    }

    /// <summary>The article as far as it can be read, with what is damaged of it.</summary>
    /// <exception cref="ArchiveDamagedException">The row is not that of a change.</exception>
    public static ArchivedArticle Readable(SqliteDataReader row, BodyCodec codec, bool withBody)
    {
        string? body = null;
        ArticleDamage? damage = null;
        try
        {
            if (withBody && !row.IsDBNull(9))
                body = codec.Text(Sql.NumberOrNull(row, 8), row.GetFieldValue<byte[]>(9));
        }
        catch (Exception e) when (IsOfTheBytes(e))
        {
            damage = new ArticleDamage(ArticlePart.Text, e.Message);
        }
        return Described(row, body, damage);
    }

    /// <summary>As <see cref="Readable"/>, with a text that was read elsewhere.</summary>
    /// <param name="damage">Why there is no text, where it is damaged.</param>
    public static ArchivedArticle Described(SqliteDataReader row, string? body, ArticleDamage? damage)
    {
        try
        {
            return Decoded(row, body, damage);
        }
        catch (Exception e)
            when (e is InvalidCastException or InvalidOperationException or ArgumentException or OverflowException)
        {
            // A page with other bytes may still be taken for one with rows.
            throw new ArchiveDamagedException("The row is not what was saved.", e);
        }
    }

    private static ArchivedArticle Decoded(SqliteDataReader row, string? body, ArticleDamage? damage)
    {
        Article article;
        try
        {
            article = StoredArticleJson.Read(row.GetFieldValue<byte[]>(6), row.GetString(1), row.GetInt32(2), body);
        }
        catch (Exception e) when (IsOfTheBytes(e))
        {
            damage = new ArticleDamage(ArticlePart.Description, e.Message);
            article = new Article
            {
                Id = row.GetString(1),
                Source = SourceId.Unknown,
                Retrieved = Sql.Time(row.GetInt64(5)),
                Completeness = default,
            };
        }
        return new ArchivedArticle(
            row.GetInt64(0),
            row.GetBoolean(3),
            row.GetBoolean(4) || damage?.Part == ArticlePart.Description,
            article,
            Sql.Time(row.GetInt64(5)),
            (ArticleChanges)row.GetInt64(7)
        )
        {
            Damage = damage,
        };
    }

    /// <summary>Damaged bytes make decoders fail in any way; a failing disk or page is another matter.</summary>
    public static bool IsOfTheBytes(Exception e) => e is not (SqliteException or OutOfMemoryException);
}
