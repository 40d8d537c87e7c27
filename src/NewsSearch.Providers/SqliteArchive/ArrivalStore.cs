using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>Writes what <see cref="Arrivals"/> tells of, inside the writer's transaction.</summary>
/// <param name="most">New articles that wait until they are sorted in.</param>
internal sealed class ArrivalStore(Statements sql, Arrivals arrivals, int most)
{
    // Of what waits, and rows that a new item has at the most but for rare ones.
    private const int Parts = 16;
    private const int RowsOfItem = 4;

    // After a failure, such a part of them comes before it is tried again.
    private const int PartsPutOff = 8;

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
    private int? _putOff;

    /// <summary>Whether so many wait, or some are sorted in, that <see cref="SettleSome"/> has to be called.</summary>
    public bool IsDue => IsSettling || arrivals.Count >= (_putOff ?? most);

    /// <summary>Whether some are sorted in and others are not yet.</summary>
    public bool IsSettling => _settling is not null;

    /// <summary>Reads what waits, when the archive is opened.</summary>
    public void Load()
    {
        using var rows = _all.ExecuteReader();
        var last = 0L;
        while (rows.Read())
        {
            // Numbers that go round in a circle are damage, and so are other values than were written.
            if (
                rows.GetInt64(0) is var sequence && sequence <= last
                || rows.GetValue(1) is not string id
                || rows.GetValue(2) is not byte[] keys
            )
                throw new SqliteException("The table arrival is not what was saved.", SQLitePCL.raw.SQLITE_CORRUPT);
            arrivals.Add(id, sequence, MemoryMarshal.Cast<byte, long>(keys));
            last = sequence;
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

    /// <summary>The only change of an article that waits.</summary>
    public long? Waiting(string id) => arrivals.Waiting(id);

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
        Sort(int.MaxValue);
    }

    /// <summary>
    /// Sorts some rows of what waited when this began into the tables: first the keys, then the articles, both in the
    /// order of their pages. Until all are in, and after a crash, they still wait: it does no harm to do it again.
    /// </summary>
    /// <param name="saved">Items saved since the last call; more rows than they have are sorted in.</param>
    public void SettleSome(int saved)
    {
        Sort(Math.Max(most / Parts + 1, RowsOfItem * saved));
        _putOff = null;
    }

    /// <summary>Sorting them in failed: they go on waiting, and so many more come before it is tried again.</summary>
    public void PutOff() => _putOff = arrivals.Count + most / PartsPutOff;

    private void Sort(int rows)
    {
        _settling ??= new Settling(arrivals.LastSequence, [.. arrivals.Keys], ById());
        for (; rows > 0 && _settling.Next < _settling.Rows; rows--)
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
