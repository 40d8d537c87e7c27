using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using NewsSearch.Archive;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>
/// The archive in one SQLite file (WAL, <c>synchronous=FULL</c>).
/// </summary>
/// <remarks>
/// Thread model: callers compress; one writer task puts all batches that wait into one transaction, so that the cost of
/// the sync is shared; readers use pooled connections and never wait for the writer.
/// </remarks>
public sealed class SqliteNewsArchive : IArchive
{
    private const int WaitingBatches = 8;

    // Few enough to be garbage before the collector would have to move them.
    private const int BatchArticles = 50;

    // Several batches wait at a time: with long articles a number of them alone would be hundreds of megabytes.
    private const int BatchCharacters = 2_000_000;

    private readonly ArchiveConnections _connections;
    private readonly BodyCodec _codec = new();
    private readonly ArchiveWriter _writer;
    private readonly Channel<PreparedBatch> _queue = Channel.CreateBounded<PreparedBatch>(WaitingBatches);
    private readonly Task _writing;
    private long _lastSequence;

    private SqliteNewsArchive(string path, TimeProvider clock)
    {
        _connections = new ArchiveConnections(path);
        try
        {
            var connection = _connections.OpenWriter();
            _writer = new ArchiveWriter(connection, _codec, path, clock);
            _lastSequence = _writer.LastSequence;
        }
        catch (SqliteException cause)
        {
            _connections.Dispose();
            throw new ArchiveUnreadableException(
                $"{path} cannot be opened as an archive ({cause.Message}): restore it from a copy, or name another data folder.",
                cause
            );
        }
        Rebuilds = new RebuildTable(_connections, _writer);
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>Opens the archive in this file, and makes it where there is none.</summary>
    /// <exception cref="ArchiveUnreadableException">The file is damaged, of another program or of a newer version.</exception>
    public static SqliteNewsArchive Open(string path, TimeProvider clock) => new(path, clock);

    public long LastSequence => Volatile.Read(ref _lastSequence);

    public async Task<SaveResult> SaveAsync(IngestBatch batch, CancellationToken cancellation)
    {
        var prepared = PreparedBatch.From(batch, _codec);
        await _queue.Writer.WriteAsync(prepared, cancellation).ConfigureAwait(false);
        // Once queued it will be written: the caller gets the truth, not a cancellation.
        return await prepared.Saved.Task.ConfigureAwait(false);
    }

    public IEnumerable<IReadOnlyList<ArchivedArticle>> ReadChanges(
        long after,
        long upTo,
        CancellationToken cancellation
    )
    {
        // A transaction per batch, so that a long read never holds back the checkpoint of the log.
        while (after < upTo)
        {
            cancellation.ThrowIfCancellationRequested();
            List<ArchivedArticle> batch;
            using (var lease = _connections.Rent())
                batch = ReadBatch(lease.Command(ArchiveQueries.Changes), after, upTo, _codec);
            if (batch.Count == 0)
                yield break;
            yield return batch;
            after = batch[^1].Sequence;
        }
    }

    /// <summary>The changes behind one, as many as make a batch; none when there are no more.</summary>
    internal static List<ArchivedArticle> ReadBatch(SqliteCommand command, long after, long upTo, BodyCodec codec)
    {
        var batch = new List<ArchivedArticle>();
        var characters = 0;
        using var rows = command.With(after, upTo, BatchArticles).ExecuteReader();
        while (!IsFull(batch.Count, characters) && rows.Read())
        {
            batch.Add(ArchiveQueries.Article(rows, codec, withBody: true));
            characters += batch[^1].Article.Body?.Length ?? 0;
        }
        return batch;
    }

    private static bool IsFull(int articles, int characters) =>
        articles == BatchArticles || characters >= BatchCharacters;

    public ArchivedArticle? Find(string id)
    {
        using var lease = _connections.Rent();
        using var rows = lease.Command(ArchiveQueries.ById).With(id).ExecuteReader();
        return rows.Read() ? ArchiveQueries.Article(rows, _codec, withBody: true) : null;
    }

    public IReadOnlyList<ArchivedArticle?> ReadSequences(IReadOnlyList<long> sequences, bool withBody)
    {
        using var lease = _connections.Rent();
        var command = lease.Command(withBody ? ArchiveQueries.BySequence : ArchiveQueries.BySequenceWithoutBody);
        var found = new ArchivedArticle?[sequences.Count];
        for (var n = 0; n < found.Length; n++)
        {
            using var rows = command.With(sequences[n]).ExecuteReader();
            found[n] = rows.Read() ? ArchiveQueries.Article(rows, _codec, withBody) : null;
        }
        return found;
    }

    public IReadOnlyList<SourceSummary> Sources() =>
        Read(
            ArchiveQueries.Sources,
            [],
            row => new SourceSummary(
                row.GetString(0),
                row.GetString(1),
                row.GetInt64(2),
                Sql.Time(Sql.NumberOrNull(row, 3)),
                Sql.Time(Sql.NumberOrNull(row, 4))
            )
        );

    public IReadOnlyDictionary<IngestOutcome, long> LedgerTotals()
    {
        var stored = Read(
            "SELECT outcome, items FROM ledger_total",
            [],
            r => (Outcome: r.GetInt64(0), Items: r.GetInt64(1))
        );
        return Enum.GetValues<IngestOutcome>()
            .ToDictionary(o => o, o => stored.FirstOrDefault(s => s.Outcome == (long)o).Items);
    }

    public IReadOnlyList<LedgerLine> Ledger(IngestOutcome? outcome, long? before, int limit) =>
        Read(
            ArchiveQueries.Ledger,
            [outcome is { } o ? (long)o : null, before ?? long.MaxValue, limit],
            row => new LedgerLine(
                row.GetInt64(0),
                Sql.Time(row.GetInt64(1)),
                (IngestOutcome)row.GetInt64(2),
                Sql.TextOrNull(row, 3),
                Sql.TextOrNull(row, 4),
                Convert.ToHexStringLower(row.GetFieldValue<byte[]>(5)),
                row.GetString(6),
                Sql.NumberOrNull(row, 7)
            )
        );

    public byte[]? RawPayload(long ledgerId) =>
        Read(
                ArchiveQueries.Payload,
                [ledgerId],
                row =>
                    _codec
                        .Decompress(null, row.GetFieldValue<byte[]>(0))
                        .AsSpan(row.GetInt32(1), row.GetInt32(2))
                        .ToArray()
            )
            .FirstOrDefault();

    public long RecordJob(JobRun run) => _writer.RecordJob(run);

    public void UpdateJob(long id, JobRun run) => _writer.UpdateJob(id, run);

    public KeptSearch KeepSearch(KeptSearch search)
    {
        _writer.KeepSearch(search);
        return FindSearch(search.Id)!;
    }

    public KeptSearch? FindSearch(string id) =>
        Read(ArchiveQueries.KeptSearch, [id], ArchiveQueries.Kept).FirstOrDefault();

    public IReadOnlyList<KeptSearch> KeptSearches(int limit) =>
        Read(ArchiveQueries.KeptSearches, [limit], ArchiveQueries.Kept);

    public IRebuildHistory Rebuilds { get; }

    public IFrozenArchive Freeze() => new FrozenSqliteArchive(_connections.OpenReader(), _codec);

    public IReadOnlyList<JobRun> Jobs(int limit) =>
        Read(
            ArchiveQueries.Jobs,
            [limit],
            row => new JobRun(
                row.GetInt64(0),
                row.GetString(1),
                Sql.Time(row.GetInt64(2)),
                Sql.Time(Sql.NumberOrNull(row, 3)),
                row.GetInt64(4),
                Sql.TextOrNull(row, 5)
            )
        );

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writing.ConfigureAwait(false);
        _writer.Dispose();
        _connections.Dispose();
        _codec.Dispose();
    }

    private async Task WriteAsync()
    {
        var batches = new List<PreparedBatch>();
        while (await _queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            batches.Clear();
            while (batches.Count < WaitingBatches && _queue.Reader.TryRead(out var batch))
                batches.Add(batch);
            try
            {
                var results = _writer.Write(batches);
                Volatile.Write(ref _lastSequence, _writer.LastSequence);
                for (var n = 0; n < batches.Count; n++)
                    batches[n].Saved.SetResult(results[n]);
            }
            catch (Exception cause)
            {
                // Every waiting caller hears of it; the transaction was rolled back, and the writer goes on.
                var told = cause is SqliteException ? ArchiveStorageException.From(cause, _connections.Path) : cause;
                foreach (var batch in batches)
                    batch.Saved.TrySetException(told);
            }
        }
    }

    private List<T> Read<T>(string text, ReadOnlySpan<object?> values, Func<SqliteDataReader, T> row)
    {
        using var lease = _connections.Rent();
        using var rows = lease.Command(text).With(values).ExecuteReader();
        var found = new List<T>();
        while (rows.Read())
            found.Add(row(rows));
        return found;
    }
}
