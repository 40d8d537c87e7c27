using System.Collections.Concurrent;
using System.Globalization;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Util;
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
    private const int LeasedSnapshots = 16;

    private readonly GenerationFolder _generations;
    private readonly TimeProvider _clock;
    private readonly SnapshotLeases _snapshots;
    private readonly ConcurrentBag<ArticleDocument> _documents = [];
    private readonly Lock _writing = new();
    private Generation _generation;
    private Snapshot _latest;
    private long _maxApplied;
    private long _addableAfter;
    private volatile IndexStatus _status;

    private LuceneArticleIndex(GenerationFolder generations, TimeProvider clock)
    {
        _generations = generations;
        _clock = clock;
        _snapshots = new SnapshotLeases(clock, LeaseTime, LeasedSnapshots);
        _generation = generations.OpenLatest();
        (_latest, _status) = Show(_generation.FirstReader, _generation.Committed);
    }

    /// <summary>
    /// Opens the newest generation in the folder; an unreadable one is set aside and an empty one takes its place, which
    /// the next indexing run fills from the archive.
    /// </summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static LuceneArticleIndex Open(string folder, TimeProvider clock) =>
        new(new GenerationFolder(folder), clock);

    public IndexStatus Status => _status;

    public void Apply(IReadOnlyList<ArchivedArticle> changes)
    {
        var document = _documents.TryTake(out var reused) ? reused : new ArticleDocument();
        var addable = Volatile.Read(ref _addableAfter);
        foreach (var change in changes)
        {
            var id = new Term(IndexSchema.Id, change.Article.Id);
            if (change.IsDeleted)
                _generation.Writer.DeleteDocuments(id);
            else if (change.IsFirst && change.Sequence > addable)
                // Cannot be in the index yet, so the look-up of an older version is saved.
                _generation.Writer.AddDocument(document.Of(change));
            else
                _generation.Writer.UpdateDocument(id, document.Of(change));
        }
        _documents.Add(document);
        if (changes.Count > 0)
            RaiseMaxApplied(changes.Max(c => c.Sequence));
    }

    public void Refresh(long sequence)
    {
        lock (_writing)
        {
            Volatile.Write(ref _addableAfter, Volatile.Read(ref _maxApplied));
            var reader = DirectoryReader.OpenIfChanged(_latest.Reader, _generation.Writer, applyAllDeletes: true);
            if (reader is null && sequence == _latest.Sequence)
                return;
            if (reader is null)
            {
                reader = _latest.Reader;
                reader.IncRef();
            }
            (_latest, _status) = Show(reader, sequence);
        }
    }

    public void Commit(long sequence)
    {
        lock (_writing)
        {
            if (_status.CommittedSequence == sequence && !_generation.Writer.HasUncommittedChanges())
                return;
            _generation.Commit(sequence, _clock.GetUtcNow());
            _status = _status with { CommittedSequence = sequence, CommittedAt = _generation.CommittedAt };
        }
    }

    public IPinnedCommit PinCommit()
    {
        lock (_writing)
            return _generation.PinCommit();
    }

    public void StartAnew()
    {
        lock (_writing)
        {
            _snapshots.Clear();
            _generation.Dispose();
            _generation = _generations.CreateNext();
            (_maxApplied, _addableAfter) = (0, 0);
            (_latest, _status) = Show(_generation.FirstReader, 0);
        }
    }

    public IndexAnswer Search(SearchRequest request, CancellationToken cancellation)
    {
        var snapshot = request.After is { } after ? Pinned(after, request.Sort) : _snapshots.Acquire();
        try
        {
            var collector = new HitCollector(snapshot, request, cancellation);
            var query = new QueryTranslation(snapshot, cancellation).Translate(request.Query.Root);
            if (query is null)
                collector.CollectAll();
            else
                snapshot.Searcher.Search(query, collector);
            var answer = collector.Answer(StatusOf(snapshot));
            if (answer.Next is not null || answer.Previous is not null)
                _snapshots.Lease(snapshot);
            return answer;
        }
        finally
        {
            snapshot.Release();
        }
    }

    public TrendAnswer Trend(TrendRequest request, CancellationToken cancellation)
    {
        var snapshot = _snapshots.Acquire();
        try
        {
            var queries = request.Queries.Select(q =>
                Matches(snapshot, q.Root, request.Filters, request.Date, cancellation)
            );
            var archived = Matches(snapshot, new MatchAllNode(), [], request.Date, cancellation);
            return new TrendCounter(snapshot, request, [.. queries], archived).Answer(StatusOf(snapshot));
        }
        finally
        {
            snapshot.Release();
        }
    }

    public IReadOnlyDictionary<string, IReadOnlyList<FacetResult>> Profile(
        Dimension of,
        IReadOnlyList<Dimension> counted,
        int size,
        CancellationToken cancellation
    )
    {
        var snapshot = _snapshots.Acquire();
        try
        {
            var all = Matches(snapshot, new MatchAllNode(), [], null, cancellation);
            var profiles = counted.Select(c => new ValueProfiles(snapshot, of, c, all, cancellation)).ToList();
            return snapshot
                .Values(of)
                .Names.ToDictionary(v => v, IReadOnlyList<FacetResult> (v) => [.. profiles.Select(p => p.Of(v, size))]);
        }
        finally
        {
            snapshot.Release();
        }
    }

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
            foreach (var document in _documents)
                document.Dispose();
        }
    }

    private static MatchCollector Matches(
        Snapshot snapshot,
        QueryNode query,
        IReadOnlyList<ValueFilter> filters,
        DateFilter? date,
        CancellationToken cancellation
    )
    {
        var matches = new MatchCollector(snapshot, filters, date, cancellation);
        if (new QueryTranslation(snapshot, cancellation).Translate(query) is { } translated)
            snapshot.Searcher.Search(translated, matches);
        else
            matches.CollectAll();
        return matches;
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

    private (Snapshot, IndexStatus) Show(DirectoryReader reader, long sequence)
    {
        var id =
            $"{_generation.Name}.{sequence}.{_generation.Opened}-{reader.Version.ToString(CultureInfo.InvariantCulture)}";
        var snapshot = new Snapshot(reader, _generation.Name, sequence, id, _latest);
        _snapshots.Swap(snapshot);
        return (snapshot, StatusOf(snapshot));
    }

    private static string StateOf(string snapshotId) => snapshotId[..snapshotId.LastIndexOf('.')];

    private IndexStatus StatusOf(Snapshot snapshot) =>
        new(
            snapshot.Generation,
            IndexSchema.Version,
            snapshot.Reader.NumDocs,
            snapshot.Sequence,
            _generation.Committed,
            _generation.CommittedAt
        );

    private void RaiseMaxApplied(long sequence)
    {
        for (var seen = Volatile.Read(ref _maxApplied); seen < sequence; seen = Volatile.Read(ref _maxApplied))
            if (Interlocked.CompareExchange(ref _maxApplied, sequence, seen) == seen)
                return;
    }
}
