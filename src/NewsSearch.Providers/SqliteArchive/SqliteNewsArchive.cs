using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using NewsSearch.Archive;
using NewsSearch.Articles;
using NewsSearch.Snapshots;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>
/// The archive in one SQLite file (WAL, <c>synchronous=FULL</c>).
/// </summary>
/// <remarks>
/// Thread model: callers compress; one writer task puts all batches that wait into one transaction, so that the cost of
/// the sync is shared; readers use pooled connections and never wait for the writer.
/// </remarks>
public sealed class SqliteNewsArchive : IArchive, IArchiveCopies
{
    private const int WaitingBatches = 8;

    /// <summary>How long an answer is given again, and how many are kept.</summary>
    private static readonly TimeSpan KeptAnswers = TimeSpan.FromHours(24);
    private const int MostKeptAnswers = 10_000;

    private readonly TimeProvider _clock;
    private readonly HistoryReader _history;
    private readonly LedgerReader _ledger;
    private readonly SourceReader _sources;
    private readonly ArchiveConnections _connections;
    private readonly BodyCodec _codec = new();
    private readonly Arrivals _arrivals = new();
    private readonly ArchiveWriter _writer;
    private readonly Channel<PreparedBatch> _queue = Channel.CreateBounded<PreparedBatch>(WaitingBatches);
    private readonly Task _writing;
    private long _lastSequence;

    private SqliteNewsArchive(string path, TimeProvider clock, int mostArrivals)
    {
        _clock = clock;
        _connections = new ArchiveConnections(path);
        _history = new HistoryReader(_connections, _codec, _arrivals);
        _ledger = new LedgerReader(_connections, _codec);
        _sources = new SourceReader(_connections);
        try
        {
            // Before the first write: a file that is cut off must stay as it is for those who save what is left.
            if (ArchiveFileHeader.Problem(path) is { } cut)
                throw ArchiveDamage.Damaged(path, cut, cause: null);
            var connection = _connections.OpenWriter();
            ArchiveDamage.LookAt(connection, path);
            _writer = new ArchiveWriter(connection, _codec, _arrivals, path, clock, mostArrivals);
            _lastSequence = _writer.Committed;
            Feeds = new SqliteFeedRegister(_connections, _writer);
        }
        catch (SqliteException cause)
        {
            _connections.Dispose();
            throw ArchiveDamage.Damaged(path, $"it cannot be opened as an archive ({cause.Message})", cause);
        }
        Rebuilds = new RebuildTable(_connections, _writer);
        SourceEvents = new SourceEventTable(_connections, _writer);
        Held = new HeldTable(_connections, _writer, _codec, Publish);
        Unreadable = new UnreadableTable(_connections, _writer, clock);
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>Opens the archive in this file, and makes it where there is none.</summary>
    /// <param name="mostArrivals">
    /// New articles that wait until they are sorted in: so many that they share pages, so few that memory holds their keys.
    /// </param>
    /// <exception cref="ArchiveUnreadableException">The file is damaged, of another program or of a newer version.</exception>
    public static SqliteNewsArchive Open(string path, TimeProvider clock, int mostArrivals = 131_072) =>
        new(path, clock, mostArrivals);

    public IFeedRegister Feeds { get; }

    public long LastSequence => Volatile.Read(ref _lastSequence);

    public async Task<SaveResult> SaveAsync(IngestBatch batch, CancellationToken cancellation)
    {
        using var prepared = new PreparedBatch(batch, _codec);
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
        var reading = new ChangeReading(_codec);
        // A transaction per batch, so that a long read never holds back the checkpoint of the log.
        while (after < upTo)
        {
            cancellation.ThrowIfCancellationRequested();
            List<ArchivedArticle> batch;
            using (var lease = _connections.Rent())
                (batch, after) = reading.Batch(lease.Command, after, upTo);
            if (batch.Count > 0)
                yield return batch;
        }
    }

    public ArchivedArticle? Find(string id) => _history.Find(id);

    public IReadOnlyList<ArchivedArticle?> ReadSequences(IReadOnlyList<long> sequences, bool withBody)
    {
        using var lease = _connections.Rent();
        var found = new ArchivedArticle?[sequences.Count];
        var reading = new ChangeSalvage(_codec);
        var isDamaged = false;
        for (var n = 0; n < found.Length; n++)
            isDamaged |= !reading.TryRead(lease.Command, sequences[n], withBody, out found[n]);
        if (isDamaged)
            ChangeSalvage.Name(lease.Command, sequences, found);
        return found;
    }

    public IReadOnlyList<ArticleVersion> Versions(string id) => _history.Versions(id);

    public ArchivedArticle? FindVersion(string id, int version) => _history.FindVersion(id, version);

    public bool Redate(string id, long sequence, PublishedDate? published)
    {
        var isChanged = _writer.Redate(id, sequence, published);
        Publish();
        return isChanged;
    }

    public IReadOnlyList<SourceSummary> Sources() => _sources.All();

    public long RegistryVersion => _sources.Version();

    public SourceRecord? FindSource(string id) => _sources.Find(id);

    public SourceRecord DeclareSource(SourceDeclaration declaration)
    {
        _writer.Declare(declaration);
        Publish();
        return _sources.Find(declaration.Id)!;
    }

    public IReadOnlyDictionary<IngestOutcome, long> LedgerTotals() => _ledger.Totals();

    public IReadOnlyList<LedgerLine> Ledger(IngestOutcome? outcome, long? before, int limit, string? source = null) =>
        _ledger.Lines(outcome, before, limit, source);

    public LedgerLine? FindLedgerLine(long id) => _ledger.Find(id);

    public byte[]? RawPayload(long ledgerId) => _ledger.Raw(ledgerId);

    public ReadingContext? Reading(long ledgerId) => _ledger.Reading(ledgerId);

    public IEnumerable<long> LedgerOf(long sequence) => _history.LedgerOf(sequence);

    public KeptAnswer? FindAnswer(string key)
    {
        var oldest = _clock.GetUtcNow() - KeptAnswers;
        return Read(
                ArchiveQueries.Answer,
                [key],
                row => new KeptAnswer(
                    row.GetString(0),
                    Sql.Time(row.GetInt64(1)),
                    row.GetFieldValue<byte[]>(2),
                    _codec.Decompress(null, row.GetFieldValue<byte[]>(3))
                )
            )
            .Find(a => a.Kept >= oldest);
    }

    public void KeepAnswer(KeptAnswer answer) =>
        _writer.KeepAnswer(answer, _clock.GetUtcNow() - KeptAnswers, MostKeptAnswers);

    public ArchiveCopy Copy(string path, CancellationToken cancellation)
    {
        using var source = _connections.OpenReader();
        return ArchiveBackup.Write(source, path, cancellation);
    }

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

    public IUnreadableArticles Unreadable { get; }
    public IHeldArticles Held { get; }
    public ISourceEvents SourceEvents { get; }

    public IFrozenArchive Freeze() => new FrozenSqliteArchive(_connections.OpenApart(), _codec);

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
                Sql.TextOrNull(row, 5),
                Sql.TextOrNull(row, 6)
            )
        );

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writing.ConfigureAwait(false);
        // The writer last: only a connection that may write takes the log with it when it is the last to close.
        _connections.Dispose();
        _writer.Dispose();
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
                Publish();
                for (var n = 0; n < batches.Count; n++)
                    batches[n].Saved.SetResult(results[n]);
                var saved = results.Sum(r => r.Items.Count);
                while (_writer.SettleArrivals(saved) && !_queue.Reader.TryPeek(out _))
                    saved = 0;
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

    // Two writers may publish in either order; what readers see never goes back.
    private void Publish()
    {
        var committed = _writer.Committed;
        for (var known = LastSequence; known < committed; known = LastSequence)
            Interlocked.CompareExchange(ref _lastSequence, committed, known);
    }

    private List<T> Read<T>(string text, ReadOnlySpan<object?> values, Func<SqliteDataReader, T> row) =>
        _connections.Read(text, values, row);
}
