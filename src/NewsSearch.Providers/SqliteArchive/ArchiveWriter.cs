using Microsoft.Data.Sqlite;
using NewsSearch.Archive;
using NewsSearch.Articles;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>Writes batches through the one writing connection, all that wait in one transaction.</summary>
internal sealed class ArchiveWriter : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly BodyCodec _codec;
    private readonly TimeProvider _clock;
    private readonly WriteStatements _sql;
    private readonly List<byte[]> _samples = [];
    private readonly Lock _gate = new();
    private Tallies _tallies = new();

    public ArchiveWriter(SqliteConnection connection, BodyCodec codec, string path, TimeProvider clock)
    {
        (_connection, _codec, _clock) = (connection, codec, clock);
        ArchiveSchema.Upgrade(connection, path);
        _sql = new WriteStatements(connection);
        LastSequence = Sql.Number(connection, "SELECT max(seq) FROM change");
        foreach (var (id, data) in _sql.Dictionaries())
            codec.Add(id, data);
    }

    public long LastSequence { get; private set; }

    /// <summary>Stores all or, when it throws, nothing.</summary>
    public List<SaveResult> Write(IReadOnlyList<PreparedBatch> batches)
    {
        lock (_gate)
        {
            var before = LastSequence;
            _tallies = new Tallies();
            // Statements, not the driver's transaction object: compiled commands would have to be bound to each one.
            Sql.Run(_connection, "BEGIN IMMEDIATE");
            try
            {
                var results = batches.Select(Save).ToList();
                _tallies.Write(_sql);
                var dictionary = TrainIfReady();
                Sql.Run(_connection, "COMMIT");
                if (dictionary is var (id, data))
                    _codec.Add(id, data);
                return results;
            }
            catch
            {
                LastSequence = before;
                RollBack();
                throw;
            }
        }
    }

    public long RecordJob(JobRun run)
    {
        lock (_gate)
        {
            _sql.InsertJob.With(run.Kind, Time(run.Started), Time(run.Ended), run.Done, run.Error).ExecuteNonQuery();
            return _sql.LastRow();
        }
    }

    public void KeepSearch(KeptSearch search)
    {
        lock (_gate)
        {
            _sql.KeepSearch.With(
                    search.Id,
                    Time(search.Kept),
                    search.Parameters,
                    search.Canonical,
                    search.Generation,
                    search.Sequence,
                    search.Documents,
                    search.Total
                )
                .ExecuteNonQuery();
        }
    }

    public void UpdateJob(long id, JobRun run)
    {
        lock (_gate)
            _sql.UpdateJob.With(id, Time(run.Ended), run.Done, run.Error).ExecuteNonQuery();
    }

    /// <summary>Runs one statement, for tables that are written rarely.</summary>
    /// <returns>Id of the row that was inserted last.</returns>
    public long Run(string text, params ReadOnlySpan<object?> values)
    {
        lock (_gate)
        {
            using var command = Sql.Prepare(_connection, text, values.Length);
            command.With(values).ExecuteNonQuery();
            return _sql.LastRow();
        }
    }

    public void Dispose()
    {
        _sql.Dispose();
        _connection.Dispose();
    }

    // SQLite may have rolled back by itself, as it does when the disk is full.
    private void RollBack()
    {
        if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0)
            Sql.Run(_connection, "ROLLBACK");
    }

    private SaveResult Save(PreparedBatch prepared)
    {
        var payload = SavePayload(prepared);
        var saved = new List<SavedItem>(prepared.Items.Length);
        foreach (var item in prepared.Items)
        {
            var outcome = item.Item.Article is null
                ? item.Item.Failure ?? IngestOutcome.Quarantined
                : SaveArticle(item, item.Item.Article);
            var id = item.Item.Article?.Id;
            _sql.InsertLedger.With(
                    Time(prepared.Batch.Received),
                    (long)outcome,
                    id,
                    item.Item.Reason,
                    prepared.Batch.Parser,
                    payload,
                    item.Item.Offset,
                    item.Item.Length,
                    item.Item.Line
                )
                .ExecuteNonQuery();
            _tallies.Count(outcome);
            saved.Add(new SavedItem(outcome, id, item.Item.Reason, item.Item.Line));
        }
        return new SaveResult(saved, LastSequence);
    }

    private long SavePayload(PreparedBatch prepared)
    {
        if (_sql.FindPayload.With(prepared.PayloadHash).ExecuteScalar() is long known)
            return known;
        _sql.InsertPayload.With(
                prepared.PayloadHash,
                prepared.Batch.MediaType,
                prepared.Batch.Payload.Length,
                prepared.Payload
            )
            .ExecuteNonQuery();
        return _sql.LastRow();
    }

    private IngestOutcome SaveArticle(PreparedItem item, Article article)
    {
        var stored = Stored(article.Id, out var hash);
        var isSame = hash is not null && hash.AsSpan().SequenceEqual(item.Hash);
        var (outcome, store) = ArticleRevision.Decide(stored, isSame, article);
        if (store is null)
            return outcome;
        // What was prepared is right unless something of the stored article had to be taken over.
        var meta = stored is null ? item.Meta : StoredArticleJson.Write(store);
        var sequence = ++LastSequence;
        _sql.InsertChange.With(
                sequence,
                store.Id,
                store.Version,
                stored is null ? 1L : 0L,
                0L,
                Time(_clock.GetUtcNow()),
                meta
            )
            .ExecuteNonQuery();
        if (item.Body is not null)
            _sql.InsertBody.With(sequence, item.Dictionary, item.Body).ExecuteNonQuery();
        _sql.UpsertArticle.With(store.Id, sequence, store.Version, item.Hash).ExecuteNonQuery();
        _tallies.Store(stored?.Source, store);
        if (_codec.Current == 0 && item.Sample is not null && _samples.Count < BodyCodec.Samples)
            _samples.Add(item.Sample);
        return outcome;
    }

    private Article? Stored(string id, out byte[]? hash)
    {
        using var row = _sql.FindArticle.With(id).ExecuteReader();
        hash = null;
        if (!row.Read())
            return null;
        hash = row.GetFieldValue<byte[]>(0);
        return StoredArticleJson.Read(row.GetFieldValue<byte[]>(1), id, row.GetInt32(2), body: null);
    }

    // Once in the life of an archive: a tenth of a second.
    private (long, byte[])? TrainIfReady()
    {
        if (_codec.Current != 0 || _samples.Count < BodyCodec.Samples)
            return null;
        var dictionary = BodyCodec.Train(_samples);
        _samples.Clear();
        _sql.InsertDictionary.With(dictionary).ExecuteNonQuery();
        return (_sql.LastRow(), dictionary);
    }

    private static long Time(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    private static long? Time(DateTimeOffset? time) => time?.ToUnixTimeMilliseconds();
}
