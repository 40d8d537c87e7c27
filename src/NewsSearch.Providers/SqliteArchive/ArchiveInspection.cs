using Microsoft.Data.Sqlite;
using NewsSearch.Archive;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>Reads an archive whole, damaged or not: what is in order, and what is lost.</summary>
public static class ArchiveInspection
{
    private const int MostFindings = 100;

    /// <summary>Bytes that the row of a version takes at the least.</summary>
    private const int SmallestRow = 64;

    /// <summary>Tables whose rows are checked one by one; of the others it is known which can be read.</summary>
    private static readonly string[] Checked = ["change", "payload", "dictionary"];

    /// <summary>Inspects the file; writes nothing.</summary>
    public static ArchiveCondition Run(string path, CancellationToken cancellation)
    {
        if (!File.Exists(path))
            return new ArchiveCondition { Findings = [$"There is no archive at {path}."] };
        var findings = new List<string>();
        if (ArchiveFileHeader.Problem(path) is { } cut)
            findings.Add($"{path}: {cut}.");
        try
        {
            using var connection = Open(path);
            findings.AddRange(Structure(connection));
            return Read(connection, findings, cancellation);
        }
        catch (SqliteException e) when (TableWalk.IsDamage(e) || IsOfSchema(e))
        {
            findings.Add(
                $"{path}: the list of tables cannot be read ({e.Message}), so nothing can: only a snapshot helps."
            );
            return new ArchiveCondition { Findings = findings };
        }
    }

    // A column that is missing: the text that says what tables hold is damaged.
    private static bool IsOfSchema(SqliteException e) => e.SqliteErrorCode == SQLitePCL.raw.SQLITE_ERROR;

    internal static SqliteConnection Open(string path)
    {
        var settings = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        };
        var connection = new SqliteConnection(settings.ToString());
        connection.Open();
        return connection;
    }

    /// <summary>The tables of an archive that have row numbers, and those that have not.</summary>
    internal static List<(string Name, bool HasRowId)> Tables(SqliteConnection connection)
    {
        using var command = Sql.Prepare(
            connection,
            "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
            0
        );
        using var rows = command.ExecuteReader();
        var found = new List<(string, bool)>();
        while (rows.Read())
            found.Add(
                (rows.GetString(0), !rows.GetString(1).Contains("WITHOUT ROWID", StringComparison.OrdinalIgnoreCase))
            );
        return found;
    }

    private static List<string> Structure(SqliteConnection connection)
    {
        var findings = new List<string>();
        try
        {
            using var command = Sql.Prepare(connection, $"PRAGMA integrity_check({MostFindings})", 0);
            using var rows = command.ExecuteReader();
            while (rows.Read())
                if (rows.GetString(0) is var line && line != "ok")
                    findings.Add($"SQLite: {line}");
        }
        catch (SqliteException e) when (TableWalk.IsDamage(e))
        {
            findings.Add($"SQLite stopped checking the file: {e.Message}");
        }
        return findings;
    }

    private static ArchiveCondition Read(
        SqliteConnection connection,
        List<string> findings,
        CancellationToken cancellation
    )
    {
        var tables = new List<TableCondition>();
        var lost = new List<LostVersion>();
        long versions = 0;
        long payloads = 0;
        using var reading = new VersionReading(connection);

        // With all columns behind those that are looked at: a row counts as read when all of it can be.
        var changes = new TableWalk(connection, "change", "article, version, meta, *");
        var seen = new SequenceSet();
        changes.Run(
            row =>
            {
                seen.Add(row.GetInt64(0));
                if (!HasTypes(row, typeof(string), typeof(long), typeof(byte[])) || !VersionReading.IsRowSound(row))
                    lost.Add(
                        new LostVersion(
                            row.GetInt64(0),
                            Article: null,
                            IsCurrent: false,
                            "its row is not what was saved."
                        )
                    );
                else if (
                    reading.Check(row.GetInt64(0), row.GetString(1), row.GetInt32(2), row.GetFieldValue<byte[]>(3)) is
                    { } damage
                )
                    lost.Add(damage);
                else
                    versions++;
            },
            cancellation
        );
        tables.Add(changes.Condition);
        lost.AddRange(Missing(connection, seen, changes.Condition.Gaps));

        var raw = new TableWalk(connection, "payload", "hash, data, *");
        raw.Run(
            row =>
            {
                if (
                    HasTypes(row, typeof(byte[]), typeof(byte[]))
                    && reading.IsPayloadIntact(row.GetFieldValue<byte[]>(1), row.GetFieldValue<byte[]>(2))
                )
                    payloads++;
                else
                    findings.Add($"The raw payload {row.GetInt64(0)} is not what arrived (its checksum differs).");
            },
            cancellation
        );
        tables.Add(raw.Condition);
        foreach (var (name, hasRowId) in Tables(connection).Where(t => !Checked.Contains(t.Name)))
            tables.Add(hasRowId ? Walk(connection, name, cancellation) : Scan(connection, name));
        return new ArchiveCondition
        {
            Findings = findings,
            Tables = tables,
            Lost = [.. lost.OrderBy(l => l.Sequence)],
            Versions = versions,
            Payloads = payloads,
        };
    }

    /// <summary>Whether the columns behind the key hold what they should: a damaged row may hold anything.</summary>
    internal static bool HasTypes(SqliteDataReader row, params ReadOnlySpan<Type> types)
    {
        for (var n = 0; n < types.Length; n++)
            if (row.GetValue(n + 1).GetType() != types[n])
                return false;
        return true;
    }

    private static TableCondition Walk(SqliteConnection connection, string name, CancellationToken cancellation)
    {
        var walk = new TableWalk(connection, name, "*");
        walk.Run(_ => { }, cancellation);
        return walk.Condition;
    }

    // Without row numbers there is no stepping over: from both ends to the damage.
    private static TableCondition Scan(SqliteConnection connection, string name)
    {
        var (forward, isWhole) = TableScan.Count(connection, name, descending: false);
        return isWhole
            ? new TableCondition(name, forward, [])
            : new TableCondition(
                name,
                forward + TableScan.Count(connection, name, descending: true).Rows,
                [new KeyRange(forward + 1, forward + 1)]
            );
    }

    // Current versions that were not seen, and numbers in gaps that no current version has.
    private static List<LostVersion> Missing(
        SqliteConnection connection,
        SequenceSet seen,
        IReadOnlyList<KeyRange> gaps
    )
    {
        var articles = new Dictionary<long, string>();
        TableScan.Run(
            connection,
            "article",
            "seq, id",
            row =>
            {
                if (row.GetValue(0) is long sequence && row.GetValue(1) is string id && !seen.Contains(sequence))
                    articles[sequence] = id;
            }
        );
        if (Tables(connection).Exists(t => t.Name == "arrival"))
            new TableWalk(connection, "arrival", "article").Run(
                row =>
                {
                    if (row.GetValue(1) is string id && !seen.Contains(row.GetInt64(0)))
                        articles[row.GetInt64(0)] = id;
                },
                CancellationToken.None
            );
        // Numbers are given in turn, so there are no more than rows fit into the file: a larger one is damage itself.
        var most = new FileInfo(connection.DataSource).Length / SmallestRow;
        var end = articles
            .Keys.Concat(gaps.Where(g => g.Last != long.MaxValue).Select(g => g.Last))
            .Where(n => n <= most)
            .DefaultIfEmpty(0)
            .Max();
        return
        [
            .. articles.Select(a => new LostVersion(a.Key, a.Value, IsCurrent: true, "it is gone.")),
            .. from gap in gaps
            from sequence in Numbers(gap.First, Math.Min(gap.Last, end))
            where !articles.ContainsKey(sequence) && !seen.Contains(sequence)
            select new LostVersion(sequence, Article: null, IsCurrent: false, "its page cannot be read."),
        ];
    }

    private static IEnumerable<long> Numbers(long first, long last)
    {
        for (var n = first; n <= last; n++)
            yield return n;
    }
}
