using NewsSearch.Archive;

namespace NewsSearch.Sources.Polling;

/// <summary>When a feed is fetched again.</summary>
/// <param name="random">Spreads feeds that failed together, so that they do not come back together.</param>
public sealed class PollSchedule(PollingSettings settings, Random random)
{
    // A server may ask for more than the longest interval; beyond this it is a mistake.
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromDays(7);

    /// <summary>The interval in effect: the declared one, else the feed's hint within bounds, else the default.</summary>
    public TimeSpan Interval(FeedDeclaration feed, TimeSpan? hint) =>
        feed.Interval
        ?? (
            hint is not { } asked ? settings.Interval
            : asked < settings.ShortestInterval ? settings.ShortestInterval
            : asked > settings.LongestInterval ? settings.LongestInterval
            : asked
        );

    /// <summary>
    /// After <paramref name="failures"/> failures in a row (1 or more): 2, 4, 8, … intervals, of which a random half is
    /// taken off, but at most the longest interval; never before the usual interval or before the server wants it.
    /// </summary>
    public DateTimeOffset Retry(DateTimeOffset now, TimeSpan interval, int failures, TimeSpan? retryAfter)
    {
        var longest = interval > settings.LongestInterval ? interval : settings.LongestInterval;
        var doubled = interval.TotalSeconds * Math.Pow(2, Math.Min(failures, 30));
        var wait = TimeSpan.FromSeconds(Math.Min(doubled, longest.TotalSeconds) * (0.5 + random.NextDouble() / 2));
        return now + Longer(wait < interval ? interval : wait, retryAfter);
    }

    /// <summary>After a fetch that went well.</summary>
    /// <param name="isUnfinished">Linked pages are left to fetch.</param>
    public DateTimeOffset Next(DateTimeOffset now, TimeSpan interval, bool isUnfinished, TimeSpan? retryAfter) =>
        now
        + Longer(
            isUnfinished && settings.ShortestInterval < interval ? settings.ShortestInterval : interval,
            retryAfter
        );

    private static TimeSpan Longer(TimeSpan wait, TimeSpan? retryAfter) =>
        retryAfter is not { } asked || asked <= wait ? wait
        : asked > LongestRetryAfter ? LongestRetryAfter
        : asked;
}
