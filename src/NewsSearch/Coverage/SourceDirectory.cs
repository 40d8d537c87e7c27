using NewsSearch.Archive;
using NewsSearch.Indexing;
using NewsSearch.Search;

namespace NewsSearch.Coverage;

/// <summary>Every publisher with its volume over time, its languages and topics, and how it is collected.</summary>
/// <remarks>Thread model: any number of callers; each state of the index is described once and then shared.</remarks>
public sealed class SourceDirectory(IArchive archive, IArticleIndex index)
{
    private const int MostValues = 5;

    private readonly Lock _gate = new();
    private Listing? _latest;

    /// <summary>All publishers, by name.</summary>
    /// <exception cref="OperationCanceledException">The caller no longer waits.</exception>
    public IReadOnlyList<SourceProfile> All(CancellationToken cancellation)
    {
        var state = (archive.LastSequence, index.Status.Generation, index.Status.Sequence);
        lock (_gate)
        {
            if (_latest is null || _latest.State != state)
                _latest = new Listing(state, Describe(cancellation));
            return _latest.Sources;
        }
    }

    /// <summary>The publisher of this id, or null.</summary>
    public SourceProfile? Find(string id, CancellationToken cancellation) =>
        All(cancellation).FirstOrDefault(s => s.Id == id);

    private SourceProfile[] Describe(CancellationToken cancellation)
    {
        var (interval, volumes) = Volumes(cancellation);
        Dimension[] counted = [Dimension.Language, Dimension.Topic, Dimension.Find("via")!];
        var profiles = index.Profile(Dimension.Source, counted, MostValues, cancellation);
        return
        [
            .. archive
                .Sources()
                .Select(s => Profile(s, interval, volumes.GetValueOrDefault(s.Id), profiles.GetValueOrDefault(s.Id))),
        ];
    }

    // One width of buckets for all, so that sparklines can be compared; years where months are too many numbers.
    private (HistogramInterval Interval, Dictionary<string, TrendSeries> Volumes) Volumes(
        CancellationToken cancellation
    )
    {
        TrendAnswer volumes;
        try
        {
            volumes = index.Trend(Request(interval: null), cancellation);
        }
        catch (TooManyBucketsException)
        {
            volumes = index.Trend(Request(HistogramInterval.Year), cancellation);
        }
        return (volumes.Interval, volumes.Series.ToDictionary(s => s.Value!));
    }

    private static TrendRequest Request(HistogramInterval? interval) =>
        new()
        {
            Queries = [QueryParser.Parse("")],
            Facet = Dimension.Source,
            Histogram = new HistogramRequest(DateField.Published, interval, TimeZoneInfo.Utc),
        };

    private static SourceProfile Profile(
        SourceSummary source,
        HistogramInterval interval,
        TrendSeries? volume,
        IReadOnlyList<FacetResult>? facets
    ) =>
        new(
            source,
            interval,
            volume?.Points ?? [],
            volume is null ? [] : VolumeGap.In([.. volume.Points.Select(p => (p.Start, p.Count))]),
            volume?.Undated ?? 0,
            facets?[0] ?? None,
            facets?[1] ?? None,
            facets?[2] ?? None
        );

    private static readonly FacetResult None = new("", [], 0, 0);

    private sealed record Listing((long, string, long) State, IReadOnlyList<SourceProfile> Sources);
}

/// <summary>A publisher as the directory shows it.</summary>
/// <param name="Interval">Width of the buckets of the volume, the same for all publishers.</param>
/// <param name="Volume">Articles over the time of the whole archive.</param>
/// <param name="Gaps">Runs of buckets without an article, within its own span.</param>
/// <param name="Undated">Articles without a date.</param>
/// <param name="Languages">The most frequent languages.</param>
/// <param name="Topics">The most frequent topics.</param>
/// <param name="Channels">Through which it was collected.</param>
public sealed record SourceProfile(
    SourceSummary Source,
    HistogramInterval Interval,
    IReadOnlyList<TrendPoint> Volume,
    IReadOnlyList<VolumeGap> Gaps,
    long Undated,
    FacetResult Languages,
    FacetResult Topics,
    FacetResult Channels
)
{
    public string Id => Source.Id;
}
