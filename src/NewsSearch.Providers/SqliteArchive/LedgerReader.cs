using Microsoft.Data.Sqlite;
using NewsSearch.Archive;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>Reads the ledger and what its lines speak of.</summary>
internal sealed class LedgerReader(ArchiveConnections connections, BodyCodec codec)
{
    private const int LargestHeld = 2 * 1024 * 1024;

    private volatile HeldPayload? _last;

    public IReadOnlyDictionary<IngestOutcome, long> Totals()
    {
        var stored = connections.Read(
            "SELECT outcome, items FROM ledger_total",
            [],
            r => (Outcome: r.GetInt64(0), Items: r.GetInt64(1))
        );
        return Enum.GetValues<IngestOutcome>()
            .ToDictionary(o => o, o => stored.FirstOrDefault(s => s.Outcome == (long)o).Items);
    }

    public IReadOnlyList<LedgerLine> Lines(IngestOutcome? outcome, long? before, int limit, string? source) =>
        connections.Read(
            source is null ? ArchiveQueries.Ledger : ArchiveQueries.LedgerOfSource,
            source is null
                ? [Number(outcome), before ?? long.MaxValue, limit]
                : [Number(outcome), before ?? long.MaxValue, limit, source],
            Line
        );

    private static long? Number(IngestOutcome? outcome) => outcome is { } given ? (long)given : null;

    public LedgerLine? Find(long id) => connections.Read(ArchiveQueries.LedgerLine, [id], Line).FirstOrDefault();

    public byte[]? Raw(long id)
    {
        var place = connections
            .Read(
                ArchiveQueries.Place,
                [id],
                r => (Payload: r.GetInt64(0), Start: r.GetInt32(1), Length: r.GetInt32(2))
            )
            .Select(p => ((long Payload, int Start, int Length)?)p)
            .FirstOrDefault();
        return place is { } p ? Payload(p.Payload).AsSpan(p.Start, p.Length).ToArray() : null;
    }

    // Hundreds of items share one payload, and whoever reads them again reads them one after the other.
    private byte[] Payload(long id)
    {
        if (_last is { } last && last.Id == id)
            return last.Bytes;
        var bytes = connections
            .Read(ArchiveQueries.Payload, [id], row => codec.Decompress(null, row.GetFieldValue<byte[]>(0)))
            .Single();
        if (bytes.Length <= LargestHeld)
            _last = new HeldPayload(id, bytes);
        return bytes;
    }

    public ReadingContext? Reading(long id) =>
        connections
            .Read(
                ArchiveQueries.Reading,
                [id],
                row => new ReadingContext(
                    row.GetString(0),
                    Sql.TextOrNull(row, 1),
                    Sql.TextOrNull(row, 2),
                    Sql.TextOrNull(row, 3),
                    Sql.Time(Sql.NumberOrNull(row, 4)),
                    row.IsDBNull(5) ? default : row.GetFieldValue<byte[]>(5),
                    row.IsDBNull(6) ? default : row.GetFieldValue<byte[]>(6)
                )
            )
            .FirstOrDefault();

    private static LedgerLine Line(SqliteDataReader row) =>
        new(
            row.GetInt64(0),
            Sql.Time(row.GetInt64(1)),
            (IngestOutcome)row.GetInt64(2),
            Sql.TextOrNull(row, 3),
            Sql.TextOrNull(row, 4),
            Convert.ToHexStringLower(row.GetFieldValue<byte[]>(5)),
            row.GetString(6),
            Sql.NumberOrNull(row, 7),
            row.GetString(8),
            row.GetInt64(9),
            Sql.TextOrNull(row, 10),
            Sql.NumberOrNull(row, 11),
            Sql.NumberOrNull(row, 12),
            row.GetBoolean(13)
        );

    private sealed record HeldPayload(long Id, byte[] Bytes);
}
