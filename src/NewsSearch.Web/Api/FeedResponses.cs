using System.Xml;
using NewsSearch.Archive;
using NewsSearch.Sources.Polling;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Api;

/// <summary>Declaration of a feed; in a change, absent members stay as they are and null takes a value out.</summary>
/// <param name="Url">Where it is fetched. Needed in a new declaration.</param>
/// <param name="Source">Publisher of items that name none.</param>
/// <param name="Via">Channel to record beside the feed itself.</param>
/// <param name="Interval">Time between fetches, an ISO 8601 duration from PT1M to P31D; without it the feed's hints count.</param>
/// <param name="FullText">Whether the linked pages of items without full text are fetched.</param>
/// <param name="Enabled">Whether it is polled.</param>
public sealed record FeedRequest(
    string? Url = null,
    string? Source = null,
    string? Via = null,
    string? Interval = null,
    bool? FullText = null,
    bool? Enabled = null
);

/// <summary>The polled feeds, and how the settings file that may declare some was last read.</summary>
public sealed record FeedsResponse(IReadOnlyList<FeedResponse> Items, FeedFileResponse File);

/// <summary>How <c>feeds.json</c> in the data folder was last read.</summary>
/// <param name="Read">When; absent while there is no such file.</param>
public sealed record FeedFileResponse(
    string Path,
    string? Read,
    int Feeds,
    IReadOnlyList<FeedFileProblemResponse> Problems
)
{
    public static FeedFileResponse Of(FeedFileReport file) =>
        new(
            file.Path,
            file.Read is { } read ? DateText.Machine(read) : null,
            file.Feeds,
            [.. file.Problems.Select(p => new FeedFileProblemResponse(p.Line, p.Reason))]
        );
}

/// <summary>An entry of the file that cannot be used.</summary>
public sealed record FeedFileProblemResponse(long Line, string Reason);

/// <summary>A polled feed.</summary>
/// <param name="Url">Where it is fetched now.</param>
/// <param name="DeclaredUrl">The address that was declared first, where the feed has moved since.</param>
/// <param name="Interval">The declared interval, an ISO 8601 duration.</param>
/// <param name="Origin"><c>api</c>, or <c>file</c> when the settings file declares it.</param>
/// <param name="Fetches">Its last fetches, newest first; only where one feed is asked for.</param>
public sealed record FeedResponse(
    string Id,
    string Url,
    string? DeclaredUrl,
    string? Source,
    string? Via,
    string? Interval,
    bool FullText,
    bool Enabled,
    string Origin,
    string Declared,
    FeedStateResponse State,
    IReadOnlyList<FeedFetchResponse>? Fetches = null
)
{
    /// <param name="interval">The interval in effect.</param>
    public static FeedResponse Of(PolledFeed feed, TimeSpan interval, bool isPolling, DateTimeOffset now) =>
        new(
            feed.Id,
            feed.Declaration.Url,
            feed.DeclaredUrl == feed.Declaration.Url ? null : feed.DeclaredUrl,
            feed.Declaration.Source,
            feed.Declaration.Via,
            feed.Declaration.Interval is { } declared ? XmlConvert.ToString(declared) : null,
            feed.Declaration.FullText,
            feed.Declaration.IsEnabled,
            feed.FileEntry is null ? "api" : "file",
            DateText.Machine(feed.Declared),
            FeedStateResponse.Of(feed, interval, isPolling, now)
        );
}

/// <summary>How the polling of a feed stands.</summary>
/// <param name="Status"><c>waiting</c>, <c>due</c>, <c>polling</c> or <c>disabled</c>.</param>
/// <param name="Interval">The interval in effect: declared, hinted at by the feed, or the default.</param>
/// <param name="NextDue">When it is fetched again; absent while it is disabled.</param>
/// <param name="LastFetch">When the last fetch began.</param>
/// <param name="LastStatus">HTTP status of the last fetch; absent when there was no answer.</param>
/// <param name="LastItems">Items of the last document.</param>
/// <param name="Failures">Fetches that failed since the last one that succeeded.</param>
/// <param name="LastError">What is wrong, in words.</param>
/// <param name="Etag">The server's tag of the copy that was read.</param>
/// <param name="LastModified">The server's date of that copy.</param>
/// <param name="Fetches">Fetches so far.</param>
public sealed record FeedStateResponse(
    string Status,
    string Interval,
    string? NextDue,
    string? LastFetch,
    int? LastStatus,
    int? LastItems,
    int Failures,
    string? LastError,
    string? Etag,
    string? LastModified,
    long Fetches
)
{
    public static FeedStateResponse Of(PolledFeed feed, TimeSpan interval, bool isPolling, DateTimeOffset now)
    {
        var state = feed.State;
        return new FeedStateResponse(
            !feed.Declaration.IsEnabled ? "disabled"
                : isPolling ? "polling"
                : state.NextDue <= now ? "due"
                : "waiting",
            XmlConvert.ToString(interval),
            state.NextDue is { } due ? DateText.Machine(due) : null,
            state.LastFetch is { } last ? DateText.Machine(last) : null,
            state.LastStatus,
            state.LastItems,
            state.Failures,
            state.LastError,
            state.EntityTag,
            state.LastModified,
            state.Fetches
        );
    }
}

/// <summary>One fetch of a feed.</summary>
/// <param name="Elapsed">How long it took, in seconds.</param>
/// <param name="Status">HTTP status; absent when there was no answer.</param>
/// <param name="Bytes">Size of the document behind decompression.</param>
/// <param name="Items">Items received; the ledger has each.</param>
/// <param name="Created">Articles that were new.</param>
/// <param name="Updated">Articles that got a new version.</param>
/// <param name="Refused">Items that were rejected or quarantined.</param>
/// <param name="Pages">Linked pages that were taken in.</param>
/// <param name="Error">What was wrong, in words.</param>
public sealed record FeedFetchResponse(
    string Started,
    double Elapsed,
    int? Status,
    long Bytes,
    int Items,
    int Created,
    int Updated,
    int Refused,
    int Pages,
    string? Error
)
{
    public static FeedFetchResponse Of(FeedFetch fetch) =>
        new(
            DateText.Machine(fetch.Started),
            fetch.Elapsed.TotalSeconds,
            fetch.Status,
            fetch.Bytes,
            fetch.Items,
            fetch.Created,
            fetch.Updated,
            fetch.Refused,
            fetch.Pages,
            fetch.Error
        );
}
