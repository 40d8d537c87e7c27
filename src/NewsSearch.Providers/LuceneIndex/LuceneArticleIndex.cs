using NewsSearch.Archive;
using NewsSearch.Articles;
using NewsSearch.Indexing;
using NewsSearch.Search;
using NewsSearch.Snapshots;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// The embedded index: one Lucene generation in <c>lucene/&lt;generation&gt;/</c>, written by one writer and read
/// through immutable snapshots with their columns in memory.
/// </summary>
/// <remarks>
/// Thread model: searches run on the caller's thread against a snapshot; <see cref="Apply"/> may run on several threads
/// at once; <see cref="Refresh"/> and <see cref="Commit"/> are called by the one indexing run.
/// </remarks>
public sealed class LuceneArticleIndex : IArticleIndex, IIndexCommits
{
    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(10);
    private const long LeasedBytes = 256L * 1024 * 1024;

    // About 130,000 articles of 400 words.
    private const long BulkBytes = 160L << 20;

    private readonly TimeProvider _clock;
    private readonly SnapshotLeases _snapshots;
    private readonly GenerationFolder _folder;
    private readonly LuceneGenerations _generations;
    private readonly Lock _writing = new();
    private Generation _generation;
    private Snapshot? _latest;
    private volatile IndexStatus _status;

    private LuceneArticleIndex(GenerationFolder folder, TimeProvider clock)
    {
        (_folder, _clock) = (folder, clock);
        _snapshots = new SnapshotLeases(clock, LeaseTime, LeasedBytes);
        _generation = folder.OpenLatest(out var isFallback);
        _status = Show(_generation.State.Sequence);
        _generations = new LuceneGenerations(this, folder, clock, isFallback);
    }

    /// <summary>
    /// Opens the live generation in the folder; where it is damaged it is set aside, and the newest readable one before
    /// it takes its place, or an empty one that the next indexing run fills from the archive.
    /// </summary>
    /// <param name="bulkBytes">Memory that each thread may fill with articles that are indexed in bulk.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static LuceneArticleIndex Open(string folder, TimeProvider clock, long bulkBytes = BulkBytes) =>
        new(new GenerationFolder(folder, bulkBytes), clock);

    public IndexStatus Status => _status;

    public IIndexGenerations Generations => _generations;

    public void Apply(IReadOnlyList<ArchivedArticle> changes, bool areMany = false) =>
        _generation.Apply(changes, areMany);

    public void Refresh(long sequence)
    {
        lock (_writing)
            _status = Show(sequence);
    }

    public void Commit(long sequence)
    {
        lock (_writing)
        {
            if (_status.CommittedSequence == sequence && !_generation.HasUncommittedChanges)
                return;
            var state = _generation.State with { Sequence = sequence, At = _clock.GetUtcNow() };
            _generation.Commit(state);
            _status = _status with { CommittedSequence = sequence, CommittedAt = state.At };
        }
    }

    public IPinnedCommit PinCommit()
    {
        lock (_writing)
            return _generation.PinCommit();
    }

    public (IPinnedCommit Commit, IIndexSnapshot Shown) PinShown()
    {
        lock (_writing)
        {
            Commit(_status.Sequence);
            return (_generation.PinCommit(), Generations.Pin());
        }
    }

    public void StartAnew()
    {
        Replace(_folder.CreateNext()).Dispose();
        EndLeases();
    }

    public IndexAnswer Search(SearchRequest request, CancellationToken cancellation)
    {
        var snapshot = request.After is { } after ? Pinned(after, request.Sort) : _snapshots.Acquire();
        try
        {
            var answer = snapshot.Search(request, StatusOf(snapshot), cancellation);
            if (answer.Next is not null || answer.Previous is not null)
                _snapshots.Lease(snapshot, isFollowed: request.After is not null);
            return answer;
        }
        catch (Exception e) when (GenerationFiles.IsDamage(e) && !IsOfTheRequest(e))
        {
            _generations.Suspect();
            throw;
        }
        finally
        {
            snapshot.Release();
        }
    }

    public TrendAnswer Trend(TrendRequest request, CancellationToken cancellation) =>
        Read(snapshot => TrendCounter.Count(snapshot, request, StatusOf(snapshot), cancellation));

    public IReadOnlyDictionary<string, IReadOnlyList<FacetResult>> Profile(
        Dimension of,
        IReadOnlyList<Dimension> counted,
        int size,
        CancellationToken cancellation
    ) => Read(snapshot => ValueProfiles.Of(snapshot, of, counted, size, cancellation));

    public HighlightedText Highlight(QueryNode query, Article article, bool whole = false) =>
        Highlighter.Highlight(query, article, whole);

    public IndexSuggestions Suggest(
        string text,
        IReadOnlyList<Dimension> dimensions,
        int size,
        CancellationToken cancellation
    )
    {
        var snapshot = _snapshots.Acquire();
        try
        {
            var typed = new TypedText(snapshot, text, cancellation);
            return new IndexSuggestions(
                dimensions.ToDictionary(d => d, d => typed.Values(d, size)),
                typed.Headlines(size)
            );
        }
        finally
        {
            snapshot.Release();
        }
    }

    public string? Correct(string word, CancellationToken cancellation)
    {
        var snapshot = _snapshots.Acquire();
        try
        {
            return SpellingCorrection.Of(snapshot, word, cancellation);
        }
        finally
        {
            snapshot.Release();
        }
    }

    /// <summary>Commits what was applied and lets everything go.</summary>
    public void Dispose()
    {
        lock (_writing)
        {
            Commit(_status.Sequence);
            _snapshots.Clear();
            _generation.Dispose();
        }
    }

    /// <summary>
    /// Searches see another generation from here on; those that run, and cursors, keep the snapshot that they have.
    /// </summary>
    /// <param name="shown">Its snapshot, taken over; null shows what its last commit holds.</param>
    /// <returns>The generation before, for the caller to let go.</returns>
    internal Generation Replace(Generation next, Snapshot? shown = null)
    {
        lock (_writing)
        {
            var before = _generation;
            var snapshot = shown ?? Snapshot.Open(next, next.State.Sequence, previous: null);
            (_generation, _latest) = (next, snapshot);
            _snapshots.Swap(snapshot);
            _status = StatusOf(snapshot);
            return before;
        }
    }

    /// <summary>Cursors lose their snapshots: the files behind them are damaged.</summary>
    internal void EndLeases() => _snapshots.EndLeases();

    /// <summary>The newest snapshot, for the caller to release.</summary>
    internal Snapshot Acquire() => _snapshots.Acquire();

    internal string LiveName => _generation.Name;

    internal CommitState LiveState => _generation.State;

    /// <summary>Beside writes; a generation that is let go meanwhile breaks it off.</summary>
    internal void Compact() => _generation.Compact();

    private T Read<T>(Func<Snapshot, T> read)
    {
        var snapshot = _snapshots.Acquire();
        try
        {
            return read(snapshot);
        }
        catch (Exception e) when (GenerationFiles.IsDamage(e) && !IsOfTheRequest(e))
        {
            _generations.Suspect();
            throw;
        }
        finally
        {
            snapshot.Release();
        }
    }

    // Sorted by date or source, the same sequence means the same order, even after a restart. Scores depend on how
    // the segments were merged, so sorting by relevance needs the very snapshot.
    private Snapshot Pinned(PagePosition after, SortOrder sort)
    {
        if (_snapshots.Acquire(after.Snapshot) is { } held)
            return held;
        var current = _snapshots.Acquire();
        if (sort != SortOrder.Relevance && StateOf(current.Id) == StateOf(after.Snapshot))
            return current;
        current.Release();
        throw new CursorExpiredException();
    }

    private IndexStatus Show(long sequence)
    {
        var snapshot = Snapshot.Open(_generation, sequence, _latest);
        _latest = snapshot;
        _snapshots.Swap(snapshot);
        return StatusOf(snapshot);
    }

    private static bool IsOfTheRequest(Exception e) =>
        e is CursorExpiredException or TooManyBucketsException or TooManyClausesException;

    private static string StateOf(string snapshotId) => snapshotId[..snapshotId.LastIndexOf('.')];

    private IndexStatus StatusOf(Snapshot snapshot) =>
        new(
            snapshot.Generation,
            snapshot.Schema,
            snapshot.Documents,
            snapshot.Sequence,
            _generation.State.Sequence,
            _generation.State.At
        );
}
