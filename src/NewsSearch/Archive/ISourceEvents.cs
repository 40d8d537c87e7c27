using NewsSearch.Coverage;

namespace NewsSearch.Archive;

/// <summary>When sources left the volume that is usual for them, and when they came back.</summary>
public interface ISourceEvents
{
    /// <summary>Adds an event; its id is given here.</summary>
    void Add(SourceEvent raised);

    /// <summary>Events, newest first.</summary>
    /// <param name="source">Only of this source; null for all.</param>
    IReadOnlyList<SourceEvent> List(string? source, int limit);

    /// <summary>The last event of each source that has not recovered since.</summary>
    IReadOnlyList<SourceEvent> Open();
}

/// <summary>A source left its band, or came back into it (<see cref="SourceCondition.Ok"/>).</summary>
/// <param name="Day">The day that was judged.</param>
/// <param name="Count">Its articles.</param>
/// <param name="Band">What was usual; null where too little was known.</param>
/// <param name="Raised">When it was noticed.</param>
public sealed record SourceEvent(
    long Id,
    string Source,
    SourceCondition Condition,
    DateOnly Day,
    long Count,
    VolumeBand? Band,
    DateTimeOffset Raised
)
{
    public override string ToString() =>
        $"Source {Source} is {Condition.ToString().ToLowerInvariant()}: {Count} articles on {Day:yyyy-MM-dd}"
        + (Band is { } band ? $", {band.Low} to {band.High} are usual." : ".");
}
