namespace NewsSearch.Archive;

/// <summary>When a run began by the wall clock, and how long it has taken by one that nobody sets.</summary>
public sealed class RunTime(TimeProvider clock)
{
    private readonly long _began = clock.GetTimestamp();

    public DateTimeOffset Started { get; } = clock.GetUtcNow();

    public TimeSpan Elapsed => clock.GetElapsedTime(_began);

    /// <summary>Now, counted from the start: never before it, whatever became of the wall clock.</summary>
    public DateTimeOffset Now => Started + Elapsed;
}
