using System.ComponentModel.DataAnnotations;
using NewsSearch.Sources.Polling;

namespace NewsSearch.Web.Hosting;

/// <summary>How feeds are polled, section <c>NewsSearch:Polling</c>; durations as <c>hh:mm:ss</c>.</summary>
public sealed class PollingOptions : IValidatableObject
{
    private static readonly PollingSettings Usual = new();

    /// <summary>What the service calls itself; robots.txt may give rules for its first word.</summary>
    [Required(AllowEmptyStrings = false)]
    [RegularExpression("[A-Za-z_-]+(/[^ ]+)?( [ -~]*)?", ErrorMessage = "UserAgent must begin with a name of letters.")]
    public string UserAgent { get; set; } = Usual.UserAgent;

    /// <summary>Time between two fetches of a feed that neither declares nor hints at one.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "31.00:00:00")]
    public TimeSpan Interval { get; set; } = Usual.Interval;

    /// <summary>No feed is fetched more often, whatever it hints at.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "31.00:00:00")]
    public TimeSpan ShortestInterval { get; set; } = Usual.ShortestInterval;

    /// <summary>No feed is fetched more rarely, whatever it hints at and however often it failed.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "31.00:00:00")]
    public TimeSpan LongestInterval { get; set; } = Usual.LongestInterval;

    /// <summary>Requests under way at a time, to all hosts together.</summary>
    [Range(1, 64)]
    public int Connections { get; set; } = Usual.Connections;

    /// <summary>Pause between two requests to one host; requests to one host never overlap.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan HostPause { get; set; } = Usual.HostPause;

    /// <summary>Linked pages that are fetched of one feed at a time; the rest follow with its next polls.</summary>
    [Range(1, 1_000)]
    public int PagesPerPoll { get; set; } = Usual.PagesPerPoll;

    /// <summary>Longest wait for the head of an answer, connecting included.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan AnswerTimeout { get; set; } = Usual.AnswerTimeout;

    /// <summary>Longest time for a whole answer.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan TotalTimeout { get; set; } = Usual.TotalTimeout;

    /// <summary>Largest feed in bytes, behind decompression.</summary>
    [Range(1_024, 64 * 1_024 * 1_024)]
    public int MaxFeedBytes { get; set; } = Usual.MaxFeedBytes;

    /// <summary>Largest linked page in bytes, behind decompression.</summary>
    [Range(1_024, 32 * 1_024 * 1_024)]
    public int MaxPageBytes { get; set; } = Usual.MaxPageBytes;

    /// <summary>
    /// Places, as <c>host:port</c> or <c>host:*</c>, that may be fetched although their addresses are private; none by
    /// default.
    /// </summary>
    public string[] AllowedPrivateHosts { get; set; } = [];

    internal PollingSettings Settings =>
        new()
        {
            UserAgent = UserAgent,
            Interval = Interval,
            ShortestInterval = ShortestInterval,
            LongestInterval = LongestInterval,
            Connections = Connections,
            HostPause = HostPause,
            PagesPerPoll = PagesPerPoll,
            AnswerTimeout = AnswerTimeout,
            TotalTimeout = TotalTimeout,
            MaxFeedBytes = MaxFeedBytes,
            MaxPageBytes = MaxPageBytes,
            AllowedPrivateHosts = AllowedPrivateHosts,
        };

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ShortestInterval > Interval || Interval > LongestInterval)
            yield return new ValidationResult(
                "Polling:Interval must not be shorter than ShortestInterval or longer than LongestInterval.",
                [nameof(Interval)]
            );
        foreach (var place in AllowedPrivateHosts)
        {
            var colon = place.LastIndexOf(':');
            var port = place[(colon + 1)..];
            if (colon < 1 || (port != "*" && !ushort.TryParse(port, out _)))
                yield return new ValidationResult(
                    $"Polling:AllowedPrivateHosts: '{place}' is neither host:port nor host:*.",
                    [nameof(AllowedPrivateHosts)]
                );
        }
    }
}
