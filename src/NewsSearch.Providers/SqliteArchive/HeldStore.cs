using System.Text;
using Microsoft.Data.Sqlite;
using NewsSearch.Archive;
using NewsSearch.Articles;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>
/// The table of items that are not public yet, on the writing side and inside the writer's transaction. Where nothing is
/// held no statement is run.
/// </summary>
internal sealed class HeldStore
{
    private const long Never = long.MaxValue;

    private readonly BodyCodec _codec;
    private readonly SqliteCommand _load;
    private readonly SqliteCommand _key;
    private readonly SqliteCommand _put;
    private readonly SqliteCommand _putKey;
    private readonly SqliteCommand _drop;
    private readonly SqliteCommand _dropKeys;
    private readonly SqliteCommand _due;
    private readonly SqliteCommand _state;
    private bool _isTouched;
    private long _next;

    public HeldStore(Statements sql, BodyCodec codec)
    {
        _codec = codec;
        _load = sql.Prepare(
            "SELECT until, ledger, version, seen, meta, dictionary, body, received FROM held WHERE id = $1",
            1
        );
        _key = sql.Prepare("SELECT article FROM held_key WHERE key = $1 LIMIT 1", 1);
        _put = sql.Prepare(
            "INSERT OR REPLACE INTO held(id, until, received, ledger, version, seen, meta, dictionary, body) "
                + "VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9)",
            9
        );
        _putKey = sql.Prepare("INSERT OR IGNORE INTO held_key(key, article) VALUES($1,$2)", 2);
        _drop = sql.Prepare("DELETE FROM held WHERE id = $1", 1);
        _dropKeys = sql.Prepare("DELETE FROM held_key WHERE article = $1", 1);
        _due = sql.Prepare("SELECT id FROM held WHERE until <= $1 ORDER BY until, id LIMIT $2", 2);
        _state = sql.Prepare(
            "SELECT EXISTS(SELECT 1 FROM held), (SELECT min(until) FROM held WHERE until IS NOT NULL)",
            0
        );
        Read();
    }

    /// <summary>Whether anything is held, what this transaction has done included.</summary>
    public bool Any { get; private set; }

    /// <summary>When the first is due, in milliseconds since 1970, as of the last commit; null when none has a date.</summary>
    public long? NextRelease => Volatile.Read(ref _next) is var next && next == Never ? null : next;

    /// <summary>What is held of an article, with its body.</summary>
    public HeldState? Load(string id)
    {
        if (!Any)
            return null;
        using var row = _load.With(id).ExecuteReader();
        if (!row.Read())
            return null;
        var body = row.IsDBNull(6) ? null : _codec.Text(Sql.NumberOrNull(row, 5), row.GetFieldValue<byte[]>(6));
        return new HeldState(
            StoredArticleJson.Read(row.GetFieldValue<byte[]>(4), id, version: 1, body),
            Delivery.Read(row.GetFieldValue<byte[]>(3)),
            row.GetInt32(2),
            row.GetInt64(7),
            Sql.NumberOrNull(row, 1)
        );
    }

    /// <summary>The article that an item with this key is held of.</summary>
    public string? FindByKey(long key) => Any ? (string?)_key.With(key).ExecuteScalar() : null;

    public void Put(HeldState held, IReadOnlyList<ArticleKey> keys)
    {
        var article = held.Article;
        var (dictionary, body) = string.IsNullOrEmpty(article.Body)
            ? default
            : _codec.Compress(Encoding.UTF8.GetBytes(article.Body));
        _put.With(
                article.Id,
                Until(article),
                held.Received,
                held.Ledger,
                (long)held.Version,
                Delivery.Write(held.Seen),
                StoredArticleJson.Write(article),
                dictionary,
                body
            )
            .ExecuteNonQuery();
        foreach (var key in keys)
            _putKey.With(key.Number, article.Id).ExecuteNonQuery();
        (Any, _isTouched) = (true, true);
    }

    public void Drop(string id)
    {
        _drop.With(id).ExecuteNonQuery();
        _dropKeys.With(id).ExecuteNonQuery();
        _isTouched = true;
    }

    /// <summary>Articles whose items are due, those of the earliest release first.</summary>
    public List<string> Due(DateTimeOffset now, int most)
    {
        var due = new List<string>();
        if (!Any)
            return due;
        using var rows = _due.With(now.ToUnixTimeMilliseconds(), (long)most).ExecuteReader();
        while (rows.Read())
            due.Add(rows.GetString(0));
        return due;
    }

    /// <summary>The transaction has ended, whichever way.</summary>
    public void Ended()
    {
        if (_isTouched)
            Read();
    }

    // Up to the whole millisecond: never before its time.
    private static long? Until(Article article) =>
        Publishability.Release(article) is { } release
            ? release.ToUnixTimeMilliseconds() + (release.Ticks % TimeSpan.TicksPerMillisecond == 0 ? 0 : 1)
            : null;

    private void Read()
    {
        using var row = _state.ExecuteReader();
        row.Read();
        (Any, _isTouched) = (row.GetBoolean(0), false);
        Volatile.Write(ref _next, Sql.NumberOrNull(row, 1) ?? Never);
    }
}

/// <summary>What is held of an article.</summary>
/// <param name="Article">As it will be published.</param>
/// <param name="Seen">What channels delivered of it.</param>
/// <param name="Version">The public version of the article when it came; 0 where there was none.</param>
/// <param name="Received">Milliseconds since 1970.</param>
/// <param name="Ledger">The line that it came by.</param>
internal sealed record HeldState(
    Article Article,
    IReadOnlyList<Delivery> Seen,
    int Version,
    long Received,
    long? Ledger
);
