using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>Writes what <see cref="Arrivals"/> tells of, inside the writer's transaction.</summary>
internal sealed class ArrivalStore(Statements sql, Arrivals arrivals)
{
    private readonly RowStatement _add = sql.PrepareRow(
        "INSERT INTO arrival(seq, article, version, hash, seen, keys) VALUES(?1,?2,?3,?4,?5,?6)"
    );
    private readonly RowStatement _settle = sql.PrepareRow(
        "INSERT OR IGNORE INTO article(id, seq, version, hash, seen) "
            + "SELECT article, seq, version, hash, seen FROM arrival WHERE seq = ?1"
    );
    private readonly RowStatement _keys = sql.PrepareRow("SELECT keys FROM arrival WHERE seq = ?1");
    private readonly RowStatement _article = sql.PrepareRow("SELECT article FROM arrival WHERE seq = ?1");
    private readonly RowStatement _nameOf = sql.PrepareRow(
        "INSERT OR IGNORE INTO identity(key, article) SELECT ?1, article FROM arrival WHERE seq = ?2"
    );
    private readonly SqliteCommand _all = sql.Prepare("SELECT seq, article, keys FROM arrival ORDER BY seq", 0);
    private readonly RowStatement _remove = sql.PrepareRow("DELETE FROM arrival WHERE seq = ?1");
    private readonly RowStatement _removeUpTo = sql.PrepareRow("DELETE FROM arrival WHERE seq <= ?1");
    private readonly SqliteCommand _byId = sql.Prepare("SELECT seq FROM arrival ORDER BY article", 0);
    private readonly RowStatement _name = sql.PrepareRow("INSERT OR IGNORE INTO identity(key, article) VALUES(?1,?2)");

    private Settling? _settling;

    /// <summary>Whether some are sorted in and others are not yet.</summary>
    public bool IsSettling => _settling is not null;

    /// <summary>Reads what waits, when the archive is opened.</summary>
    public void Load()
    {
        using var rows = _all.ExecuteReader();
        for (long last = 0; rows.Read(); last = rows.GetInt64(0))
        {
            var sequence = rows.GetInt64(0);
            // Numbers that go round in a circle are damage.
            if (sequence <= last)
                throw new SqliteException("The table arrival is not in order.", SQLitePCL.raw.SQLITE_CORRUPT);
            arrivals.Add(rows.GetString(1), sequence, MemoryMarshal.Cast<byte, long>(rows.GetFieldValue<byte[]>(2)));
        }
        arrivals.Commit();
    }

    /// <summary>A new article: its only change, checksum and delivery, and the keys that are its own.</summary>
    public void Add(string id, long sequence, int version, ulong content, byte[] seen, ReadOnlySpan<long> keys)
    {
        _add.With(sequence)
            .With(id)
            .With(version)
            .With(BitConverter.GetBytes(content))
            .With(seen)
            .With(MemoryMarshal.AsBytes(keys))
            .Run();
        arrivals.Add(id, sequence, keys);
    }

    /// <summary>The id of the article that waits and was the first to have a key.</summary>
    public string? Named(long key)
    {
        if (arrivals.Named(key) is not { } sequence)
            return null;
        using var row = _article.With(sequence).First();
        return row.Exists ? row.Text(0) : null;
    }

    /// <summary>Another key of an article that does not wait.</summary>
    public void Name(long key, string id) => _name.With(key).With(id).Run();

    /// <summary>Gives an article its row in <c>article</c> if it waits, so that it can be changed.</summary>
    public void Settle(string id)
    {
        if (arrivals.Waiting(id) is not { } sequence)
            return;
        _settle.With(sequence).Run();
        // Another one that waits may have had a key before it.
        foreach (var key in KeysOf(sequence).Where(k => arrivals.Named(k) == sequence))
            Name(key, id);
        _remove.With(sequence).Run();
        arrivals.Settle(id);
    }

    /// <summary>Sorts all that wait into the tables.</summary>
    public void SettleAll()
    {
        Stop();
        do SettleSome(int.MaxValue);
        while (IsSettling);
    }

    /// <summary>
    /// Sorts some rows of what waited when this began into the tables: first the keys, then the articles, both in the
    /// order of their pages. Until all are in, and after a crash, they still wait: it does no harm to do it again.
    /// </summary>
    public void SettleSome(int most)
    {
        _settling ??= new Settling(arrivals.LastSequence, [.. arrivals.Keys], ById());
        for (; most > 0 && _settling.Next < _settling.Rows; most--)
        {
            var n = _settling.Next++;
            if (n < _settling.Keys.Count)
                _nameOf.With(_settling.Keys[n].Key).With(_settling.Keys[n].Value).Run();
            else
                _settle.With(_settling.Articles[n - _settling.Keys.Count]).Run();
        }
        if (_settling.Next < _settling.Rows)
            return;
        _removeUpTo.With(_settling.UpTo).Run();
        arrivals.Settle(_settling.UpTo);
        _settling = null;
    }

    /// <summary>Begins anew with the next call: a transaction did not commit.</summary>
    public void Stop() => _settling = null;

    private List<long> ById()
    {
        using var rows = _byId.ExecuteReader();
        var sequences = new List<long>(arrivals.Count);
        while (rows.Read())
            sequences.Add(rows.GetInt64(0));
        return sequences;
    }

    private long[] KeysOf(long sequence)
    {
        using var row = _keys.With(sequence).First();
        return MemoryMarshal.Cast<byte, long>(row.Bytes(0)).ToArray();
    }

    /// <param name="UpTo">The last change of what is sorted in.</param>
    /// <param name="Keys">In ascending order, each with the change of its article.</param>
    /// <param name="Articles">Their changes, in the order of the ids.</param>
    private sealed record Settling(long UpTo, List<KeyValuePair<long, long>> Keys, List<long> Articles)
    {
        public int Next { get; set; }

        public int Rows => Keys.Count + Articles.Count;
    }
}
