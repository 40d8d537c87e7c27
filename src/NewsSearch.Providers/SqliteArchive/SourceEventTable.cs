using Microsoft.Data.Sqlite;
using NewsSearch.Archive;
using NewsSearch.Coverage;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>The table of events of sources.</summary>
internal sealed class SourceEventTable(ArchiveConnections connections, ArchiveWriter writer) : ISourceEvents
{
    private const string Columns =
        "SELECT id, source, condition, day, count, low, typical, high, raised FROM source_event";

    public void Add(SourceEvent raised) =>
        writer.Run(
            "INSERT INTO source_event(source, condition, day, count, low, typical, high, raised) "
                + "VALUES($1,$2,$3,$4,$5,$6,$7,$8)",
            raised.Source,
            (long)raised.Condition,
            (long)raised.Day.DayNumber,
            raised.Count,
            raised.Band?.Low,
            raised.Band?.Typical,
            raised.Band?.High,
            raised.Raised.ToUnixTimeMilliseconds()
        );

    public IReadOnlyList<SourceEvent> List(string? source, int limit) =>
        connections.Read(
            $"{Columns} WHERE source = ifnull($1, source) ORDER BY id DESC LIMIT $2",
            [source, limit],
            Row
        );

    public IReadOnlyList<SourceEvent> Open() =>
        connections.Read(
            $"{Columns} WHERE id IN (SELECT max(id) FROM source_event GROUP BY source) AND condition <> $1 ORDER BY id",
            [(long)SourceCondition.Ok],
            Row
        );

    private static SourceEvent Row(SqliteDataReader row) =>
        new(
            row.GetInt64(0),
            row.GetString(1),
            (SourceCondition)row.GetInt64(2),
            DateOnly.FromDayNumber(row.GetInt32(3)),
            row.GetInt64(4),
            row.IsDBNull(5) ? null : new VolumeBand(row.GetInt64(5), row.GetDouble(6), row.GetInt64(7)),
            Sql.Time(row.GetInt64(8))
        );
}
