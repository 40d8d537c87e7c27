using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NewsSearch.Archive;
using NewsSearch.Extraction;
using NewsSearch.Indexing;
using NewsSearch.Providers.SqliteArchive;
using NewsSearch.Sources;
using NewsSearch.Sources.Polling;

namespace NewsSearch.Tests.Sources.Polling;

/// <summary>Everything that polls, on a real archive, a real local server and a clock that the test moves.</summary>
internal sealed class PollingBench : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2025, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly WebConnections _connections;
    private readonly PoliteClient _client;

    public PollingBench(Func<PollingSettings, PollingSettings>? adjust = null)
    {
        var settings = new PollingSettings
        {
            HostPause = TimeSpan.Zero,
            AllowedPrivateHosts = [Server.Place, $"localhost:{Server.Port}"],
        };
        Settings = adjust?.Invoke(settings) ?? settings;
        Archive = SqliteNewsArchive.Open(_folder.Path("archive.db"), Clock);
        Turns = new HostTurns(Settings.HostPause, Clock);
        _connections = new WebConnections(Settings);
        _client = new PoliteClient(_connections, Turns, Settings, Clock);
        Web = new WebFetcher(_client, new RobotsCache(_client, Turns, Settings, Clock));
        Schedule = new PollSchedule(Settings, new Random(7));
        Poll = new FeedPoll(
            Archive.Feeds,
            ArticleReaders.Default,
            new Ingestion(Archive, ArticleReaders.Default, new NoIndexing(), Clock),
            Web,
            Schedule,
            Settings,
            Clock,
            NullLogger<FeedPoll>.Instance
        );
        Job = new PollFeedsJob(Archive.Feeds, Poll, Clock);
    }

    public LocalServer Server { get; } = new();
    public FakeTimeProvider Clock { get; } = new(Start);
    public PollingSettings Settings { get; }
    public IArchive Archive { get; }
    public HostTurns Turns { get; }
    public WebFetcher Web { get; }
    public PollSchedule Schedule { get; }
    public FeedPoll Poll { get; }
    public PollFeedsJob Job { get; }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>An RSS document with one item for each title.</summary>
    public string Rss(params string[] titles) => RssWith("", titles);

    /// <summary>The same with elements of the channel.</summary>
    public string RssWith(string channel, params string[] titles) =>
        "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:sy=\"http://purl.org/rss/1.0/modules/syndication/\"><channel>"
        + $"<title>Harbour News</title><link>{Server.Url("/")}</link>{channel}"
        + string.Concat(titles.Select(Item))
        + "</channel></rss>";

    private string Item(string title) =>
        $"<item><title>{title}</title><link>{Server.Url($"/a/{title}")}</link><guid isPermaLink=\"false\">{title}</guid>"
        + $"<pubDate>Sat, 01 Mar 2025 10:00:00 GMT</pubDate><description>About {title}.</description></item>";

    public PolledFeed Declare(string path, Func<FeedDeclaration, FeedDeclaration>? adjust = null)
    {
        var declaration = new FeedDeclaration(path.StartsWith('/') ? Server.Url(path) : path);
        var feed = FeedDeclarations.New(adjust?.Invoke(declaration) ?? declaration, null, Clock.GetUtcNow());
        Assert.True(Archive.Feeds.Add(feed));
        return feed;
    }

    public PolledFeed Find(PolledFeed feed) => Archive.Feeds.Find(feed.Id)!;

    /// <summary>Polls the feed as it stands now, whether it is due or not, and returns how it stands then.</summary>
    public async Task<PolledFeed> PollAsync(PolledFeed feed)
    {
        await Poll.PollAsync(Find(feed), Cancelled);
        return Find(feed);
    }

    /// <summary>Moves the clock to the moment at which the feed is due.</summary>
    public void AwaitDue(PolledFeed feed)
    {
        var due = Find(feed).State.NextDue!.Value;
        if (due > Clock.GetUtcNow())
            Clock.SetUtcNow(due);
    }

    public long Received => Archive.LedgerTotals().Values.Sum();

    public long Count(IngestOutcome outcome) => Archive.LedgerTotals()[outcome];

    public IReadOnlyList<Articles.Article> Articles() =>
        [
            .. Archive
                .ReadChanges(0, long.MaxValue, Cancelled)
                .SelectMany(b => b)
                .Where(c => !c.IsOlder)
                .Select(c => c.Article)
                .OrderBy(a => a.Headline, StringComparer.Ordinal),
        ];

    public async ValueTask DisposeAsync()
    {
        Job.Dispose();
        _client.Dispose();
        _connections.Dispose();
        await Archive.DisposeAsync();
        await Server.DisposeAsync();
        _folder.Dispose();
    }

    private sealed class NoIndexing : IIndexingTrigger
    {
        public void Request() { }
    }
}
