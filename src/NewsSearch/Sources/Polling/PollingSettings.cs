namespace NewsSearch.Sources.Polling;

/// <summary>How feeds are polled. The defaults are those of a polite reader.</summary>
public sealed record PollingSettings
{
    /// <summary>What the service calls itself; the first word is the name that robots.txt may give rules for.</summary>
    public string UserAgent { get; init; } = "NewsSearch/1";

    /// <summary>Time between two fetches of a feed that neither declares nor hints at one.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>No feed is fetched more often, whatever it hints at.</summary>
    public TimeSpan ShortestInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>No feed is fetched more rarely, whatever it hints at and however often it failed.</summary>
    public TimeSpan LongestInterval { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Requests under way at a time, to all hosts together.</summary>
    public int Connections { get; init; } = 8;

    /// <summary>Pause between two requests to one host; requests to one host never overlap.</summary>
    public TimeSpan HostPause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Linked pages that are fetched of one feed at a time; the rest follow with its next polls.</summary>
    public int PagesPerPoll { get; init; } = 20;

    /// <summary>Longest wait for the head of an answer, connecting included.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Longest time for a whole answer.</summary>
    public TimeSpan TotalTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Largest feed in bytes, behind decompression.</summary>
    public int MaxFeedBytes { get; init; } = 20 * 1024 * 1024;

    /// <summary>Largest linked page in bytes, behind decompression.</summary>
    public int MaxPageBytes { get; init; } = 10 * 1024 * 1024;

    /// <summary>
    /// Places, as <c>host:port</c> or <c>host:*</c>, that may be fetched although their addresses are private. All other
    /// addresses that are not of the public internet are refused.
    /// </summary>
    public IReadOnlyList<string> AllowedPrivateHosts { get; init; } = [];
}
