using System.Text.Json;
using Microsoft.Data.Sqlite;
using NewsSearch.Archive;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>The table of rebuilds.</summary>
internal sealed class RebuildTable(ArchiveConnections connections, ArchiveWriter writer) : IRebuildHistory
{
    private const int ConstraintViolated = 19;

    private const string Columns =
        "id, state, started_by, reason, previous, generation, schema, created, ended, done, total, checkpoint, bytes, "
        + "worked, is_forced, errors, findings, sources";

    public RebuildRun? Active => Read($"SELECT {Columns} FROM rebuild WHERE is_active = $1", 1L).FirstOrDefault();

    public RebuildRun? TryAdd(RebuildRun run)
    {
        try
        {
            var id = writer.Run(
                "INSERT INTO rebuild(state, is_active, started_by, reason, previous, generation, schema, created, ended, done, "
                    + "total, checkpoint, bytes, worked, is_forced, errors, findings, sources) "
                    + "VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16,$17,$18)",
                Values(run)
            );
            return run with { Id = id };
        }
        catch (SqliteException e) when (e.SqliteErrorCode == ConstraintViolated)
        {
            return null;
        }
    }

    public bool TryUpdate(RebuildRun run)
    {
        try
        {
            writer.Run(
                "UPDATE rebuild SET state = $1, is_active = $2, started_by = $3, reason = $4, previous = $5, generation = $6, "
                    + "schema = $7, created = $8, ended = $9, done = $10, total = $11, checkpoint = $12, bytes = $13, "
                    + "worked = $14, is_forced = $15, errors = $16, findings = $17, sources = $18 WHERE id = $19",
                [.. Values(run), run.Id]
            );
            return true;
        }
        catch (SqliteException e) when (e.SqliteErrorCode == ConstraintViolated)
        {
            return false;
        }
    }

    public RebuildRun? Find(long id) => Read($"SELECT {Columns} FROM rebuild WHERE id = $1", id).FirstOrDefault();

    public IReadOnlyList<RebuildRun> List(int limit) =>
        Read($"SELECT {Columns} FROM rebuild ORDER BY id DESC LIMIT $1", limit);

    private static object?[] Values(RebuildRun run) =>
        [
            (long)run.State,
            run.IsActive ? 1L : 0L,
            run.StartedBy,
            run.Reason,
            run.Previous,
            run.Generation,
            run.Schema,
            run.Created.ToUnixTimeMilliseconds(),
            run.Ended?.ToUnixTimeMilliseconds(),
            run.Done,
            run.Total,
            run.Checkpoint,
            run.Bytes,
            (long)run.Worked.TotalMilliseconds,
            run.IsForced ? 1L : 0L,
            JsonSerializer.Serialize(
                new Dictionary<string, long>(run.Errors),
                StoredArticleJson.Default.DictionaryStringInt64
            ),
            JsonSerializer.Serialize([.. run.Findings], StoredArticleJson.Default.ListString),
            run.Sources is { } sources
                ? JsonSerializer.Serialize([.. sources], StoredArticleJson.Default.ListString)
                : null,
        ];

    private List<RebuildRun> Read(string text, long value)
    {
        using var lease = connections.Rent();
        using var rows = lease.Command(text).With(value).ExecuteReader();
        var found = new List<RebuildRun>();
        while (rows.Read())
            found.Add(Run(rows));
        return found;
    }

    private static RebuildRun Run(SqliteDataReader row) =>
        new(
            row.GetInt64(0),
            (RebuildState)row.GetInt64(1),
            row.GetString(2),
            Sql.TextOrNull(row, 3),
            row.GetString(4),
            Sql.TextOrNull(row, 5),
            row.GetInt32(6),
            Sql.Time(row.GetInt64(7)),
            Sql.Time(Sql.NumberOrNull(row, 8)),
            row.GetInt64(9),
            row.GetInt64(10),
            row.GetInt64(11),
            row.GetInt64(12),
            TimeSpan.FromMilliseconds(row.GetInt64(13)),
            row.GetBoolean(14),
            JsonSerializer.Deserialize(row.GetString(15), StoredArticleJson.Default.DictionaryStringInt64)!,
            JsonSerializer.Deserialize(row.GetString(16), StoredArticleJson.Default.ListString)!
        )
        {
            Sources = Sql.TextOrNull(row, 17) is { } sources
                ? JsonSerializer.Deserialize(sources, StoredArticleJson.Default.ListString)
                : null,
        };
}
