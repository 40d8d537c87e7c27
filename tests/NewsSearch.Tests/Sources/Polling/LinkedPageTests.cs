using NewsSearch.Archive;
using NewsSearch.Articles;

namespace NewsSearch.Tests.Sources.Polling;

/// <summary>Feeds that give excerpts, and the pages behind them.</summary>
public sealed class LinkedPageTests : IAsyncDisposable
{
    private readonly PollingBench _bench = new(s => s with { PagesPerPoll = 2 });

    private LocalServer Server => _bench.Server;

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task The_page_completes_the_item_that_links_to_it()
    {
        Server.ServeTagged("/f", _bench.Rss("one", "two"), "\"a\"");
        ServePages("one", "two");
        var feed = await _bench.PollAsync(Declare());
        var articles = _bench.Articles();
        Assert.Equal(["one", "two"], articles.Select(a => a.Headline));
        Assert.All(articles, a => Assert.Equal(Completeness.Full, a.Completeness));
        Assert.All(
            articles,
            a => Assert.Contains("Every word of it stands on the page", a.Body, StringComparison.Ordinal)
        );
        Assert.All(articles, a => Assert.Contains(a.Via, v => v.Name == "Harbour News"));
        Assert.Equal(["one", "two"], articles.Select(a => a.Headline));
        var fetch = Assert.Single(_bench.Archive.Feeds.Fetches(feed.Id, 10));
        Assert.Equal((2, 2), (fetch.Items, fetch.Pages));
        Assert.Equal("\"a\"", feed.State.EntityTag);
        // Feed and pages went through the ledger.
        Assert.Equal(4, _bench.Received);
    }

    [Fact]
    public async Task A_page_is_fetched_once_as_long_as_its_item_stays_as_it_is()
    {
        Server.Serve("/f", _bench.Rss("one", "two"));
        ServePages("one", "two");
        var feed = await _bench.PollAsync(Declare());
        await _bench.PollAsync(feed);
        Assert.Equal(2, PageRequests());
        Server.Serve("/f", _bench.Rss("one", "two").Replace("About two.", "More about two.", StringComparison.Ordinal));
        await _bench.PollAsync(feed);
        Assert.Equal(3, PageRequests());
        Server.Serve("/f", _bench.Rss("two"));
        await _bench.PollAsync(feed);
        Assert.Equal([Server.Url("/a/two")], _bench.Archive.Feeds.Pages(feed.Id).Keys);
    }

    [Fact]
    public async Task Pages_beyond_the_limit_follow_with_the_next_poll_which_sees_the_document_again()
    {
        Server.ServeTagged("/f", _bench.Rss("a", "b", "c", "d", "e"), "\"a\"");
        ServePages("a", "b", "c", "d", "e");
        var feed = await _bench.PollAsync(Declare());
        Assert.Equal(2, PageRequests());
        Assert.Null(feed.State.EntityTag);
        Assert.Equal(PollingBench.Start + _bench.Settings.ShortestInterval, feed.State.NextDue);
        feed = await _bench.PollAsync(feed);
        feed = await _bench.PollAsync(feed);
        Assert.Equal(5, PageRequests());
        Assert.Equal("\"a\"", feed.State.EntityTag);
        // The excerpts that came again took nothing of it back.
        Assert.All(_bench.Articles(), a => Assert.Equal((Completeness.Full, 2), (a.Completeness, a.Version)));
    }

    [Fact]
    public async Task A_page_that_cannot_be_had_leaves_the_item_as_it_is()
    {
        Server.Serve("/f", _bench.Rss("one", "two"));
        Server.Serve("/a/one", "%PDF-1.7 not a page", "Content-Type: application/pdf\r\n");
        var feed = await _bench.PollAsync(Declare());
        Assert.Equal(0, feed.State.Failures);
        Assert.Contains("is no HTML page", feed.State.LastError, StringComparison.Ordinal);
        Assert.All(_bench.Articles(), a => Assert.Equal(Completeness.Excerpt, a.Completeness));
        // Neither will ever be had, so neither is asked for again.
        await _bench.PollAsync(feed);
        Assert.Equal(2, PageRequests());
    }

    [Fact]
    public async Task A_page_that_may_come_back_is_tried_again_but_not_for_ever()
    {
        Server.ServeTagged("/f", _bench.Rss("one"), "\"a\"");
        Server.Serve("/a/one", "", status: "502 Bad Gateway");
        var feed = Declare();
        for (var n = 0; n < 6; n++)
            feed = await _bench.PollAsync(feed);
        Assert.Equal(3, PageRequests());
        Assert.Equal("\"a\"", feed.State.EntityTag);
    }

    [Fact]
    public async Task A_server_of_pages_that_asks_for_time_gets_it()
    {
        Server.Serve("/f", _bench.Rss("one", "two"));
        Server.Serve("/a/one", "", "Retry-After: 7200\r\n", "429 Too Many Requests");
        var feed = await _bench.PollAsync(Declare());
        Assert.Equal(1, PageRequests());
        Assert.Equal(PollingBench.Start.AddHours(2), feed.State.NextDue);
    }

    [Fact]
    public async Task Pages_that_the_site_forbids_are_not_fetched()
    {
        Server.Serve("/robots.txt", "User-agent: *\nDisallow: /a/\n");
        Server.Serve("/f", _bench.Rss("one"));
        ServePages("one");
        var feed = await _bench.PollAsync(Declare());
        Assert.Equal(0, PageRequests());
        Assert.Contains("does not let", feed.State.LastError, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Items_with_their_whole_text_need_no_page()
    {
        Server.Serve(
            "/f",
            "<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel><title>H</title>"
                + $"<item><title>one</title><link>{Server.Url("/a/one")}</link>"
                + "<content:encoded>&lt;p&gt;The whole text of it.&lt;/p&gt;</content:encoded></item></channel></rss>"
        );
        await _bench.PollAsync(Declare());
        Assert.Equal(0, PageRequests());
    }

    [Fact]
    public async Task A_plain_sitemap_gives_addresses_and_its_pages_the_articles()
    {
        Server.Serve(
            "/f",
            $"<urlset><url><loc>{Server.Url("/a/one")}</loc></url><url><loc>{Server.Url("/a/two")}</loc></url></urlset>"
        );
        ServePages("one", "two");
        var feed = await _bench.PollAsync(Declare());
        Assert.Equal(["one", "two"], _bench.Articles().Select(a => a.Headline));
        Assert.Equal(0, feed.State.Failures);
    }

    private PolledFeed Declare() => _bench.Declare("/f", d => d with { FullText = true });

    private int PageRequests() => Server.Requests.Count(r => r.Path.StartsWith("/a/", StringComparison.Ordinal));

    private void ServePages(params string[] names)
    {
        foreach (var name in names)
        {
            var paragraphs = string.Concat(
                Enumerable
                    .Range(1, 6)
                    .Select(n =>
                        $"<p>Paragraph {n} of the article {name}. Every word of it stands on the page, and nowhere else, "
                        + "because the feed gives only the first line of what the newsroom wrote that day.</p>"
                    )
            );
            Server.Serve(
                $"/a/{name}",
                $"<!doctype html><html lang=\"en\"><head><title>{name}</title><meta property=\"og:title\" content=\"{name}\"></head>"
                    + $"<body><article><h1>{name}</h1>{paragraphs}</article></body></html>",
                "Content-Type: text/html\r\n"
            );
        }
    }
}
