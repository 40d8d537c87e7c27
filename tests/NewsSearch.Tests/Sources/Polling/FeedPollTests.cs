using NewsSearch.Archive;
using NewsSearch.Articles;

namespace NewsSearch.Tests.Sources.Polling;

/// <summary>What a poll does with each kind of answer, and when the feed is due again.</summary>
public sealed class FeedPollTests : IAsyncDisposable
{
    private readonly PollingBench _bench = new();

    private LocalServer Server => _bench.Server;

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Items_are_taken_in_once_and_the_server_is_asked_whether_anything_changed()
    {
        Server.ServeTagged("/f", _bench.Rss("one", "two"), "\"a\"");
        var feed = await _bench.PollAsync(_bench.Declare("/f", d => d with { Source = "The Harbour", Via = "wire" }));
        Assert.Equal(["one", "two"], _bench.Articles().Select(a => a.Headline));
        Assert.All(_bench.Articles(), a => Assert.Equal("The Harbour", a.Source.Name));
        Assert.All(_bench.Articles(), a => Assert.Contains(a.Via, v => v.Name == "wire"));
        Assert.Equal(
            (200, 2, 0, null, "\"a\""),
            (
                feed.State.LastStatus,
                feed.State.LastItems,
                feed.State.Failures,
                feed.State.LastError,
                feed.State.EntityTag
            )
        );
        Assert.Equal(PollingBench.Start + _bench.Settings.Interval, feed.State.NextDue);

        feed = await _bench.PollAsync(feed);
        Assert.Equal(304, feed.State.LastStatus);
        Assert.Equal("\"a\"", Server.Requests[1].Header("If-None-Match"));
        Assert.Equal(2, _bench.Received);
        Assert.Equal(2, feed.State.LastItems);

        Server.ServeTagged("/f", _bench.Rss("one", "two", "three"), "\"b\"");
        feed = await _bench.PollAsync(feed);
        Assert.Equal("\"b\"", feed.State.EntityTag);
        Assert.Equal(
            (5, 3, 2),
            (_bench.Received, _bench.Count(IngestOutcome.Created), _bench.Count(IngestOutcome.Unchanged))
        );
        var log = _bench.Archive.Feeds.Fetches(feed.Id, 10);
        Assert.Equal([200, 304, 200], log.Select(f => f.Status));
        Assert.Equal([(3, 1), (0, 0), (2, 2)], log.Select(f => (f.Items, f.Created)));
        Assert.Equal(3, feed.State.Fetches);
    }

    [Fact]
    public async Task The_date_of_the_copy_is_sent_back_as_the_server_wrote_it()
    {
        Server.Serve("/f", _bench.Rss("one"), "Last-Modified: yesterday, about noon\r\n");
        var feed = await _bench.PollAsync(_bench.Declare("/f"));
        await _bench.PollAsync(feed);
        Assert.Equal("yesterday, about noon", Server.Requests[1].Header("If-Modified-Since"));
    }

    [Fact]
    public async Task A_304_that_was_not_asked_for_is_a_failure()
    {
        Server.Serve("/f", "", status: "304 Not Modified");
        Assert.Equal(1, (await _bench.PollAsync(_bench.Declare("/f"))).State.Failures);
    }

    [Fact]
    public async Task Failures_back_off_further_and_further_and_one_success_forgives_them()
    {
        Server.Serve("/f", "", status: "500 Internal Server Error");
        var feed = _bench.Declare("/f");
        var waits = new List<double>();
        for (var n = 1; n <= 8; n++)
        {
            feed = await _bench.PollAsync(feed);
            Assert.Equal(n, feed.State.Failures);
            Assert.Contains("500", feed.State.LastError, StringComparison.Ordinal);
            waits.Add((feed.State.NextDue!.Value - _bench.Clock.GetUtcNow()).TotalMinutes);
            _bench.AwaitDue(feed);
        }
        for (var n = 0; n < waits.Count; n++)
        {
            var most = Math.Min(30 * Math.Pow(2, n + 1), 24 * 60);
            Assert.InRange(waits[n], most / 2, most);
        }
        Server.Serve("/f", _bench.Rss("one"));
        feed = await _bench.PollAsync(feed);
        Assert.Equal((0, null), (feed.State.Failures, feed.State.LastError));
        Assert.Equal(_bench.Clock.GetUtcNow() + _bench.Settings.Interval, feed.State.NextDue);
    }

    [Theory]
    [InlineData("429 Too Many Requests", "36000")]
    [InlineData("503 Service Unavailable", "36000")]
    [InlineData("503 Service Unavailable", "Sat, 01 Mar 2025 22:00:00 GMT")]
    public async Task A_server_that_asks_for_time_gets_it(string status, string retryAfter)
    {
        Server.Serve("/f", "", $"Retry-After: {retryAfter}\r\n", status);
        var feed = await _bench.PollAsync(_bench.Declare("/f"));
        Assert.Equal(PollingBench.Start.AddHours(10), feed.State.NextDue);
        Assert.Contains("fewer requests", feed.State.LastError, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("-5")]
    [InlineData("Sat, 01 Mar 2005 22:00:00 GMT")]
    public async Task A_time_that_makes_no_sense_is_not_waited_for(string retryAfter)
    {
        Server.Serve("/f", "", $"Retry-After: {retryAfter}\r\n", "503 Service Unavailable");
        var feed = await _bench.PollAsync(_bench.Declare("/f"));
        Assert.InRange(feed.State.NextDue!.Value - PollingBench.Start, TimeSpan.FromMinutes(30), TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task A_feed_that_moved_for_good_is_followed_and_keeps_its_id()
    {
        Server.Redirect("/old", "301 Moved Permanently", "/new");
        Server.Serve("/new", _bench.Rss("one"));
        var declared = _bench.Declare("/old");
        var feed = await _bench.PollAsync(declared);
        Assert.Equal(Server.Url("/new"), feed.Declaration.Url);
        Assert.Equal((declared.Id, Server.Url("/old")), (feed.Id, feed.DeclaredUrl));
        await _bench.PollAsync(feed);
        Assert.Equal(["/old", "/new", "/new"], Server.Requests.Select(r => r.Path));
    }

    [Fact]
    public async Task A_move_to_nothing_moves_nothing()
    {
        Server.Redirect("/old", "308 Permanent Redirect", "/nothing");
        var feed = await _bench.PollAsync(_bench.Declare("/old"));
        Assert.Equal(Server.Url("/old"), feed.Declaration.Url);
        Assert.Equal(1, feed.State.Failures);
    }

    [Fact]
    public async Task A_feed_that_moved_to_where_another_one_is_polled_is_polled_once()
    {
        Server.Redirect("/old", "301 Moved Permanently", "/new");
        Server.Serve("/new", _bench.Rss("one"));
        var other = _bench.Declare("/new");
        var feed = await _bench.PollAsync(_bench.Declare("/old"));
        Assert.False(feed.Declaration.IsEnabled);
        Assert.Null(feed.State.NextDue);
        Assert.Contains(other.Id, feed.State.LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_feed_that_is_gone_for_good_is_not_polled_any_more()
    {
        Server.Serve("/f", "", status: "410 Gone");
        var feed = await _bench.PollAsync(_bench.Declare("/f"));
        Assert.False(feed.Declaration.IsEnabled);
        Assert.Null(feed.State.NextDue);
        Assert.Contains("gone for good", feed.State.LastError, StringComparison.Ordinal);
        Assert.Empty(_bench.Archive.Feeds.Due(PollingBench.Start.AddYears(1), 10));
    }

    [Fact]
    public async Task A_page_instead_of_a_feed_is_told_with_the_feeds_that_it_names()
    {
        Server.Serve(
            "/",
            """
            <!doctype html><html><head><title>Harbour News</title>
            <link rel="alternate" type="application/rss+xml" href="/rss.xml">
            <link rel="alternate" type="application/json" href="/api">
            <link rel="alternate" type="application/atom+xml" href="https://elsewhere.example/atom"></head><body>Hello</body></html>
            """,
            "Content-Type: text/html\r\n"
        );
        var feed = await _bench.PollAsync(_bench.Declare("/"));
        Assert.Equal(1, feed.State.Failures);
        Assert.EndsWith(
            $"is an HTML page, not a feed. It names these feeds: {Server.Url("/rss.xml")}, https://elsewhere.example/atom.",
            feed.State.LastError,
            StringComparison.Ordinal
        );
        // No article, but a line in the ledger.
        Assert.Empty(_bench.Articles());
        Assert.Equal((1, 1), (_bench.Received, _bench.Count(IngestOutcome.Quarantined)));
    }

    [Theory]
    [InlineData("just some text that says nothing of importance", "is no feed")]
    [InlineData("", "is empty")]
    [InlineData("<html><body><p>Log in</p></body></html>", "the page names no feed")]
    public async Task What_is_no_feed_is_told(string body, string reason)
    {
        Server.Serve("/f", body, "Content-Type: application/rss+xml\r\n");
        var feed = await _bench.PollAsync(_bench.Declare("/f"));
        Assert.Contains(reason, feed.State.LastError, StringComparison.Ordinal);
        Assert.Empty(_bench.Articles());
    }

    [Fact]
    public async Task The_declared_type_of_a_feed_does_not_matter()
    {
        Server.Serve("/f", _bench.Rss("one"), "Content-Type: text/html\r\n");
        Assert.Equal(0, (await _bench.PollAsync(_bench.Declare("/f"))).State.Failures);
        Assert.Single(_bench.Articles());
    }

    [Fact]
    public async Task A_document_that_was_cut_makes_no_article_out_of_its_stump()
    {
        var whole = _bench.Rss("one", "two");
        var cut = whole[..(whole.IndexOf("About two", StringComparison.Ordinal) + 6)];
        // The server lies about the length, so that nothing of the transport tells.
        Server.Serve("/f", whole, $"Content-Length: {cut.Length}\r\n");
        var feed = await _bench.PollAsync(_bench.Declare("/f"));
        Assert.Contains("breaks off", feed.State.LastError, StringComparison.Ordinal);
        Assert.Empty(_bench.Articles());
        Server.Serve("/f", whole);
        Assert.Equal(0, (await _bench.PollAsync(feed)).State.Failures);
        Assert.All(_bench.Articles(), a => Assert.Equal(1, a.Version));
    }

    [Fact]
    public async Task A_feed_without_items_is_a_feed()
    {
        Server.Serve("/f", _bench.Rss());
        var feed = await _bench.PollAsync(_bench.Declare("/f"));
        Assert.Equal((0, 0), (feed.State.Failures, feed.State.LastItems));
    }

    [Theory]
    [InlineData("<ttl>120</ttl>", 120)]
    [InlineData("<ttl>1</ttl>", 5)]
    [InlineData("<ttl>9999999</ttl>", 30)]
    [InlineData("<ttl>100000</ttl>", 1_440)]
    [InlineData("<ttl>soon</ttl>", 30)]
    [InlineData("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", 30)]
    [InlineData("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>3</sy:updateFrequency>", 20)]
    [InlineData("<sy:updatePeriod>daily</sy:updatePeriod>", 1_440)]
    public async Task Hints_of_the_feed_are_followed_within_bounds(string channel, int minutes)
    {
        Server.Serve("/f", _bench.RssWith(channel, "one"));
        var feed = await _bench.PollAsync(_bench.Declare("/f"));
        Assert.Equal(PollingBench.Start.AddMinutes(minutes), feed.State.NextDue);
    }

    [Fact]
    public async Task News_sitemaps_and_json_feeds_are_polled_too()
    {
        Server.Serve(
            "/sitemap.xml",
            $"""
            <?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
            <url><loc>{Server.Url(
                "/s1"
            )}</loc><news:news><news:publication><news:name>Harbour</news:name><news:language>en</news:language></news:publication>
            <news:publication_date>2025-03-01</news:publication_date><news:title>From the sitemap</news:title></news:news></url></urlset>
            """
        );
        Server.Serve(
            "/feed.json",
            $$"""{"version":"https://jsonfeed.org/version/1.1","title":"J","items":[{"id":"1","url":"{{Server.Url(
                "/j1"
            )}}","title":"From the JSON feed","content_text":"Text."}]}"""
        );
        await _bench.PollAsync(_bench.Declare("/sitemap.xml"));
        await _bench.PollAsync(_bench.Declare("/feed.json"));
        Assert.Equal(["From the JSON feed", "From the sitemap"], _bench.Articles().Select(a => a.Headline));
    }

    [Fact]
    public async Task An_index_of_sitemaps_is_told_with_what_it_names()
    {
        Server.Serve(
            "/index.xml",
            $"<sitemapindex><sitemap><loc>{Server.Url("/one.xml")}</loc></sitemap><sitemap><loc>{Server.Url("/two.xml")}</loc></sitemap></sitemapindex>"
        );
        var feed = await _bench.PollAsync(_bench.Declare("/index.xml"));
        Assert.Contains(
            $"{Server.Url("/one.xml")}, {Server.Url("/two.xml")}.",
            feed.State.LastError,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_refused_address_is_told_and_the_feed_backs_off()
    {
        var feed = await _bench.PollAsync(_bench.Declare("http://127.0.0.1:1/feed"));
        Assert.Contains("AllowedPrivateHosts", feed.State.LastError, StringComparison.Ordinal);
        Assert.Null(feed.State.LastStatus);
        Assert.True(feed.State.NextDue > PollingBench.Start);
    }

    [Fact]
    public async Task What_was_declared_while_a_poll_ran_is_not_lost()
    {
        var feed = _bench.Declare("/f");
        var changed = feed.Declaration with { Source = "Another", Interval = TimeSpan.FromHours(2) };
        Server.On(
            "/f",
            async (_, stream, cancellation) =>
            {
                Assert.True(_bench.Archive.Feeds.Change(feed.Id, changed, null, _bench.Clock.GetUtcNow()));
                await LocalServer.WriteAsync(
                    stream,
                    LocalServer.Answer(
                        "200 OK",
                        "ETag: \"x\"\r\n",
                        System.Text.Encoding.UTF8.GetBytes(_bench.Rss("one"))
                    ),
                    cancellation
                );
            }
        );
        var after = await _bench.PollAsync(feed);
        Assert.Equal(changed, after.Declaration);
        // Still due, and without the tag: the document is to be read under the new declaration.
        Assert.Equal((PollingBench.Start, null), (after.State.NextDue, after.State.EntityTag));
        Assert.Single(_bench.Archive.Feeds.Fetches(feed.Id, 10));
    }

    [Fact]
    public async Task A_feed_that_was_removed_while_a_poll_ran_stays_removed()
    {
        var feed = _bench.Declare("/f");
        Server.On(
            "/f",
            (_, stream, cancellation) =>
            {
                _bench.Archive.Feeds.Remove(feed.Id);
                return LocalServer.WriteAsync(stream, LocalServer.Answer("500 Oops", "", []), cancellation);
            }
        );
        await _bench.Poll.PollAsync(feed, TestContext.Current.CancellationToken);
        Assert.Null(_bench.Archive.Feeds.Find(feed.Id));
        Assert.Empty(_bench.Archive.Feeds.Fetches(feed.Id, 10));
    }
}
