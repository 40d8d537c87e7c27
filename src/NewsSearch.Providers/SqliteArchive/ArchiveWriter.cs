using Microsoft.Data.Sqlite;
using NewsSearch.Archive;
using NewsSearch.Articles;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>Writes batches through the one writing connection, all that wait in one transaction.</summary>
internal sealed class ArchiveWriter : IDisposable
{
    // Each of them makes all that waits be written once more.
    private const int MostSetAside = 100;

    private readonly SqliteConnection _connection;
    private readonly BodyCodec _codec;
    private readonly string _path;
    private readonly TimeProvider _clock;
    private readonly Statements _statements;
    private readonly WriteStatements _sql;
    private readonly Tallies _tallies = new();
    private readonly SourceStore _sources;
    private readonly LedgerStore _ledger;
    private readonly HeldStore _held;
    private readonly ArticleStore _articles;
    private readonly Arrivals _arrivals;
    private readonly ArrivalStore _arriving;
    private PreparedItem? _saving;
    private readonly DictionaryTraining _training;
    private readonly Lock _gate = new();

    public ArchiveWriter(
        SqliteConnection connection,
        BodyCodec codec,
        Arrivals arrivals,
        string path,
        TimeProvider clock,
        int mostArrivals
    )
    {
        (_connection, _codec, _arrivals, _path, _clock) = (connection, codec, arrivals, path, clock);
        ArchiveSchema.Upgrade(connection, path);
        _statements = new Statements(connection);
        _sql = new WriteStatements(connection, _statements);
        _training = new DictionaryTraining(codec, _sql);
        _sources = new SourceStore(_statements, connection);
        _ledger = new LedgerStore(_statements, _tallies)
        {
            LastLine = Sql.Number(connection, "SELECT max(id) FROM ledger"),
        };
        _held = new HeldStore(_statements, codec);
        _arriving = new ArrivalStore(_statements, arrivals, mostArrivals);
        _arriving.Load();
        _articles = new ArticleStore(_statements, codec, _sources, _held, _tallies, _arriving, clock)
        {
            LastSequence = Sql.Number(connection, "SELECT max(seq) FROM change"),
        };
        Committed = LastSequence;
        foreach (var (id, data) in _sql.Dictionaries())
            codec.Add(id, data);
    }

    /// <summary>Number of the last committed change.</summary>
    public long Committed { get; private set; }

    private long LastSequence => _articles.LastSequence;

    /// <summary>
    /// Stores all or, when it throws, nothing. An item whose article lies on a damaged page is quarantined, so that it
    /// does not keep the others out.
    /// </summary>
    public List<SaveResult> Write(IReadOnlyList<PreparedBatch> batches)
    {
        for (var setAside = 0; ; setAside++)
            try
            {
                _saving = null;
                return InTransaction(() => batches.Select(Save).ToList());
            }
            catch (Exception e) when (ArchiveDamage.IsOfRows(e) && _saving is not null && setAside < MostSetAside)
            {
                _saving.Damage = ArchiveDamage.Explain(e);
            }
    }

    /// <summary>
    /// Sorts new articles into the tables once enough of them wait, a part of them at each call: whoever saves next waits
    /// for no more than that.
    /// </summary>
    /// <param name="saved">Items saved since the last call.</param>
    /// <returns>Whether it is to be called again.</returns>
    public bool SettleArrivals(int saved)
    {
        if (!_arriving.IsDue)
            return false;
        try
        {
            InTransaction(() =>
            {
                _arriving.SettleSome(saved);
                return true;
            });
        }
        catch (SqliteException)
        {
            _arriving.PutOff();
        }
        return _arriving.IsSettling;
    }

    /// <summary>Stores another publication date; false when there is nothing to change.</summary>
    public bool Redate(string id, long sequence, PublishedDate? published) =>
        InTransaction(() => _articles.Redate(id, sequence, published));

    /// <summary>When the first item that is held is due, in milliseconds since 1970.</summary>
    public long? NextRelease => _held.NextRelease;

    /// <summary>Publishes items that are due, a number of them at the most; returns how many.</summary>
    public int Release(int most) =>
        _held.NextRelease <= Time(_clock.GetUtcNow()) ? InTransaction(() => _articles.Release(most)) : 0;

    /// <summary>Stores what is declared of a source and moves the articles of those that are joined with it.</summary>
    public void Declare(SourceDeclaration declaration)
    {
        lock (_gate)
            try
            {
                InTransaction(() =>
                {
                    var joined = _sources.Declare(declaration);
                    _sources.Load();
                    if (joined.Count > 0)
                        _arriving.SettleAll();
                    foreach (var alias in joined)
                        SourceMove.Run(
                            _connection,
                            alias,
                            _sources.Resolve(new ArticleSource(alias, alias)),
                            Time(_clock.GetUtcNow())
                        );
                    _articles.LastSequence = Sql.Number(_connection, "SELECT max(seq) FROM change");
                    return true;
                });
            }
            catch
            {
                _sources.Load();
                throw;
            }
    }

    public void KeepAnswer(KeptAnswer answer, DateTimeOffset oldest, int most)
    {
        lock (_gate)
        {
            _sql.KeepAnswer.With(answer.Key, Time(answer.Kept), answer.Request, _codec.CompressPlain(answer.Answer))
                .ExecuteNonQuery();
            _sql.DropAnswers.With(Time(oldest), (long)most).ExecuteNonQuery();
        }
    }

    /// <summary>A small change of its own in one transaction.</summary>
    /// <exception cref="ArchiveStorageException">Nothing of it was stored.</exception>
    public T Change<T>(Func<SqliteConnection, T> change)
    {
        lock (_gate)
        {
            try
            {
                Sql.Run(_connection, "BEGIN IMMEDIATE");
                var result = change(_connection);
                Sql.Run(_connection, "COMMIT");
                return result;
            }
            catch (Exception cause)
            {
                RollBack();
                if (cause is SqliteException)
                    throw ArchiveStorageException.From(cause, _path);
                throw;
            }
        }
    }

    public long RecordJob(JobRun run)
    {
        lock (_gate)
        {
            _sql.InsertJob.With(run.Kind, Time(run.Started), Time(run.Ended), run.Done, run.Error, run.Summary)
                .ExecuteNonQuery();
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
            _sql.UpdateJob.With(id, Time(run.Ended), run.Done, run.Error, run.Summary).ExecuteNonQuery();
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
        _statements.Dispose();
        _connection.Dispose();
    }

    private T InTransaction<T>(Func<T> work)
    {
        lock (_gate)
        {
            var (sequence, line) = (_articles.LastSequence, _ledger.LastLine);
            _tallies.Clear();
            // Statements, not the driver's transaction object: compiled commands would have to be bound to each one.
            Sql.Run(_connection, "BEGIN IMMEDIATE");
            try
            {
                var result = work();
                _tallies.Write(_sql);
                var dictionary = _training.Store();
                Sql.Run(_connection, "COMMIT");
                _arrivals.Commit();
                _training.Commit(dictionary);
                Committed = LastSequence;
                _held.Ended();
                return result;
            }
            catch
            {
                (_articles.LastSequence, _ledger.LastLine) = (sequence, line);
                _arrivals.RollBack();
                _arriving.Stop();
                RollBack();
                _held.Ended();
                throw;
            }
        }
    }

    // SQLite may have rolled back by itself, as it does when the disk is full.
    private void RollBack()
    {
        if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0)
            Sql.Run(_connection, "ROLLBACK");
    }

    private SaveResult Save(PreparedBatch prepared)
    {
        var batch = prepared.Batch;
        var retried = batch.RetryOf is { } line ? _ledger.Place(line) : null;
        // One item of a retry is the bytes that are stored already.
        var isSamePlace = retried is not null && prepared.Items.Length == 1;
        var payload = isSamePlace ? 0 : _ledger.Payload(prepared);
        var readings = _ledger.Readings(prepared);
        var saved = new List<SavedItem>(prepared.Items.Length);
        foreach (var item in prepared.Items)
        {
            var one = item.Item;
            _ledger.LastLine++;
            var (outcome, article, reason, isPublic) = one.Article is null
                ? new ItemOutcome(one.Failure ?? IngestOutcome.Quarantined, null)
                : SaveArticle(item);
            saved.Add(new SavedItem(outcome, article?.Id, reason ?? one.Reason, one.Line));
            var place = isSamePlace
                ? retried!
                : new LinePlace(
                    payload,
                    one.Offset,
                    one.Length,
                    one.Reading is { } reading ? readings[reading] : null,
                    outcome,
                    one.Line
                );
            _ledger.Add(prepared, one, place, saved[^1], article?.Source.Id);
            if (article is not null && isPublic)
                _tallies.Name(article.Source.Id, one.Article!, outcome == IngestOutcome.Created);
            if (retried is not null && saved.Count == 1)
                _ledger.Retried(batch.RetryOf!.Value, retried.Outcome);
            _training.Offer(item.Sample);
        }
        return new SaveResult(saved, LastSequence);
    }

    private ItemOutcome SaveArticle(PreparedItem item)
    {
        if (item.Damage is { } damage)
            return new ItemOutcome(
                IngestOutcome.Quarantined,
                null,
                $"what the archive has of this article cannot be read. {damage} Then retry this line."
            );
        _saving = item;
        var outcome = _articles.Save(item, _ledger.LastLine);
        _saving = null;
        return outcome;
    }

    private static long Time(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    private static long? Time(DateTimeOffset? time) => time?.ToUnixTimeMilliseconds();
}
