using System.Diagnostics.Metrics;
using NewsSearch.Archive;
using NewsSearch.Coverage;
using NewsSearch.Indexing;
using NewsSearch.Snapshots;
using NewsSearch.Web.Api;

namespace NewsSearch.Web.Hosting;

/// <summary>
/// The measurements of this service. Totals of the archive are read from it, so that they survive a restart; what
/// belongs to this process (searches, jobs) begins at zero.
/// </summary>
public sealed class ServiceMetrics : IDisposable
{
    /// <summary>Name under which they are collected.</summary>
    public const string Name = "NewsSearch";

    private const int MostRebuilds = 10_000;

    private readonly Meter _meter;
    private readonly Histogram<double> _searches;
    private readonly TimeProvider _clock;

    public ServiceMetrics(
        IMeterFactory meters,
        IArchive archive,
        IArticleIndex index,
        SnapshotStore snapshots,
        Rebuilds rebuilds,
        TimeProvider clock
    )
    {
        _clock = clock;
        _meter = meters.Create(Name);
        _searches = _meter.CreateHistogram(
            "newssearch.search.duration",
            "s",
            "Time that searches took in the service, by outcome.",
            advice: new InstrumentAdvice<double>
            {
                HistogramBucketBoundaries = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
            }
        );
        _meter.CreateObservableCounter(
            "newssearch.ingest.items",
            () =>
                archive
                    .LedgerTotals()
                    .Select(t => new Measurement<long>(t.Value, Tag("outcome", t.Key.ToString().ToLowerInvariant()))),
            "{item}",
            "Items ever received, by what became of them."
        );
        Gauge(
            "newssearch.archive.sequence",
            "{change}",
            "Number of the last change of the archive.",
            () => archive.LastSequence
        );
        Gauge(
            "newssearch.index.sequence",
            "{change}",
            "Change of the archive that searches see.",
            () => index.Status.Sequence
        );
        Gauge(
            "newssearch.index.lag",
            "{change}",
            "Changes that the archive has and searches do not see yet.",
            () => index.Status.Sequence is var seen && archive.LastSequence is var last ? Math.Max(0, last - seen) : 0
        );
        _meter.CreateObservableGauge(
            "newssearch.index.documents",
            () => new Measurement<long>(index.Status.Documents, Tag("generation", index.Status.Generation)),
            "{article}",
            "Searchable articles of the live generation."
        );
        _meter.CreateObservableGauge(
            "newssearch.archive.unreadable",
            () =>
                archive.Unreadable.Counts(long.MaxValue) is var counts
                    ? Enum.GetValues<ArticlePart>()
                        .Select(p => new Measurement<long>(
                            counts.GetValueOrDefault(p),
                            Tag("error", ArticleDamage.Class(p))
                        ))
                    : [],
            "{article}",
            "Articles that are set aside because they cannot be read, by class of error."
        );
        _meter.CreateObservableGauge(
            "newssearch.source.alerts",
            () =>
                archive.SourceEvents.Open() is var open
                    ? new[] { SourceCondition.Low, SourceCondition.High, SourceCondition.Silent }.Select(
                        c => new Measurement<long>(
                            open.Count(e => e.Condition == c),
                            Tag("state", c.ToString().ToLowerInvariant())
                        )
                    )
                    : [],
            "{source}",
            "Sources whose volume left its seasonal band and has not come back, by how."
        );
        _meter.CreateObservableGauge(
            "newssearch.rebuild.done",
            () => Running(rebuilds, r => r.Run.Done),
            "{article}",
            "Articles in the generation that is being built; absent without a rebuild."
        );
        _meter.CreateObservableGauge(
            "newssearch.rebuild.total",
            () => Running(rebuilds, r => r.Run.Total),
            "{article}",
            "Articles that it will hold."
        );
        _meter.CreateObservableGauge(
            "newssearch.rebuild.rate",
            () => Running(rebuilds, r => (long)r.RateNow),
            "{article}/s",
            "Articles a second of the rebuild during the last seconds."
        );
        _meter.CreateObservableCounter(
            "newssearch.rebuilds",
            () =>
                rebuilds
                    .List(MostRebuilds)
                    .Where(r => !r.Run.IsActive)
                    .GroupBy(r => RebuildResponse.StateName(r.Run.State))
                    .Select(g => new Measurement<long>(g.Count(), Tag("state", g.Key))),
            "{rebuild}",
            "Rebuilds that ended, by how."
        );
        _meter.CreateObservableGauge(
            "newssearch.snapshot.age",
            () => Age(snapshots),
            "s",
            "Age of the newest snapshot; absent without one."
        );
        Gauge("newssearch.snapshots", "{snapshot}", "Snapshots that are kept.", () => snapshots.List().Snapshots.Count);
    }

    /// <summary>Counts a search and how long it took.</summary>
    /// <param name="outcome">answered, refused (the request was wrong) or failed.</param>
    public void Searched(TimeSpan elapsed, string outcome) =>
        _searches.Record(elapsed.TotalSeconds, Tag("outcome", outcome));

    public void Dispose() => _meter.Dispose();

    private void Gauge(string name, string unit, string description, Func<long> read) =>
        _meter.CreateObservableGauge(name, read, unit, description);

    private static IEnumerable<Measurement<long>> Running(Rebuilds rebuilds, Func<RebuildStatus, long> read) =>
        rebuilds.List(1) is [{ Run.IsActive: true } running]
            ? [new Measurement<long>(read(running), Tag("state", RebuildResponse.StateName(running.Run.State)))]
            : [];

    private IEnumerable<Measurement<double>> Age(SnapshotStore snapshots) =>
        snapshots.Newest is { } newest
            ? [new Measurement<double>(Math.Max(0, (_clock.GetUtcNow() - newest.Created).TotalSeconds))]
            : [];

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
