using NewsSearch.Archive;
using NewsSearch.Indexing;
using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>A snapshot that is held for verification.</summary>
/// <param name="snapshot">With a reference of its own, released at the end.</param>
internal sealed class PinnedSnapshot(Snapshot snapshot) : IIndexSnapshot
{
    private readonly Lazy<ArticleComparison> _comparison = new(() => new ArticleComparison(snapshot));
    private int _isReleased;

    public string Generation => snapshot.Generation;

    public long Sequence => snapshot.Sequence;

    public int SchemaVersion => snapshot.Schema;

    public bool IsCurrent => snapshot.Schema == IndexSchema.Version;

    public IndexAnswer Search(SearchRequest request, CancellationToken cancellation) =>
        snapshot.Search(
            request,
            new IndexStatus(Generation, SchemaVersion, snapshot.Documents, Sequence, Sequence, null),
            cancellation
        );

    public ArticleTally Tally(CancellationToken cancellation)
    {
        var tally = new ArticleTally();
        foreach (var segment in snapshot.Segments)
        {
            cancellation.ThrowIfCancellationRequested();
            var sources = segment.Values(Dimension.Source);
            var dates = segment.Dates(DateField.Published).Values;
            for (var doc = 0; doc < dates.Length; doc++)
                if (segment.Sees(doc))
                    tally.Add(Source(sources, doc), Day(dates[doc]));
        }
        if (SchemaVersion >= IndexSchema.OlderVersionsSince)
            tally.OlderVersions = snapshot.OlderVersions;
        return tally;
    }

    public string? Difference(ArchivedArticle article) => _comparison.Value.Difference(article);

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isReleased, 1) != 0)
            return;
        if (_comparison.IsValueCreated)
            _comparison.Value.Dispose();
        snapshot.Release();
    }

    private static string Source(ValueColumn sources, int doc)
    {
        var first = sources.Offsets[sources.Sets[doc]];
        return first < sources.Offsets[sources.Sets[doc] + 1] ? sources.Values[sources.Members[first]] : "";
    }

    private static long Day(long stored) =>
        stored == StoredDate.Unknown ? ArticleTally.Undated : ArticleTally.DayOf(StoredDate.Start(stored));
}
