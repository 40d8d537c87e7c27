using System.Text;
using NewsSearch.Articles;

namespace NewsSearch.Tests.Extraction.Feeds;

/// <summary>Feeds that no XML parser reads, as they are found every day.</summary>
public sealed class IllFormedFeedTests
{
    [Theory]
    [InlineData("<item><title>A & B</title><link>https://a.example/?x=1&y=2&copy=3</link></item>", "A & B")]
    [InlineData(
        "<item><title>Caf&eacute; &hellip; &unknown;</title><link>https://a.example/?x=1&amp;y=2&copy=3</link></item>",
        "Café … &unknown;"
    )]
    [InlineData("<item><title>No end<link>https://a.example/?x=1&amp;y=2&amp;copy=3</link></item>", "No end")]
    [InlineData(
        "<item><title>Wrong end</titel><link>https://a.example/?x=1&amp;y=2&amp;copy=3</link></item>",
        "Wrong end"
    )]
    [InlineData("<item><TITLE>Upper</TITLE><Link>https://a.example/?x=1&amp;y=2&amp;copy=3</LINK></ITEM>", "Upper")]
    [InlineData("<item><title><![CDATA[Open</title><link>https://a.example/?x=1&y=2&copy=3</link></item>", "Open")]
    [InlineData(
        "<item><title><![CDATA[Open ]]</title><link><![CDATA[https://a.example/?x=1&y=2&copy=3]]></link></item>",
        "Open"
    )]
    [InlineData(
        "<item><title>1 < 2 <3</title><link>\n https://a.example/?x=1&amp;y=2&amp;copy=3 \n</link></item>",
        "1 < 2 <3"
    )]
    [InlineData(
        "<item><title>Q</title><description>x <b>y<br>z <p>w</description><link>https://a.example/?x=1&y=2&copy=3</item>",
        "Q"
    )]
    [InlineData(
        "<item><title foo='>' bar=\"a>b\" baz='>Attributes</title><link>https://a.example/?x=1&y=2&copy=3</link></item>",
        "Attributes"
    )]
    [InlineData(
        "<rss:item><atom:title>Prefixes</atom:title><atom:link href='https://a.example/?x=1&y=2&copy=3'/></rss:item>",
        "Prefixes"
    )]
    [InlineData(
        "<item><title>Control \u0001\u0092s</title><link>https://a.example/?x=1&y=2&copy=3</link></item>",
        "Control ’s"
    )]
    public async Task The_item_and_the_one_behind_it_are_read(string item, string headline)
    {
        var feed =
            $"<rss version=2.0><channel><title>T</title>{item}<item><title>Next</title><description>d</description></item></channel></rss>";
        Assert.Equal("feed", Reading.Recognized(feed));
        var items = await Reading.Items("feed", feed);
        Assert.Equal([headline, "Next"], items.Select(i => i.Article?.Headline));
        Assert.Equal("https://a.example/?x=1&y=2&copy=3", items[0].Article!.Url);
        Assert.Equal("T", items[1].Article!.Source.Name);
    }

    [Fact]
    public async Task Missing_end_tags_of_items_end_where_the_next_begins()
    {
        var items = await Reading.Items(
            "feed",
            "<rss><channel><title>T<item><title>A</title><item><title>B<item><title>C</title></channel></rss>"
        );
        Assert.Equal(["A", "B", "C"], items.Select(i => i.Article?.Headline));
        Assert.All(items, i => Assert.Equal("T", i.Article!.Source.Name));
    }

    [Fact]
    public async Task A_feed_may_name_itself_behind_its_items()
    {
        var article = await Reading.One(
            "feed",
            "<rss><channel><item><title>A</title></item><image><title>Logo</title></image><title>Late</title></channel></rss>"
        );
        Assert.Equal("Late", article.Source.Name);
    }

    [Fact]
    public async Task Every_cut_of_a_feed_gives_the_items_before_it()
    {
        const string feed =
            "<?xml version='1.0'?><rss><channel><title>T</title><item><title>First</title><description><![CDATA[<p>One</p>]]></description></item><item><title>Second</title><link>https://a.example/second</link><description>Two &amp; more</description></item></channel></rss>";
        var firstEnds = feed.IndexOf("</item>", StringComparison.Ordinal) + 7;
        for (var length = 30; length <= feed.Length; length++)
        {
            var items = await Reading.Items("feed", feed[..length]);
            if (length >= firstEnds)
                Assert.Equal(("First", "One"), (items[0].Article!.Headline, items[0].Article!.Body));
            Assert.All(items, i => Assert.Contains(i.Article?.Url, (string?[])[null, "https://a.example/second"]));
            if (items.Count > 1 && items[1].Article is { Headline: not "Second" } last)
                Assert.NotNull(last.Url);
        }
    }

    [Fact]
    public async Task Comments_that_are_not_closed_cost_only_themselves()
    {
        var items = await Reading.Items(
            "feed",
            "<rss><channel><!-- open><title>T</title><item><title>A</title></item></channel></rss>"
        );
        Assert.Equal(("A", "T"), (items[0].Article!.Headline, items[0].Article!.Source.Name));
        var hidden = await Reading.Items(
            "feed",
            "<rss><channel><!-- <item><title>Hidden</title></item> --><item><title>A</title></item></channel></rss>"
        );
        Assert.Equal("A", Assert.Single(hidden).Article!.Headline);
    }

    [Fact]
    public async Task Wrong_encodings_are_seen_through()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        const string feed =
            "<?xml version='1.0' encoding='{0}'?><rss><channel><title>T</title><item><title>“Größe” – €</title></item></channel></rss>";
        var declaredLatin = feed.Replace("{0}", "iso-8859-1");
        Assert.Equal("“Größe” – €", (await Items(Encoding.UTF8.GetBytes(declaredLatin)))[0]);
        Assert.Equal("“Größe” – €", (await Items(Encoding.GetEncoding(1252).GetBytes(declaredLatin)))[0]);
        Assert.Equal(
            "“Größe” – €",
            (await Items(Encoding.GetEncoding(1252).GetBytes(feed.Replace("{0}", "utf-8"))))[0]
        );
        Assert.Equal("“Größe” – €", (await Items(Encoding.UTF8.GetBytes(feed.Replace("{0}", "utf-16"))))[0]);
        Assert.Equal("“Größe” – €", (await Items(Encoding.UTF8.GetBytes(feed.Replace("{0}", "no-such"))))[0]);
        var damaged = Encoding.UTF8.GetBytes(
            feed.Replace("{0}", "utf-8").Replace("</channel>", "<item><title>x</title></item></channel>")
        );
        damaged[^40] = 0xFF;
        Assert.Equal("“Größe” – €", (await Items(damaged))[0]);
    }

    [Fact]
    public async Task Document_types_and_their_entities_are_not_read()
    {
        const string feed = """
            <?xml version="1.0"?>
            <!DOCTYPE rss [ <!ENTITY a "aaaaaaaaaa"> <!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;"> <!ENTITY file SYSTEM "file:///etc/passwd"> ]>
            <rss><channel><title>T</title><item><title>X &b; &file; Y</title></item></channel></rss>
            """;
        Assert.Equal("feed", Reading.Recognized(feed));
        Assert.Equal("X &b; &file; Y", (await Reading.One("feed", feed)).Headline);
    }

    private static async Task<List<string?>> Items(byte[] bytes) =>
        (await Reading.Items("feed", bytes)).ConvertAll(i => i.Article?.Headline);
}
