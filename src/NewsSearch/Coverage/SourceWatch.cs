using Microsoft.Extensions.Logging;
using NewsSearch.Archive;
using NewsSearch.Indexing;
using NewsSearch.Search;

namespace NewsSearch.Coverage;

/// <summary>
/// Compares the last whole day (UTC, by publication) of every source with its season: raises one event when a source
/// leaves its band or goes silent, and one when it is back. May run any number of times: what was raised is not repeated.
/// </summary>
public sealed partial class SourceWatch(
    IArchive archive,
    IArticleIndex index,
    TimeProvider clock,
    ILogger<SourceWatch> logger
)
{
    // What a trend may count at once.
    private const int MostSources = TrendRequest.MaxPoints / (SourceHealth.DaysLookedAt + 1);

    /// <summary>Judges all sources and raises the events that are due.</summary>
    public void Run(CancellationToken cancellation)
    {
        var open = archive.SourceEvents.Open().ToDictionary(e => e.Source);
        foreach (var health in All(cancellation))
            if (Event(health, open.GetValueOrDefault(health.Source)) is { } raised)
            {
                archive.SourceEvents.Add(raised);
                if (raised.Condition == SourceCondition.Ok)
                    Recovered(raised.Source, raised.Day, raised.Count);
                else
                    Left(raised.Source, raised.Condition, raised.Day, raised.Count);
            }
    }

    /// <summary>How one source is now.</summary>
    public SourceHealth Find(string source, CancellationToken cancellation) =>
        All(cancellation).FirstOrDefault(h => h.Source == source) ?? SourceHealth.Of(source, LastDay, []);

    private DateOnly LastDay => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(-1);

    private List<SourceHealth> All(CancellationToken cancellation)
    {
        var day = LastDay;
        var first = day.AddDays(1 - SourceHealth.DaysLookedAt);
        var interval = new DateInterval(
            first.ToDateTime(TimeOnly.MinValue),
            day.AddDays(1).ToDateTime(TimeOnly.MinValue)
        );
        var answer = index.Trend(
            new TrendRequest
            {
                Queries = [QueryParser.Parse("")],
                Date = new DateFilter(DateField.Published, interval, TimeZoneInfo.Utc, Overlap: false),
                Facet = Dimension.Source,
                Size = MostSources,
                Histogram = new HistogramRequest(DateField.Published, HistogramInterval.Day, TimeZoneInfo.Utc),
            },
            cancellation
        );
        var known = archive.Sources().ToDictionary(s => s.Id);
        return [.. answer.Series.Where(s => s.Value is not null).Select(s => Health(s, known, first, day))];
    }

    private static SourceHealth Health(
        TrendSeries series,
        Dictionary<string, SourceSummary> known,
        DateOnly first,
        DateOnly day
    )
    {
        var counts = series.Points.ToDictionary(p => DateOnly.FromDateTime(p.Start), p => p.Count);
        // The time before a source began says nothing of its season.
        if (
            known.GetValueOrDefault(series.Value!)?.FirstPublished is { } began
            && DateOnly.FromDateTime(began.UtcDateTime) is var start
            && start > first
        )
            first = start;
        var days = Math.Max(0, day.DayNumber - first.DayNumber + 1);
        return SourceHealth.Of(
            series.Value!,
            day,
            [.. Enumerable.Range(0, days).Select(n => counts.GetValueOrDefault(first.AddDays(n)))]
        );
    }

    // What is due; null when nothing changed.
    private SourceEvent? Event(SourceHealth health, SourceEvent? open)
    {
        if (health.Condition == SourceCondition.Unknown || (health.Condition == SourceCondition.Ok) == (open is null))
            return null;
        if (open is null)
            return Of(health);
        // None is usual after a long silence: only an article ends it.
        var isBack =
            health.Condition == SourceCondition.Ok
            && (open.Condition != SourceCondition.Silent || health.LastArticle > open.Day);
        return isBack ? Of(health) : null;
    }

    private SourceEvent Of(SourceHealth health) =>
        new(
            0,
            health.Source,
            health.Condition,
            health.Day,
            health.Days[^1].Count,
            health.Days[^1].Band,
            clock.GetUtcNow()
        );

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Source {Source} is {Condition}: {Articles} articles on {Day} are not what its season explains"
    )]
    private partial void Left(string source, SourceCondition condition, DateOnly day, long articles);

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Source {Source} is back in its season: {Articles} articles on {Day}"
    )]
    private partial void Recovered(string source, DateOnly day, long articles);
}
