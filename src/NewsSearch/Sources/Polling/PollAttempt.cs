using NewsSearch.Archive;
using NewsSearch.Extraction.Feeds;

namespace NewsSearch.Sources.Polling;

/// <summary>What one fetch of a feed gave.</summary>
internal sealed record PollAttempt
{
    /// <summary>The answer; null when there was none.</summary>
    public FetchAnswer? Answer { get; init; }

    /// <summary>Why it failed, or what else is wrong; null when all is well.</summary>
    public string? Error { get; init; }

    public bool IsFailure { get; init; }

    /// <summary>The feed is gone for good: it is not polled any more.</summary>
    public bool IsGone { get; init; }

    /// <summary>What became of the items; null when there was no document.</summary>
    public IngestReport? Report { get; init; }

    public FeedFacts? Facts { get; init; }
    public LinkedPagesReport Pages { get; init; } = new();

    public static PollAttempt Failed(string error, FetchAnswer? answer = null, IngestReport? report = null) =>
        new()
        {
            Answer = answer,
            Error = error,
            IsFailure = true,
            Report = report,
        };

    /// <summary>The line of the log.</summary>
    public FeedFetch Fetch(DateTimeOffset started, TimeSpan elapsed) =>
        new(
            started,
            elapsed,
            (int?)Answer?.Status,
            Answer?.Body.Length ?? 0,
            (int)(Report?.Received ?? 0),
            Count(IngestOutcome.Created) + Pages.Created,
            Count(IngestOutcome.Updated) + Pages.Updated,
            Count(IngestOutcome.Rejected) + Count(IngestOutcome.Quarantined),
            Pages.TakenIn,
            Error
        );

    private int Count(IngestOutcome outcome) => (int)(Report?.Outcomes.GetValueOrDefault(outcome) ?? 0);
}
