using Microsoft.Data.Sqlite;
using NewsSearch.Archive;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>Reads an archive whole, damaged or not: what is in order, and what is lost.</summary>
public static class ArchiveInspection
{
    private const int MostFindings = 100;

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
        catch (SqliteException e) when (TableWalk.IsDamage(e))
        {
            findings.Add($"{path}: the list of tables cannot be read ({e.Message}), so nothing can: only a snapshot helps.");
            return new ArchiveCondition { Findings = findings };
        }
    }

    internal static SqliteConnection Open(string path)
    {
        var settings = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false };
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
            found.Add((rows.GetString(0), !rows.GetString(1).Contains("WITHOUT ROWID", StringComparison.OrdinalIgnoreCase)));
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

    private static ArchiveCondition Read(SqliteConnection connection, List<string> findings, CancellationToken cancellation)
    {
        var tables = new List<TableCondition>();
        var lost = new List<LostVersion>();
        long versions = 0;
        long payloads = 0;
        using var reading = new VersionReading(connection);

        var changes = new TableWalk(connection, "change", "article, version, meta");
        changes.Run(
            row =>
            {
                if (reading.Check(row.GetInt64(0), row.GetString(1), row.GetInt32(2), row.GetFieldValue<byte[]>(3)) is { } damage)
                    lost.Add(damage);
                else
                    versions++;
            },
            cancellation
        );
        tables.Add(changes.Condition);
        lost.AddRange(Missing(connection, changes.Condition.Gaps));

        var raw = new TableWalk(connection, "payload", "hash, data");
        raw.Run(
            row =>
            {
                if (reading.IsPayloadIntact(row.GetFieldValue<byte[]>(1), row.GetFieldValue<byte[]>(2)))
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

    // Sequences in a gap, with the article where the table of current versions still knows it.
    private static List<LostVersion> Missing(SqliteConnection connection, IReadOnlyList<KeyRange> gaps)
    {
        if (gaps.Count == 0)
            return [];
        var articles = new Dictionary<long, string>();
        TableScan.Run(connection, "article", "seq, id", row => articles[row.GetInt64(0)] = row.GetString(1));
        var end = Math.Max(articles.Keys.DefaultIfEmpty(0).Max(), gaps.Where(g => g.Last != long.MaxValue).Select(g => g.Last).DefaultIfEmpty(0).Max());
        return
        [
            .. from gap in gaps
            from sequence in Numbers(gap.First, Math.Min(gap.Last, end))
            select new LostVersion(sequence, articles.GetValueOrDefault(sequence), articles.ContainsKey(sequence), "its page cannot be read."),
        ];
    }

    private static IEnumerable<long> Numbers(long first, long last)
    {
        for (var n = first; n <= last; n++)
            yield return n;
    }
}
