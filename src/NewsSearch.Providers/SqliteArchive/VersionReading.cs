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

    private readonly BodyCodec _codec = new();
    private readonly SqliteCommand _body;
    private readonly SqliteCommand _current;

    public VersionReading(SqliteConnection connection)
    {
        _body = Sql.Prepare(connection, BodyQuery(connection), 1);
        _current = Sql.Prepare(connection, "SELECT seq, hash, version FROM article WHERE id = $1", 1);
        new TableWalk(connection, "dictionary", "data").Run(
            row => _codec.Add(row.GetInt64(0), row.GetFieldValue<byte[]>(1)),
            CancellationToken.None
        );
    }

    /// <summary>
    /// What is wrong with a stored version; null when it is as it was saved. Only the current version of an article has a
    /// checksum; of an older one it is known whether it can be read.
    /// </summary>
    public LostVersion? Check(long sequence, string id, int version, byte[] meta)
    {
        var (isKnown, current) = Current(id);
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
        Current(id) is (true, var current) && (current is null || IsMisplaced(current, sequence, version));

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
    private (bool IsKnown, CurrentVersion? Current) Current(string id)
    {
        try
        {
            using var row = _current.With(id).ExecuteReader();
            if (!row.Read())
                return (true, null);
            return row.GetValue(0) is long sequence && row.GetValue(1) is byte[] hash && row.GetValue(2) is long version
                ? (true, new CurrentVersion(sequence, hash, version))
                : (false, null);
        }
        catch (SqliteException e) when (TableWalk.IsDamage(e))
        {
            return (false, null);
        }
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
