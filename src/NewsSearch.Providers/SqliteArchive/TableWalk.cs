using Microsoft.Data.Sqlite;
using NewsSearch.Archive;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>
/// Reads every row of a table that can be read and steps over damaged pages: behind an error it looks for the next key
/// from which reading goes on, in growing steps and then by halves. A key that comes again is passed over: pages that
/// lead back to earlier ones would be walked nearly for ever.
/// </summary>
internal sealed class TableWalk(SqliteConnection connection, string table, string columns)
{
    // Of one page that is read twice.
    private const int MostRepeated = 1_000;

    // Keys of identities are hashes, spread over all numbers; all other keys are given in turn from 1.
    private readonly bool _isHashed = table == "identity";

    private long FirstKey => _isHashed ? long.MinValue : 0;

    private long LargestStep => _isHashed ? 1L << 62 : 1L << 40;

    private long LargestKey => _isHashed ? long.MaxValue : 1L << 48;

    private readonly SqliteCommand _all = Sql.Prepare(
        connection,
        $"SELECT rowid, {columns} FROM \"{table}\" WHERE rowid > $1 ORDER BY rowid",
        1
    );

    private readonly SqliteCommand _first = Sql.Prepare(
        connection,
        $"SELECT rowid, {columns} FROM \"{table}\" WHERE rowid > $1 ORDER BY rowid LIMIT 1",
        1
    );

    private readonly List<KeyRange> _gaps = [];
    private readonly SequenceSet _seen = new();

    public long Rows { get; private set; }

    public TableCondition Condition => new(table, Rows, _gaps);

    /// <summary>Calls back for each row; column 0 is its key, the columns asked for follow.</summary>
    public void Run(Action<SqliteDataReader> row, CancellationToken cancellation)
    {
        for (long? after = FirstKey; after is { } start; )
        {
            var last = start;
            if (ReadToEnd(start, row, key => last = Math.Max(last, key), cancellation))
                return;
            after = NextReadable(last);
            if (after <= start)
                after = null; // Keys that go round in a circle are damage as well.
            _gaps.Add(new KeyRange(last + 1, after ?? long.MaxValue));
        }
    }

    /// <summary>Whether this is how SQLite says that a page is damaged.</summary>
    public static bool IsDamage(SqliteException e) =>
        e.SqliteErrorCode is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB or SQLitePCL.raw.SQLITE_IOERR;

    private bool ReadToEnd(
        long start,
        Action<SqliteDataReader> row,
        Action<long> passed,
        CancellationToken cancellation
    )
    {
        try
        {
            using var rows = _all.With(start).ExecuteReader();
            var repeated = 0;
            for (var last = start; rows.Read(); )
            {
                cancellation.ThrowIfCancellationRequested();
                var key = rows.GetInt64(0);
                if (_isHashed ? key <= last : !_seen.Add(key))
                {
                    if (++repeated > MostRepeated)
                        return false;
                    continue;
                }
                row(rows);
                Rows++;
                last = key;
                // A damaged key must not make the walk jump over the rest.
                if (key < LargestKey)
                    passed(key);
            }
            return true;
        }
        catch (SqliteException e) when (IsDamage(e))
        {
            return false;
        }
    }

    // The smallest key behind which the next row can be read; null when nothing can up to the end.
    private long? NextReadable(long last)
    {
        long step = 1;
        while (!CanReadBehind(last + step))
        {
            if (step >= LargestStep || last > long.MaxValue - 2 * step)
                return null;
            step *= 2;
        }
        var (fails, works) = (last + step / 2, last + step);
        while (works - fails > 1)
        {
            var middle = fails + (works - fails) / 2;
            if (CanReadBehind(middle))
                works = middle;
            else
                fails = middle;
        }
        return works;
    }

    private bool CanReadBehind(long key)
    {
        try
        {
            using var rows = _first.With(key).ExecuteReader();
            rows.Read();
            return true;
        }
        catch (SqliteException e) when (IsDamage(e))
        {
            return false;
        }
    }
}
