using NewsSearch.Archive;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>Writes payloads, readings and ledger lines, inside the writer's transaction.</summary>
internal sealed class LedgerStore(Statements sql, Tallies tallies)
{
    private readonly RowStatement _lastRow = sql.PrepareRow("SELECT last_insert_rowid()");
    private readonly RowStatement _findPayload = sql.PrepareRow("SELECT id FROM payload WHERE hash = ?1");
    private readonly RowStatement _payload = sql.PrepareRow(
        "INSERT INTO payload(hash, media_type, length, data) VALUES(?1,?2,?3,?4)"
    );
    private readonly RowStatement _findReading = sql.PrepareRow("SELECT id FROM reading WHERE hash = ?1");
    private readonly RowStatement _reading = sql.PrepareRow(
        "INSERT INTO reading(hash, format, source, via, url, retrieved, head, tail) VALUES(?1,?2,?3,?4,?5,?6,?7,?8)"
    );
    private readonly RowStatement _line = sql.PrepareRow(
        "INSERT INTO ledger(id, received, outcome, article, reason, parser, payload, start, length, line, reading, source, "
            + "retry_of) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13)"
    );
    private readonly RowStatement _place = sql.PrepareRow(
        "SELECT payload, start, length, reading, outcome, line FROM ledger WHERE id = ?1"
    );
    private readonly RowStatement _retried = sql.PrepareRow(
        "UPDATE ledger SET retried_by = ?2 WHERE id = ?1 OR retried_by = ?1"
    );

    /// <summary>Number of the last line.</summary>
    public long LastLine { get; set; }

    /// <summary>The payload of a batch; the bytes of a known one are not stored again.</summary>
    public long Payload(PreparedBatch prepared)
    {
        if (Number(_findPayload.With(prepared.PayloadHash)) is { } known)
            return known;
        _payload
            .With(prepared.PayloadHash)
            .With(prepared.Batch.MediaType)
            .With(prepared.Batch.Payload.Length)
            .With(prepared.Payload)
            .Run();
        return Number(_lastRow)!.Value;
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
        using var row = _place.With(line).First();
        return row.Exists
            ? new LinePlace(
                row.Number(0),
                row.Number(1),
                row.Number(2),
                row.NumberOrNull(3),
                (IngestOutcome)row.Number(4),
                row.NumberOrNull(5)
            )
            : null;
    }

    /// <summary>Writes the next line.</summary>
    public void Add(PreparedBatch prepared, IngestItem item, LinePlace place, SavedItem saved, string? source)
    {
        _line
            .With(LastLine)
            .With(prepared.Batch.Received.ToUnixTimeMilliseconds())
            .With((long)saved.Outcome)
            .With(saved.Id)
            .With(saved.Reason)
            .With(prepared.Batch.Parser)
            .With(place.Payload)
            .With(place.Start)
            .With(place.Length)
            .With(place.Line)
            .With(place.Reading)
            .With(source)
            .With(prepared.Batch.RetryOf)
            .Run();
        tallies.Count(saved.Outcome, 1);
    }

    /// <summary>The last line takes the place of <paramref name="line"/> in the totals.</summary>
    public void Retried(long line, IngestOutcome outcome)
    {
        _retried.With(line).With(LastLine).Run();
        tallies.Count(outcome, -1);
    }

    private long Reading(ReadingContext reading, byte[] hash)
    {
        if (Number(_findReading.With(hash)) is { } known)
            return known;
        _reading
            .With(hash)
            .With(reading.Format)
            .With(reading.Source)
            .With(reading.Via)
            .With(reading.Url)
            .With(reading.Retrieved?.ToUnixTimeMilliseconds());
        foreach (var part in (ReadOnlySpan<ReadOnlyMemory<byte>>)[reading.Head, reading.Tail])
            _ = part.IsEmpty ? _reading.WithNull() : _reading.With(part.Span);
        _reading.Run();
        return Number(_lastRow)!.Value;
    }

    private static long? Number(RowStatement statement)
    {
        using var row = statement.First();
        return row.Exists ? row.Number(0) : null;
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
