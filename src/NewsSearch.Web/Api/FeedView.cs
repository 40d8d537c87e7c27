using NewsSearch.Archive;
using NewsSearch.Sources.Polling;

namespace NewsSearch.Web.Api;

/// <summary>Feeds as the API and the admin's page show them.</summary>
public sealed class FeedView(IFeedRegister feeds, PollSchedule schedule, PollFeedsJob polling, TimeProvider clock)
{
    private const int ShownFetches = 50;

    /// <exception cref="NotFoundException">There is no such feed.</exception>
    public PolledFeed Find(string id) => feeds.Find(id) ?? throw NotFound(id);

    public FeedResponse Of(PolledFeed feed) =>
        FeedResponse.Of(
            feed,
            schedule.Interval(feed.Declaration, feed.State.Hint),
            polling.IsPolling(feed.Id),
            clock.GetUtcNow()
        );

    /// <summary>With its last fetches, newest first.</summary>
    public FeedResponse WithFetches(PolledFeed feed) =>
        Of(feed) with
        {
            Fetches = [.. feeds.Fetches(feed.Id, ShownFetches).Select(FeedFetchResponse.Of)],
        };

    public static NotFoundException NotFound(string id) => new($"There is no feed '{id}'.");
}
