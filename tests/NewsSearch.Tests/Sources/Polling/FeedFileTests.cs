using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using NewsSearch.Archive;
using NewsSearch.Sources.Polling;

namespace NewsSearch.Tests.Sources.Polling;

/// <summary>feeds.json: what it declares, and what is said of entries that cannot be used.</summary>
public sealed class FeedFileTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly PollingBench _bench = new();
    private readonly CountedTrigger _trigger = new();
    private readonly FeedFile _file;
    private DateTime _written = new(2025, 3, 1, 0, 0, 0, DateTimeKind.Utc);

    public FeedFileTests() =>
        _file = new FeedFile(
            _folder.Path("feeds.json"),
            _bench.Archive.Feeds,
            _trigger,
            _bench.Clock,
            NullLogger<FeedFile>.Instance
        );

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public void Its_feeds_are_declared_and_due()
    {
        Write(
            """
            // The harbour
            { "comment": "ours", "feeds": [
              { "url": "https://one.example/rss#top", "source": "One", "via": "wire", "interval": "PT2H", "fullText": true, },
              { "url": "https://two.example", "enabled": false },
            ] }
            """
        );
        var feeds = All();
        Assert.Equal(
            [
                new FeedDeclaration("https://one.example/rss", "One", "wire", TimeSpan.FromHours(2), FullText: true),
                new FeedDeclaration("https://two.example/", IsEnabled: false),
            ],
            feeds.Select(f => f.Declaration).OrderBy(d => d.Url)
        );
        Assert.Equal(["https://one.example/rss"], Due());
        Assert.Equal((2, 0), (_file.Report.Feeds, _file.Report.Problems.Count));
        Assert.Equal(1, _trigger.Requests);
    }

    [Fact]
    public void An_array_alone_and_a_byte_order_mark_will_do()
    {
        Write("\uFEFF[{\"url\":\"https://one.example/\"}]");
        Assert.Single(All());
    }

    [Fact]
    public void Bad_entries_are_named_with_their_lines_and_keep_no_other_away()
    {
        Write(
            """
            [
              { "url": "https://good.example/1" },
              { "url": "gopher://bad.example/" },
              { "source": "nowhere" },
              { "url": "https://bad.example/", "intervall": "PT1H" },
              { "url": "https://bad.example/", "interval": "2 hours" },
              { "url": "https://bad.example/", "interval": "PT1S" },
              { "url": "https://bad.example/", "fullText": "yes" },
              { "url": "https://me:secret@bad.example/" },
              "https://bad.example/",
              { "url": "https://good.example/2",
                "source": "" },
              { "url": "https://good.example/1", "source": "again" },
              { "url": "https://good.example/3" }
            ]
            """
        );
        Assert.Equal(
            ["https://good.example/1", "https://good.example/3"],
            All().Select(f => f.Declaration.Url).Order()
        );
        Assert.Equal([3, 4, 5, 6, 7, 8, 9, 10, 11, 13], _file.Report.Problems.Select(p => p.Line));
        var reasons = _file.Report.Problems.Select(p => p.Reason).ToList();
        Assert.Contains("no http or https address", reasons[0], StringComparison.Ordinal);
        Assert.Contains("\"url\" is missing", reasons[1], StringComparison.Ordinal);
        Assert.Contains("no member \"intervall\"", reasons[2], StringComparison.Ordinal);
        Assert.Contains("ISO 8601", reasons[3], StringComparison.Ordinal);
        Assert.Contains("not between PT1M and P31D", reasons[4], StringComparison.Ordinal);
        Assert.Contains("neither true nor false", reasons[5], StringComparison.Ordinal);
        Assert.Contains("password", reasons[6], StringComparison.Ordinal);
        Assert.DoesNotContain("secret", reasons[6], StringComparison.Ordinal);
        Assert.Contains("JSON object", reasons[7], StringComparison.Ordinal);
        Assert.Contains("line 2", reasons[9], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[\n{\"url\": \"https://one.example/\"},\n{\"url\" \"https://two.example/\"}]", 3)]
    [InlineData("[{\"url\":\"https://one.example/\"}]\nx", 2)]
    [InlineData("", 1)]
    [InlineData("{\"feeds\":\n{}}", 2)]
    [InlineData("{\"feed\":[]}", 1)]
    [InlineData("\"x\"", 1)]
    [InlineData("[{\"url\":\"https://one.example/\"}", 1)]
    public void A_file_that_is_none_changes_nothing(string text, int line)
    {
        Write("[{\"url\":\"https://kept.example/\"}]");
        Write(text);
        Assert.Equal(["https://kept.example/"], All().Select(f => f.Declaration.Url));
        Assert.Equal(line, Assert.Single(_file.Report.Problems).Line);
    }

    [Fact]
    public void A_changed_entry_is_followed_and_an_unchanged_one_leaves_what_an_admin_changed()
    {
        Write("[{\"url\":\"https://one.example/\"},{\"url\":\"https://two.example/\"}]");
        var (one, two) = (Find("https://one.example/"), Find("https://two.example/"));
        foreach (var feed in new[] { one, two })
            _bench.Archive.Feeds.Change(
                feed.Id,
                feed.Declaration with
                {
                    Source = "By hand",
                },
                feed.FileEntry,
                PollingBench.Start
            );
        Write("[{\"url\":\"https://one.example/\"},{\"url\":\"https://two.example/\",\"source\":\"By file\"}]");
        Assert.Equal("By hand", Find("https://one.example/").Declaration.Source);
        Assert.Equal("By file", Find("https://two.example/").Declaration.Source);
    }

    [Fact]
    public void An_entry_that_is_taken_out_is_declared_no_more_unless_the_file_has_mistakes()
    {
        _bench.Declare("https://api.example/");
        Write("[{\"url\":\"https://one.example/\"},{\"url\":\"https://two.example/\"}]");
        Write("[{\"url\":\"https://one.example/\"},{\"urll\":\"https://two.example/\"}]");
        Assert.Equal(3, All().Count);
        Write("[{\"url\":\"https://one.example/\"}]");
        Assert.Equal(["https://api.example/", "https://one.example/"], All().Select(f => f.Declaration.Url).Order());
        File.Delete(_folder.Path("feeds.json"));
        _file.FollowIfChanged();
        Assert.Equal(2, All().Count);
    }

    [Fact]
    public void A_feed_that_moved_is_still_the_entry_that_declared_it()
    {
        Write("[{\"url\":\"https://old.example/\"}]");
        var feed = Find("https://old.example/");
        var moved = feed.Declaration with { Url = "https://new.example/" };
        _bench.Archive.Feeds.Record(feed, moved, feed.State, new FeedFetch(PollingBench.Start, TimeSpan.Zero, 200), 10);
        Write("[{\"url\":\"https://old.example/\"},{\"url\":\"https://new.example/\"}]");
        Assert.Equal(["https://new.example/"], All().Select(f => f.Declaration.Url));
        var problem = Assert.Single(_file.Report.Problems);
        Assert.Equal(1, problem.Line);
        Assert.Contains(feed.Id, problem.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_looked_at_again_and_again()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var watching = _file.WatchAsync(stop.Token);
        await File.WriteAllTextAsync(_folder.Path("feeds.json"), "[{\"url\":\"https://one.example/\"}]", stop.Token);
        while (All().Count == 0)
        {
            _bench.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(10), stop.Token);
        }
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);
    }

    private void Write(string text)
    {
        var path = _folder.Path("feeds.json");
        File.WriteAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        // Two writes within one tick of the file system are told apart.
        File.SetLastWriteTimeUtc(path, _written = _written.AddMinutes(1));
        _file.FollowIfChanged();
    }

    private IReadOnlyList<PolledFeed> All() => _bench.Archive.Feeds.All();

    private PolledFeed Find(string url) => _bench.Archive.Feeds.FindByUrl(url)!;

    private IEnumerable<string> Due() =>
        _bench.Archive.Feeds.Due(PollingBench.Start, 10).Select(f => f.Declaration.Url);

    private sealed class CountedTrigger : IPollingTrigger
    {
        public int Requests { get; private set; }

        public void Request() => Requests++;
    }
}
