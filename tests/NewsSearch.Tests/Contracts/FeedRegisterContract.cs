using NewsSearch.Archive;

namespace NewsSearch.Tests.Contracts;

/// <summary>What every register of polled feeds must do.</summary>
public abstract class FeedRegisterContract : IDisposable
{
    private static readonly DateTimeOffset Now = new(2025, 6, 1, 8, 0, 0, TimeSpan.Zero);

    protected TemporaryFolder Folder { get; } = new();

    protected abstract IArchive Open();

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_feed_comes_back_as_it_was_declared_and_as_it_stood_also_after_reopening()
    {
        var declared = Feed("a") with
        {
            Declaration = new FeedDeclaration(
                "https://a.example/",
                "Source Ö",
                "via",
                TimeSpan.FromMinutes(90),
                FullText: true
            ),
            FileEntry = "{ }",
        };
        var state = new FeedState(
            Now.AddHours(1),
            Now,
            200,
            12,
            3,
            "What is wrong",
            "\"tag\"",
            "yesterday",
            TimeSpan.FromMinutes(60),
            1
        );
        var fetch = new FeedFetch(Now, TimeSpan.FromSeconds(1.5), 200, 1_000, 12, 5, 4, 3, 2, "What is wrong");
        await using (var archive = Open())
        {
            Assert.True(archive.Feeds.Add(declared));
            Assert.Equal(declared, archive.Feeds.Find("a"));
            archive.Feeds.Record(declared, declared.Declaration, state, fetch, keep: 10);
            archive.Feeds.RecordPage("a", "https://a.example/1", new LinkedPageState(-42, 1, IsSettled: true));
        }
        await using var reopened = Open();
        Assert.Equal(declared with { State = state }, reopened.Feeds.Find("a"));
        Assert.Equal(fetch, Assert.Single(reopened.Feeds.Fetches("a", 10)));
        Assert.Equal(
            ("https://a.example/1", new LinkedPageState(-42, 1, IsSettled: true)),
            reopened.Feeds.Pages("a").Select(p => (p.Key, p.Value)).Single()
        );
        Assert.Null(reopened.Feeds.Find("b"));
        Assert.Empty(reopened.Feeds.Fetches("b", 10));
    }

    [Fact]
    public async Task An_address_is_declared_once()
    {
        await using var archive = Open();
        var feeds = archive.Feeds;
        Assert.True(feeds.Add(Feed("a")));
        Assert.False(feeds.Add(Feed("a")));
        Assert.False(feeds.Add(Feed("b") with { Declaration = Feed("a").Declaration }));
        Assert.True(feeds.Add(Feed("b")));
        Assert.Throws<FeedAddressTakenException>(() => feeds.Change("b", Feed("a").Declaration, null, Now));
        Assert.False(feeds.Change("c", Feed("c").Declaration, null, Now));
        // Where a feed was first declared is its own for good, where it lives now too.
        var moved = new FeedDeclaration("https://new.example/");
        feeds.Record(feeds.Find("a")!, moved, new FeedState(Now), new FeedFetch(Now, TimeSpan.Zero, 200), 10);
        Assert.Equal("a", feeds.FindByUrl("https://new.example/")?.Id);
        Assert.Equal("a", feeds.FindByUrl("https://a.example/")?.Id);
        Assert.False(feeds.Add(Feed("c") with { Declaration = moved }));
        Assert.Throws<FeedAddressTakenException>(() => feeds.Change("b", moved, null, Now));
        Assert.Null(feeds.FindByUrl("https://nowhere.example/"));
        Assert.Equal(["a", "b"], feeds.All().Select(f => f.Id));
    }

    [Fact]
    public async Task What_is_due_comes_the_longest_waiting_first_and_without_what_is_disabled()
    {
        await using var archive = Open();
        var feeds = archive.Feeds;
        feeds.Add(Feed("late") with { State = new FeedState(Now.AddMinutes(-1)) });
        feeds.Add(Feed("later") with { State = new FeedState(Now.AddMinutes(1)) });
        feeds.Add(Feed("now") with { State = new FeedState(Now) });
        var off = Feed("off");
        feeds.Add(off with { Declaration = off.Declaration with { IsEnabled = false }, State = new FeedState(Now) });
        Assert.Equal(["late", "now"], feeds.Due(Now, 10).Select(f => f.Id));
        Assert.Equal(["late"], feeds.Due(Now, 1).Select(f => f.Id));
        Assert.True(feeds.MakeDue("later", Now.AddMinutes(-5)));
        Assert.Equal(["later", "late", "now"], feeds.Due(Now, 10).Select(f => f.Id));
        Assert.False(feeds.MakeDue("nothing", Now));
    }

    [Fact]
    public async Task A_feed_that_was_fetched_in_the_future_is_due_because_the_clock_was_set_back()
    {
        await using var archive = Open();
        var feeds = archive.Feeds;
        feeds.Add(Feed("a"));
        var fetched = new FeedState(Now.AddMinutes(15), LastFetch: Now);
        feeds.Record(feeds.Find("a")!, Feed("a").Declaration, fetched, new FeedFetch(Now, TimeSpan.Zero, 200), 10);
        Assert.Empty(feeds.Due(Now, 10));
        Assert.Empty(feeds.Due(Now.AddSeconds(-5), 10));
        Assert.Equal("a", Assert.Single(feeds.Due(Now.AddHours(-1), 10)).Id);
        // One fetch at the new time, and all is as it was.
        var again = new FeedState(Now.AddMinutes(-45), LastFetch: Now.AddHours(-1));
        feeds.Record(feeds.Find("a")!, Feed("a").Declaration, again, new FeedFetch(Now, TimeSpan.Zero, 200), 10);
        Assert.Empty(feeds.Due(Now.AddHours(-1), 10));
    }

    [Fact]
    public async Task A_change_makes_the_feed_due_and_forgets_the_copy_of_the_server()
    {
        await using var archive = Open();
        var feeds = archive.Feeds;
        feeds.Add(Feed("a"));
        var state = new FeedState(
            Now.AddDays(1),
            Now,
            200,
            12,
            3,
            "wrong",
            "\"tag\"",
            "date",
            TimeSpan.FromHours(1),
            1
        );
        feeds.Record(feeds.Find("a")!, Feed("a").Declaration, state, new FeedFetch(Now, TimeSpan.Zero, 200), 10);
        var changed = Feed("a").Declaration with { Source = "Another" };
        Assert.True(feeds.Change("a", changed, "entry", Now.AddHours(1)));
        var feed = feeds.Find("a")!;
        Assert.Equal((changed, "entry"), (feed.Declaration, feed.FileEntry));
        Assert.Equal(new FeedState(Now.AddHours(1), Now, 200, 12, 0, null, null, null, null, 1), feed.State);
        Assert.True(feeds.Change("a", changed with { IsEnabled = false }, null, Now));
        Assert.Null(feeds.Find("a")!.State.NextDue);
    }

    [Fact]
    public async Task A_poll_of_what_was_declared_before_changes_only_the_log()
    {
        await using var archive = Open();
        var feeds = archive.Feeds;
        feeds.Add(Feed("a"));
        var polled = feeds.Find("a")!;
        var changed = polled.Declaration with { Via = "new" };
        feeds.Change("a", changed, null, Now);
        var state = new FeedState(Now.AddDays(1), EntityTag: "\"old\"");
        feeds.Record(polled, polled.Declaration, state, new FeedFetch(Now, TimeSpan.Zero, 200), 10);
        var feed = feeds.Find("a")!;
        Assert.Equal((changed, Now, null), (feed.Declaration, feed.State.NextDue, feed.State.EntityTag));
        Assert.Equal(1, feed.State.Fetches);
        Assert.Single(feeds.Fetches("a", 10));
        // The address that the poll moved to was taken meanwhile: the feed stays where it is.
        feeds.Add(Feed("b"));
        feeds.Record(feed, Feed("b").Declaration, state, new FeedFetch(Now, TimeSpan.Zero, 200), 10);
        Assert.Equal(changed.Url, feeds.Find("a")!.Declaration.Url);
    }

    [Fact]
    public async Task The_log_is_bounded_for_each_feed()
    {
        await using var archive = Open();
        var feeds = archive.Feeds;
        feeds.Add(Feed("a"));
        feeds.Add(Feed("b"));
        for (var n = 1; n <= 25; n++)
            foreach (var id in new[] { "a", "b" })
                feeds.Record(
                    feeds.Find(id)!,
                    Feed(id).Declaration,
                    new FeedState(Now),
                    new FeedFetch(Now.AddMinutes(n), TimeSpan.Zero, 200, Items: n),
                    keep: id == "a" ? 10 : 1
                );
        Assert.Equal(Enumerable.Range(16, 10).Reverse(), feeds.Fetches("a", 100).Select(f => f.Items));
        Assert.Equal([25, 24], feeds.Fetches("a", 2).Select(f => f.Items));
        Assert.Equal([25], feeds.Fetches("b", 100).Select(f => f.Items));
        Assert.Equal(25, feeds.Find("b")!.State.Fetches);
    }

    [Fact]
    public async Task Pages_are_remembered_as_long_as_the_feed_names_them_and_go_with_it()
    {
        await using var archive = Open();
        var feeds = archive.Feeds;
        feeds.Add(Feed("a"));
        foreach (var page in new[] { "1", "2", "3" })
            feeds.RecordPage("a", page, new LinkedPageState(1, 0, IsSettled: false));
        feeds.RecordPage("a", "2", new LinkedPageState(2, 0, IsSettled: true));
        feeds.KeepPages("a", ["2", "3", "4"]);
        Assert.Equal(["2", "3"], feeds.Pages("a").Keys.Order());
        Assert.Equal(new LinkedPageState(2, 0, IsSettled: true), feeds.Pages("a")["2"]);
        Assert.True(feeds.Remove("a"));
        Assert.False(feeds.Remove("a"));
        feeds.RecordPage("a", "5", new LinkedPageState(1, 0, IsSettled: true));
        Assert.Empty(feeds.Pages("a"));
        Assert.True(feeds.Add(Feed("a")));
        Assert.Empty(feeds.Fetches("a", 10));
    }

    private static PolledFeed Feed(string id) =>
        new(id, $"https://{id}.example/", new FeedDeclaration($"https://{id}.example/"), null, Now, new FeedState(Now));
}
