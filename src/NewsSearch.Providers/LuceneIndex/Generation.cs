using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Lucene.Net.Analysis;
using Lucene.Net.Index;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Util;
using NewsSearch.Archive;
using NewsSearch.Indexing;
using NewsSearch.Providers.LuceneIndex.Bulk;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>One generation that is open for writing.</summary>
/// <remarks>Thread model: <see cref="Apply"/> from several threads; everything else from one at a time.</remarks>
internal sealed class Generation : IDisposable
{
    private const double RamBufferMegabytes = 256;

    private readonly DurableDirectory _directory;
    private readonly IndexWriter _writer;
    private readonly ConcurrentBag<ArticleDocument> _documents = [];
    private readonly ConcurrentBag<BulkSegment> _bulk = [];
    private readonly long _bulkBytes;
    private DirectoryReader? _first;
    private long _maxApplied;
    private long _addableAfter;
    private long _olderApplied;

    private Generation(DurableDirectory directory, IndexWriter writer, MergeWarmer warmer, long bulkBytes)
    {
        (_bulkBytes, Warmer) = (bulkBytes, warmer);
        Name = directory.Directory.Name;
        _directory = directory;
        _writer = writer;
        State = CommitState.Read(writer.CommitData) ?? new CommitState(0, IndexSchema.Version, null, IsBuilding: true);
        // Opens every segment, so that a damaged one is noticed here and not by the first search.
        _first = DirectoryReader.Open(writer, applyAllDeletes: true);
        _olderApplied = OlderVersions.Count(_first);
    }

    public string Name { get; }

    /// <summary>Full path of its folder.</summary>
    public string Folder => _directory.Directory.FullName;

    /// <summary>What the last commit says of itself.</summary>
    public CommitState State { get; private set; }

    /// <summary>Tells this opening of the generation from every other.</summary>
    public string Opened { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));

    /// <summary>What is loaded of segments that no reader shows yet.</summary>
    public MergeWarmer Warmer { get; }

    public bool HasUncommittedChanges => !_bulk.IsEmpty || _writer.HasUncommittedChanges();

    /// <summary>Opens a generation for writing; begins one where the folder is empty.</summary>
    /// <exception cref="IOException">It is damaged or cannot be written.</exception>
    public static Generation Open(string path, long bulkBytes)
    {
        var directory = new DurableDirectory(Directory.CreateDirectory(path));
        IndexWriter? writer = null;
        try
        {
            var warmer = new MergeWarmer();
            writer = new IndexWriter(directory, Configuration(warmer));
            return new Generation(directory, writer, warmer, bulkBytes);
        }
        catch
        {
            writer?.Rollback();
            directory.Dispose();
            throw;
        }
    }

    /// <summary>Adds, replaces and removes articles.</summary>
    /// <param name="areMany">As in <see cref="Indexing.IArticleIndex.Apply"/>.</param>
    public void Apply(IReadOnlyList<ArchivedArticle> changes, bool areMany)
    {
        var document = _documents.TryTake(out var reused) ? reused : new ArticleDocument();
        var bulk = areMany ? TakeBulk() : null;
        try
        {
            foreach (var change in changes)
                Apply(change, document, bulk);
            if (bulk is { Documents: > 0 } && bulk.Size > _bulkBytes)
                bulk.WriteTo(_writer);
            else if (bulk is { Documents: > 0 })
            {
                _bulk.Add(bulk);
                bulk = null;
            }
        }
        finally
        {
            bulk?.Dispose();
        }
        _documents.Add(document);
        if (changes.Count > 0)
            RaiseMaxApplied(changes.Max(c => c.Sequence));
    }

    private void Apply(ArchivedArticle change, ArticleDocument document, BulkSegment? bulk)
    {
        var id = new Term(IndexSchema.Id, change.Article.Id);
        // Cannot be in the index yet, so the look-up of an older version is saved.
        var isNew = change.IsFirst && change.Sequence > Volatile.Read(ref _addableAfter);
        if (change.IsOlder)
            ApplyOlder(change, document);
        else if (change.IsDeleted)
            _writer.DeleteDocuments(id, new Term(IndexSchema.OlderOf, change.Article.Id));
        else if (!isNew)
            // Not in a bulk segment either: between two readers an article comes once.
            _writer.UpdateDocument(id, document.Of(change));
        else if (bulk is null)
            _writer.AddDocument(document.Of(change));
        else
            bulk.Add(document, change);
    }

    // An index without some of the older versions must have none.
    private void ApplyOlder(ArchivedArticle version, ArticleDocument document)
    {
        if (State.Schema < IndexSchema.OlderVersionsSince)
            return;
        var id = IndexSchema.OlderId(version.Article.Id, version.Article.Version);
        _writer.UpdateDocument(new Term(IndexSchema.Id, id), document.Of(version));
        Interlocked.Increment(ref _olderApplied);
    }

    /// <summary>Takes over the documents of a segment of another generation that are seen.</summary>
    public void Add(SeenSegment segment, long older)
    {
        _writer.AddIndexes(segment);
        Interlocked.Add(ref _olderApplied, older);
    }

    /// <summary>A reader of everything applied, for the caller to dispose.</summary>
    /// <param name="shown">The reader that is open already, or null for the first.</param>
    public DirectoryReader Reader(DirectoryReader? shown)
    {
        WriteBulk();
        Volatile.Write(ref _addableAfter, Volatile.Read(ref _maxApplied));
        if (shown is null)
        {
            var first = _first ?? throw new InvalidOperationException("The first reader was taken.");
            _first = null;
            if (DirectoryReader.OpenIfChanged(first, _writer, applyAllDeletes: true) is not { } newer)
                return first;
            first.Dispose();
            return newer;
        }
        if (DirectoryReader.OpenIfChanged(shown, _writer, applyAllDeletes: true) is { } changed)
            return changed;
        shown.IncRef();
        return shown;
    }

    public void Commit(CommitState state)
    {
        WriteBulk();
        _writer.SetCommitData(state.ToData());
        _writer.Commit();
        State = state;
    }

    /// <summary>Holds the last commit; its files stay until it is disposed.</summary>
    public PinnedCommit PinCommit()
    {
        var policy = (SnapshotDeletionPolicy)_writer.Config.IndexDeletionPolicy;
        return new PinnedCommit(this, policy, policy.Snapshot());
    }

    /// <summary>Removes files that no commit needs any more, unless the generation was closed meanwhile.</summary>
    public void RemoveUnused()
    {
        if (!_writer.IsClosed)
            _writer.DeleteUnusedFiles();
    }

    /// <summary>
    /// Articles of the writer, those included that no reader shows yet; too few where older versions were applied twice.
    /// </summary>
    public long Documents =>
        Math.Max(0, _writer.NumDocs + _bulk.Sum(b => (long)b.Documents) - Volatile.Read(ref _olderApplied));

    public void Compact()
    {
        try
        {
            _writer.ForceMergeDeletes(doWait: true);
        }
        catch (Exception e) when (e is ObjectDisposedException or MergePolicy.MergeAbortedException)
        {
            // The generation was let go; whatever took its place has its own turn.
        }
    }

    /// <summary>Lets go without a commit: what was applied since the last one is gone. Merges are not waited for.</summary>
    public void Dispose()
    {
        _first?.Dispose();
        Warmer.Dispose();
        _writer.Rollback();
        _directory.Dispose();
        foreach (var document in _documents)
            document.Dispose();
        foreach (var bulk in _bulk)
            bulk.Dispose();
    }

    private BulkSegment TakeBulk() =>
        _bulk.TryTake(out var begun) ? begun : new BulkSegment(_writer.Config.Similarity, _writer.Analyzer);

    // Also when one fails: what it held is read from the archive again, as the sequence was not reached.
    private void WriteBulk()
    {
        var segments = new List<BulkSegment>();
        while (_bulk.TryTake(out var bulk))
            segments.Add(bulk);
        if (segments.Count == 0)
            return;
        try
        {
            // On threads of their own, which step back as far as the caller does.
            Task.WhenAll(segments.Select(WriteAsync)).GetAwaiter().GetResult();
        }
        finally
        {
            segments.ForEach(s => s.Dispose());
        }
    }

    private Task<bool> WriteAsync(BulkSegment segment) =>
        BackgroundThread.RunAsync(
            () =>
            {
                segment.WriteTo(_writer);
                return true;
            },
            niceness: 0
        );

    private static IndexWriterConfig Configuration(MergeWarmer warmer)
    {
        // Every field brings its own token stream, so the analyzer is never asked.
        var analyzer = Analyzer.NewAnonymous(
            (_, _) => throw new InvalidOperationException("Fields analyze themselves.")
        );
        return new IndexWriterConfig(LuceneVersion.LUCENE_48, analyzer)
        {
            OpenMode = OpenMode.CREATE_OR_APPEND,
            RAMBufferSizeMB = RamBufferMegabytes,
            UseCompoundFile = false,
            MergePolicy = new TieredMergePolicy { NoCFSRatio = 0 },
            Similarity = new BM25Similarity(),
            MergedSegmentWarmer = warmer,
            MergeScheduler = new MergeThreads(),
            IndexDeletionPolicy = new SnapshotDeletionPolicy(new KeepOnlyLastCommitDeletionPolicy()),
        };
    }

    private void RaiseMaxApplied(long sequence)
    {
        for (var seen = Volatile.Read(ref _maxApplied); seen < sequence; seen = Volatile.Read(ref _maxApplied))
            if (Interlocked.CompareExchange(ref _maxApplied, sequence, seen) == seen)
                return;
    }
}

/// <summary>What a commit says of itself.</summary>
/// <param name="Sequence">Archive sequence that it holds.</param>
/// <param name="Schema">Version of the fields of its oldest article.</param>
/// <param name="At">When; null for the empty commit of a new generation.</param>
/// <param name="IsBuilding">Not complete: never live, and removed when no rebuild works on it.</param>
/// <param name="Seeded">As <see cref="Indexing.IGenerationBuild.Seeded"/>.</param>
internal sealed record CommitState(long Sequence, int Schema, DateTimeOffset? At, bool IsBuilding, long Seeded = 0)
{
    private const string SequenceKey = "sequence";
    private const string SchemaKey = "schema";
    private const string TimeKey = "committed";
    private const string BuildingKey = "building";
    private const string SeededKey = "seeded";

    public Dictionary<string, string> ToData()
    {
        var data = new Dictionary<string, string>
        {
            [SequenceKey] = Sequence.ToString(CultureInfo.InvariantCulture),
            [SchemaKey] = Schema.ToString(CultureInfo.InvariantCulture),
        };
        if (At is { } time)
            data[TimeKey] = time.ToString("O", CultureInfo.InvariantCulture);
        if (IsBuilding)
            data[BuildingKey] = "true";
        if (Seeded > 0)
            data[SeededKey] = Seeded.ToString(CultureInfo.InvariantCulture);
        return data;
    }

    /// <summary>Null where there was no commit yet.</summary>
    public static CommitState? Read(IDictionary<string, string> data) =>
        data.TryGetValue(SchemaKey, out var schema)
            ? new CommitState(
                long.Parse(data[SequenceKey], CultureInfo.InvariantCulture),
                int.Parse(schema, CultureInfo.InvariantCulture),
                data.TryGetValue(TimeKey, out var time)
                    ? DateTimeOffset.ParseExact(time, "O", CultureInfo.InvariantCulture)
                    : null,
                data.ContainsKey(BuildingKey),
                data.TryGetValue(SeededKey, out var seeded) ? long.Parse(seeded, CultureInfo.InvariantCulture) : 0
            )
            : null;
}
