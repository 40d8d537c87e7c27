using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using NewsSearch.Archive;
using NewsSearch.Articles;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>Reads stored versions and payloads of an archive that may be damaged, and compares their checksums.</summary>
internal sealed class VersionReading : IDisposable
{
    // Archives of the first versions of this program have another checksum, which is not compared.
    private const int HashSize = sizeof(ulong);

    // The last millisecond of the year 9999.
    private const long LatestTime = 253_402_300_799_999;

    private readonly BodyCodec _codec = new();
    private readonly SqliteCommand _body;
    private readonly SqliteCommand _current;
    private readonly Dictionary<string, CurrentVersion> _arrivals = [];
    private readonly Dictionary<long, string> _arrived = [];
    private readonly bool _areArrivalsKnown = true;

    public VersionReading(SqliteConnection connection)
    {
        _body = Sql.Prepare(connection, BodyQuery(connection), 1);
        _current = Sql.Prepare(connection, "SELECT seq, hash, version FROM article WHERE id = $1", 1);
        new TableWalk(connection, "dictionary", "data").Run(
            row => _codec.Add(row.GetInt64(0), row.GetFieldValue<byte[]>(1)),
            CancellationToken.None
        );
        if (ArchiveInspection.Tables(connection).Exists(t => t.Name == "arrival"))
            _areArrivalsKnown = ReadArrivals(connection);
    }

    /// <summary>
    /// What is wrong with a stored version; null when it is as it was saved. Only the current version of an article has a
    /// checksum; of an older one it is known whether it can be read.
    /// </summary>
    public LostVersion? Check(long sequence, string id, int version, byte[] meta)
    {
        var (isKnown, current) = Current(sequence, id);
        var isCurrent = current is null || current.Sequence == sequence;
        var hash = current?.Hash;
        if (isKnown && (current is null || IsMisplaced(current, sequence, version)))
            return new LostVersion(sequence, id, isCurrent, "its id or its number is not what was saved.");
        try
        {
            var article = StoredArticleJson.Read(meta, id, version, Body(sequence));
            return hash is not { Length: HashSize } || !isCurrent || hash.AsSpan().SequenceEqual(Hash(article))
                ? null
                : new LostVersion(sequence, id, isCurrent, "it is not what was saved (its checksum differs).");
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Damaged bytes make decoders fail in any way.
            return new LostVersion(sequence, id, isCurrent, $"it cannot be read ({e.Message}).");
        }
    }

    /// <summary>Whether a version stands under a number that is not its own.</summary>
    public bool IsMisplaced(long sequence, string id, int version) =>
        Current(sequence, id) is (true, var current) && (current is null || IsMisplaced(current, sequence, version));

    /// <summary>
    /// Whether the flags, numbers and times of a row of <c>change</c> can be what was saved; archives of the first schema
    /// have fewer of them.
    /// </summary>
    public static bool IsRowSound(SqliteDataReader row)
    {
        for (var n = 0; n < row.FieldCount; n++)
        {
            var value = row.GetValue(n);
            var isSound = row.GetName(n) switch
            {
                "is_first" or "is_deleted" => value is 0L or 1L,
                "recorded" => value is >= 0L and <= LatestTime,
                "changed" or "ever" => value is >= 0L and <= uint.MaxValue,
                "previous" or "text" or "ledger" => value is DBNull or > 0L,
                _ => true,
            };
            if (!isSound)
                return false;
        }
        return true;
    }

    /// <summary>Whether the text of a version can be unpacked.</summary>
    public bool IsBodyReadable(long? dictionary, byte[] data) => Try(() => _codec.Text(dictionary, data)) is not null;

    /// <summary>Whether the description of an article can be read.</summary>
    public static bool IsMetaReadable(byte[] meta) =>
        Try(() => StoredArticleJson.Read(meta, "", 1, body: null)) is { Source.Id.Length: > 0 };

    /// <summary>Whether a payload has the checksum that it arrived with.</summary>
    public bool IsPayloadIntact(byte[] hash, byte[] data) =>
        Try(() => SHA256.HashData(_codec.Decompress(null, data))) is { } found && found.AsSpan().SequenceEqual(hash);

    /// <summary>The checksum of a version's content; null when it cannot be read.</summary>
    public byte[]? ContentHash(long sequence, string id, int version, byte[] meta) =>
        Try(() => Hash(StoredArticleJson.Read(meta, id, version, Body(sequence))));

    public void Dispose()
    {
        _body.Dispose();
        _current.Dispose();
        _codec.Dispose();
    }

    private static byte[] Hash(Article article) => BitConverter.GetBytes(Delivery.ContentHash(article));

    // A version whose text is that of an earlier one names it; archives of the first schema have no such column.
    private static string BodyQuery(SqliteConnection connection) =>
        Sql.Number(connection, "SELECT count(*) FROM pragma_table_info('change') WHERE name = 'text'") > 0
            ? "SELECT dictionary, data FROM body WHERE seq = (SELECT ifnull(text, seq) FROM change WHERE seq = $1)"
            : "SELECT dictionary, data FROM body WHERE seq = $1";

    private string? Body(long sequence)
    {
        using var row = _body.With(sequence).ExecuteReader();
        return row.Read() ? _codec.Text(Sql.NumberOrNull(row, 0), row.GetFieldValue<byte[]>(1)) : null;
    }

    // An older version has a smaller number of version than the current one.
    private static bool IsMisplaced(CurrentVersion current, long sequence, int version) =>
        current.Sequence != sequence && version >= current.Version;

    // Not known where the page that would say it is damaged.
    private (bool IsKnown, CurrentVersion? Current) Current(long sequence, string id)
    {
        if (_arrived.TryGetValue(sequence, out var arrived) && arrived != id)
            return (true, null);
        try
        {
            using var row = _current.With(id).ExecuteReader();
            if (!row.Read())
                return _arrivals.TryGetValue(id, out var arrival) ? (true, arrival) : (_areArrivalsKnown, null);
            return row.GetValue(0) is long number && row.GetValue(1) is byte[] hash && row.GetValue(2) is long version
                ? (true, new CurrentVersion(number, hash, version))
                : (false, null);
        }
        catch (SqliteException e) when (TableWalk.IsDamage(e))
        {
            return (false, null);
        }
    }

    private bool ReadArrivals(SqliteConnection connection)
    {
        var walk = new TableWalk(connection, "arrival", "article, hash, version");
        var areTyped = true;
        walk.Run(
            row =>
            {
                if (!ArchiveInspection.HasTypes(row, typeof(string), typeof(byte[]), typeof(long)))
                {
                    areTyped = false;
                    return;
                }
                var (sequence, id) = (row.GetInt64(0), row.GetString(1));
                _arrivals[id] = new CurrentVersion(sequence, row.GetFieldValue<byte[]>(2), row.GetInt64(3));
                _arrived[sequence] = id;
            },
            CancellationToken.None
        );
        return areTyped && walk.Condition.Gaps.Count == 0;
    }

    private sealed record CurrentVersion(long Sequence, byte[] Hash, long Version);

    private static T? Try<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return null; // Damaged bytes make decoders fail in any way.
        }
    }
}
