using System.Runtime.CompilerServices;
using Lucene.Net.Index;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// Loads the columns of a merged segment, and what is kept for queries of those that it takes the place of, before any
/// reader shows it: the first searches after a large merge would wait for seconds.
/// </summary>
/// <remarks>Thread model: called by the threads that merge.</remarks>
internal sealed class MergeWarmer : IndexWriter.IndexReaderWarmer, IDisposable
{
    // Smaller segments are loaded faster than anybody notices.
    private const int FewestDocuments = 4_096;

    private readonly ConditionalWeakTable<object, SegmentColumns> _columns = [];
    private readonly CancellationTokenSource _over = new();
    private Snapshot? _shown;

    /// <summary>The newest snapshot of the generation, whose words are warmed; none is as long as it is null.</summary>
    public Snapshot? Shown
    {
        get => Volatile.Read(ref _shown);
        set => Volatile.Write(ref _shown, value);
    }

    /// <summary>What was loaded of a segment; null where nothing was.</summary>
    /// <param name="key">Key of its core, whatever its deletions.</param>
    public SegmentColumns? Find(object key) => _columns.TryGetValue(key, out var columns) ? columns : null;

    public override void Warm(AtomicReader reader)
    {
        if (Shown is not { } shown || reader.MaxDoc < FewestDocuments)
            return;
        try
        {
            var columns = new SegmentColumns(reader);
            columns.Load(reader);
            columns.Hot.Warm(new Segment(reader, columns, new Lazy<ulong[]?>(() => null)), shown.Asked(), _over.Token);
            _columns.AddOrUpdate(reader.CoreCacheKey, columns);
        }
        catch (OperationCanceledException) when (_over.IsCancellationRequested)
        {
            // The merge itself is broken off too.
        }
        catch (Exception damage) when (GenerationFiles.IsDamage(damage))
        {
            // Not the merge's to tell: whoever searches there is told so.
        }
    }

    /// <summary>Ends what is being warmed: closing the writer waits for it.</summary>
    public void Dispose() => _over.Cancel();
}
