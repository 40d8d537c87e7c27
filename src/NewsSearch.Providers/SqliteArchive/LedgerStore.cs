using Microsoft.Data.Sqlite;
using NewsSearch.Archive;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>Writes payloads, readings and ledger lines, inside the writer's transaction.</summary>
internal sealed class LedgerStore(Statements sql, Tallies tallies)
{
    private readonly SqliteCommand _lastRow = sql.Prepare("SELECT last_insert_rowid()", 0);
    private readonly SqliteCommand _findPayload = sql.Prepare("SELECT id FROM payload WHERE hash = $1", 1);
    private readonly SqliteCommand _payload = sql.Prepare(
        "INSERT INTO payload(hash, media_type, length, data) VALUES($1,$2,$3,$4)",
        4
    );
    private readonly SqliteCommand _findReading = sql.Prepare("SELECT id FROM reading WHERE hash = $1", 1);
    private readonly SqliteCommand _reading = sql.Prepare(
        "INSERT INTO reading(hash, format, source, via, url, retrieved, head, tail) VALUES($1,$2,$3,$4,$5,$6,$7,$8)",
        8
    );
    private readonly SqliteCommand _line = sql.Prepare(
        "INSERT INTO ledger(id, received, outcome, article, reason, parser, payload, start, length, line, reading, source, "
            + "retry_of) VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13)",
        13
    );
    private readonly SqliteCommand _place = sql.Prepare(
        "SELECT payload, start, length, reading, outcome, line FROM ledger WHERE id = $1",
        1
    );
    private readonly SqliteCommand _retried = sql.Prepare(
        "UPDATE ledger SET retried_by = $2 WHERE id = $1 OR retried_by = $1",
        2
    );

    /// <summary>Number of the last line.</summary>
    public long LastLine { get; set; }

    /// <summary>The payload of a batch; the bytes of a known one are not stored again.</summary>
    public long Payload(PreparedBatch prepared)
    {
        if (_findPayload.With(prepared.PayloadHash).ExecuteScalar() is long known)
            return known;
        _payload
            .With(prepared.PayloadHash, prepared.Batch.MediaType, prepared.Batch.Payload.Length, prepared.Payload)
            .ExecuteNonQuery();
        return (long)_lastRow.ExecuteScalar()!;
    }

    /// <summary>The readings of a batch by number.</summary>
    public Dictionary<ReadingContext, long> Readings(PreparedBatch prepared)
    {
        var numbers = new Dictionary<ReadingContext, long>(ReferenceEqualityComparer.Instance);
        foreach (var (reading, hash) in prepared.Readings)
            numbers.Add(reading, Reading(reading, hash));
        return numbers;
    }

    /// <summary>Where the bytes of a line lie, when it is the whole of a retry.</summary>
    public LinePlace? Place(long line)
    {
        using var row = _place.With(line).ExecuteReader();
        return row.Read()
            ? new LinePlace(
                row.GetInt64(0),
                row.GetInt64(1),
                row.GetInt64(2),
                Sql.NumberOrNull(row, 3),
                (IngestOutcome)row.GetInt64(4),
                Sql.NumberOrNull(row, 5)
            )
            : null;
    }

    /// <summary>Writes the next line.</summary>
    public void Add(PreparedBatch prepared, IngestItem item, LinePlace place, SavedItem saved, string? source)
    {
        _line
            .With(
                LastLine,
                prepared.Batch.Received.ToUnixTimeMilliseconds(),
                (long)saved.Outcome,
                saved.Id,
                saved.Reason,
                prepared.Batch.Parser,
                place.Payload,
                place.Start,
                place.Length,
                place.Line,
                place.Reading,
                source,
                prepared.Batch.RetryOf
            )
            .ExecuteNonQuery();
        tallies.Count(saved.Outcome, 1);
    }

    /// <summary>The last line takes the place of <paramref name="line"/> in the totals.</summary>
    public void Retried(long line, IngestOutcome outcome)
    {
        _retried.With(line, LastLine).ExecuteNonQuery();
        tallies.Count(outcome, -1);
    }

    private long Reading(ReadingContext reading, byte[] hash)
    {
        if (_findReading.With(hash).ExecuteScalar() is long known)
            return known;
        _reading
            .With(
                hash,
                reading.Format,
                reading.Source,
                reading.Via,
                reading.Url,
                reading.Retrieved?.ToUnixTimeMilliseconds(),
                reading.Head.IsEmpty ? null : reading.Head.ToArray(),
                reading.Tail.IsEmpty ? null : reading.Tail.ToArray()
            )
            .ExecuteNonQuery();
        return (long)_lastRow.ExecuteScalar()!;
    }
}

/// <summary>Where the bytes of an item lie.</summary>
/// <param name="Outcome">What became of them.</param>
internal sealed record LinePlace(
    long Payload,
    long Start,
    long Length,
    long? Reading,
    IngestOutcome Outcome,
    long? Line
);
