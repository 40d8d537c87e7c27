using Microsoft.Data.Sqlite;
using NewsSearch.Archive;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>
/// Saves what can be read of a damaged archive into a new one: ids, sequence numbers, versions, ledger lines and payloads
/// stay what they were; what is derived (current versions, totals) is derived again.
/// </summary>
public static class ArchiveRecovery
{
    /// <summary>Writes the new archive; the damaged one is only read.</summary>
    /// <returns>What the damaged archive had lost.</returns>
    /// <exception cref="ArchiveUnreadableException">Not even its list of tables can be read.</exception>
    public static ArchiveCondition Run(string damaged, string target, CancellationToken cancellation)
    {
        var condition = ArchiveInspection.Run(damaged, cancellation);
        if (condition.Tables.Count == 0)
            throw new ArchiveUnreadableException(string.Join('\n', condition.Findings));
        using var from = ArchiveInspection.Open(damaged);
        using var to = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = target, Pooling = false }.ToString()
        );
        to.Open();
        Sql.Run(to, "PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF");
        ArchiveSchema.Upgrade(to, target);
        using (var reading = new VersionReading(from))
        {
            var known = ArchiveInspection.Tables(from);
            foreach (var (name, hasRowId) in ArchiveInspection.Tables(to).Where(t => IsCopied(t.Name, known)))
            {
                Sql.Run(to, "BEGIN");
                CopyTable(from, to, name, hasRowId, RowFilter(reading, name), cancellation);
                Sql.Run(to, "COMMIT");
            }
        }
        Derive(from, to);
        to.Close();
        Flush(target);
        return condition with { Lost = [.. Lost(condition, ArchiveInspection.Run(target, cancellation))] };
    }

    // What reading stumbled over is what stays behind.
    private static bool IsCopied(string table, List<(string Name, bool HasRowId)> known) =>
        table != "unreadable" && known.Any(k => k.Name == table);

    // Two rows may have claimed one number: what counts is what arrived.
    private static IEnumerable<LostVersion> Lost(ArchiveCondition before, ArchiveCondition after)
    {
        var known = before.Lost.Select(l => l.Sequence).ToHashSet();
        return before.Lost.Concat(after.Lost.Where(l => !known.Contains(l.Sequence))).OrderBy(l => l.Sequence);
    }

    // A row that later reads would stumble over stays behind: it is among what the report lists.
    private static Func<SqliteDataReader, bool> RowFilter(VersionReading reading, string table) =>
        table switch
        {
            "change" => row =>
                VersionReading.IsRowSound(row)
                && !reading.IsMisplaced(
                    row.GetInt64(0),
                    row.GetString(row.GetOrdinal("article")),
                    row.GetInt32(row.GetOrdinal("version"))
                )
                && VersionReading.IsMetaReadable(Blob(row, "meta")),
            "body" => row =>
                reading.IsBodyReadable(Sql.NumberOrNull(row, row.GetOrdinal("dictionary")), Blob(row, "data")),
            "held" => row =>
                VersionReading.IsMetaReadable(Blob(row, "meta"))
                && (
                    row.IsDBNull(row.GetOrdinal("body"))
                    || reading.IsBodyReadable(Sql.NumberOrNull(row, row.GetOrdinal("dictionary")), Blob(row, "body"))
                ),
            "ledger" => row => row.GetValue(row.GetOrdinal("outcome")) is >= 0L and <= (long)IngestOutcome.Quarantined,
            "payload" => row => reading.IsPayloadIntact(Blob(row, "hash"), Blob(row, "data")),
            _ => _ => true,
        };

    private static byte[] Blob(SqliteDataReader row, string column) =>
        row.GetFieldValue<byte[]>(row.GetOrdinal(column));

    private static void CopyTable(
        SqliteConnection from,
        SqliteConnection to,
        string table,
        bool hasRowId,
        Func<SqliteDataReader, bool> isWanted,
        CancellationToken cancellation
    )
    {
        var columns = Columns(to, table).Intersect(Columns(from, table)).ToList();
        var list = string.Join(", ", columns.Select(c => $"\"{c}\""));
        var isKeyListed = !hasRowId || HasKeyColumn(to, table);
        var names = isKeyListed ? list : "rowid, " + list;
        var count = columns.Count + (isKeyListed ? 0 : 1);
        using var insert = Sql.Prepare(
            to,
            $"INSERT OR IGNORE INTO \"{table}\"({names}) VALUES({string.Join(",", Enumerable.Range(1, count).Select(n => "$" + n))})",
            count
        );
        var first = hasRowId && isKeyListed ? 1 : 0;
        if (hasRowId)
            new TableWalk(from, table, list).Run(Copy, cancellation);
        else
            TableScan.Run(from, table, list, Copy);

        void Copy(SqliteDataReader row)
        {
            if (!IsWanted(isWanted, row))
                return;
            for (var n = 0; n < count; n++)
                insert.Parameters[n].Value = row.GetValue(first + n);
            insert.ExecuteNonQuery();
        }
    }

    // A damaged row may hold values of any type.
    private static bool IsWanted(Func<SqliteDataReader, bool> isWanted, SqliteDataReader row)
    {
        try
        {
            return isWanted(row);
        }
        catch (Exception e)
            when (e
                    is InvalidCastException
                        or InvalidOperationException
                        or FormatException
                        or OverflowException
                        or ArgumentException
            )
        {
            return false;
        }
    }

    private static void Derive(SqliteConnection from, SqliteConnection to)
    {
        Sql.Run(to, "BEGIN");
        SettleArrivals(to);
        // Which version is current: the newest that is left, where the table says nothing or names one that is lost.
        Sql.Run(
            to,
            """
            CREATE TEMP TABLE newest AS SELECT article, max(seq) AS seq FROM change GROUP BY article;
            CREATE UNIQUE INDEX temp.newest_article ON newest(article);
            DELETE FROM article WHERE seq NOT IN (SELECT seq FROM change);
            CREATE TEMP TABLE unknown AS SELECT article, seq FROM newest WHERE article NOT IN (SELECT id FROM article);
            """
        );
        InsertCurrent(to);
        CountSources(to);
        Sql.Run(
            to,
            """
            DELETE FROM body WHERE seq NOT IN (SELECT seq FROM change)
                AND seq NOT IN (SELECT text FROM change WHERE text IS NOT NULL);
            DELETE FROM ledger_total;
            INSERT INTO ledger_total(outcome, items) SELECT outcome, count(*) FROM ledger GROUP BY outcome;
            """
        );
        // A number that was given away is never given again.
        var last = LastNumber(from);
        if (last > Sql.Number(to, "SELECT max(seq) FROM change"))
            Sql.Run(to, $"UPDATE sqlite_sequence SET seq = {last} WHERE name = 'change'");
        Sql.Run(to, "COMMIT");
    }

    // Those that still say of a version what the version says.
    private static void SettleArrivals(SqliteConnection to)
    {
        Sql.Run(
            to,
            "DELETE FROM arrival WHERE NOT EXISTS "
                + "(SELECT 1 FROM change c WHERE c.seq = arrival.seq AND c.article = arrival.article)"
        );
        using var statements = new Statements(to);
        var arriving = new ArrivalStore(statements, new Arrivals(), most: int.MaxValue);
        arriving.Load();
        arriving.SettleAll();
    }

    private static void InsertCurrent(SqliteConnection to)
    {
        using var reading = new VersionReading(to);
        using var unknown = Sql.Prepare(
            to,
            "SELECT c.seq, c.article, c.version, c.meta FROM unknown u JOIN change c ON c.seq = u.seq",
            0
        );
        using var insert = Sql.Prepare(to, "INSERT INTO article(id, seq, version, hash) VALUES($1,$2,$3,$4)", 4);
        using var rows = unknown.ExecuteReader();
        while (rows.Read())
        {
            var (sequence, id, version) = (rows.GetInt64(0), rows.GetString(1), rows.GetInt32(2));
            var hash = reading.ContentHash(sequence, id, version, rows.GetFieldValue<byte[]>(3));
            insert.With(id, sequence, version, hash ?? []).ExecuteNonQuery();
        }
    }

    private static void CountSources(SqliteConnection to)
    {
        var counts = new Dictionary<string, (string Name, long Articles)>();
        using (
            var current = Sql.Prepare(
                to,
                "SELECT c.meta FROM article a JOIN change c ON c.seq = a.seq WHERE c.is_deleted = 0",
                0
            )
        )
        using (var rows = current.ExecuteReader())
            while (rows.Read())
            {
                var source = StoredArticleJson.Read(rows.GetFieldValue<byte[]>(0), "", version: 1, body: null).Source;
                counts[source.Id] = (source.Name, counts.GetValueOrDefault(source.Id).Articles + 1);
            }
        Sql.Run(to, "UPDATE source SET articles = 0");
        using var count = Sql.Prepare(
            to,
            "INSERT INTO source(id, name, articles) VALUES($1,$2,$3) ON CONFLICT(id) DO UPDATE SET articles = excluded.articles",
            3
        );
        foreach (var (id, (name, articles)) in counts)
            count.With(id, name, articles).ExecuteNonQuery();
    }

    private static long LastNumber(SqliteConnection from)
    {
        try
        {
            return Sql.Number(from, "SELECT seq FROM sqlite_sequence WHERE name = 'change'");
        }
        catch (SqliteException)
        {
            return 0; // Also "no such column": the list of tables itself may be damaged.
        }
    }

    private static List<string> Columns(SqliteConnection connection, string table)
    {
        using var command = Sql.Prepare(connection, "SELECT name FROM pragma_table_info($1) ORDER BY cid", 1);
        using var rows = command.With(table).ExecuteReader();
        var found = new List<string>();
        while (rows.Read())
            found.Add(rows.GetString(0));
        return found;
    }

    private static bool HasKeyColumn(SqliteConnection connection, string table)
    {
        using var command = Sql.Prepare(
            connection,
            "SELECT count(*) FROM pragma_table_info($1) WHERE pk > 0 AND upper(type) = 'INTEGER'",
            1
        );
        return (long)command.With(table).ExecuteScalar()! == 1;
    }

    private static void Flush(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Flush(flushToDisk: true);
    }
}
