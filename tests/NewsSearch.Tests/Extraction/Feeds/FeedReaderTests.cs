using System.Text;
using NewsSearch.Articles;
using NewsSearch.Extraction;

namespace NewsSearch.Tests.Extraction.Feeds;

public sealed class FeedReaderTests
{
    private const string Rss = """
        <?xml version="1.0" encoding="UTF-8"?>
        <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:d="http://purl.org/dc/elements/1.1/"
             xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom">
        <channel>
          <title>The Harbour Post</title>
          <link>https://harbour.example/</link>
          <atom:link rel="self" href="https://harbour.example/feed.xml"/>
          <language>en-gb</language>
          <item>
            <title>Ferries &amp;amp; trains: &lt;em&gt;what&lt;/em&gt; changes for List&lt;T&gt;</title>
            <link>/2024/ferries?utm_source=rss</link>
            <guid isPermaLink="false">hp-1</guid>
            <pubDate>Mon, 05 Feb 2024 08:30:00 +0100</pubDate>
            <d:creator><![CDATA[Jane Doe and Max Power]]></d:creator>
            <category>Transport</category>
            <category domain="http://cv.iptc.org/newscodes/mediatopic/">20000337</category>
            <description>Short.</description>
            <content:encoded><![CDATA[<p>OSLO (AP) — The ferries stop.</p><p>The trains&nbsp;go on.</p><script>x()</script>
              <figure><img src="/i/f.jpg"><figcaption>A ferry. Photo: Ann Lee</figcaption></figure>]]></content:encoded>
            <media:content url="https://harbour.example/a.jpg" medium="image">
              <media:description>The pier</media:description><media:credit>Bo Berg / AFP</media:credit>
            </media:content>
            <enclosure url="https://harbour.example/a.mp3" type="audio/mpeg" length="1"/>
          </item>
          <item>
            <title>Only a teaser</title>
            <description>&lt;p&gt;Caf&amp;eacute; reopens&lt;/p&gt;</description>
            <guid>https://harbour.example/2024/cafe</guid>
            <source url="https://origin.example/feed">Origin Times</source>
            <author>ed@harbour.example (Mary Major)</author>
            <pubDate>2024-02-06</pubDate>
          </item>
        </channel>
        </rss>
        """;

    [Fact]
    public async Task Rss_fields_are_read()
    {
        var items = await Reading.Items("feed", Rss);
        Assert.Equal([9L, 25L], items.Select(i => i.Line!.Value));
        var article = items[0].Article!;
        Assert.Equal("Ferries & trains: what changes for List<T>", article.Headline);
        Assert.Equal("https://harbour.example/2024/ferries", article.Url);
        Assert.Equal("OSLO (AP) — The ferries stop.\n\nThe trains go on.", article.Body);
        Assert.Equal(Completeness.Full, article.Completeness);
        Assert.Equal("OSLO", article.Dateline);
        Assert.Equal("Jane Doe and Max Power", article.Byline);
        Assert.Equal(["Jane Doe", "Max Power"], article.Authors);
        Assert.Equal(["Transport"], article.Keywords);
        Assert.Equal([new Topic("medtop:20000337", null, "medtop")], article.Topics);
        Assert.Equal("en-GB", article.Language);
        Assert.Equal(new ArticleSource("the-harbour-post", "The Harbour Post"), article.Source);
        Assert.Equal(
            new Carrier("The Harbour Post", "https://harbour.example/feed.xml", Reading.Retrieved),
            Assert.Single(article.Via)
        );
        Assert.Equal(new DateTimeOffset(2024, 2, 5, 7, 30, 0, TimeSpan.Zero), article.Published!.Value);
        Assert.Equal(("feed", DatePrecision.Second), (article.Published.Evidence, article.Published.Precision));
        Assert.Equal(
            [
                new ArticleImage("https://harbour.example/a.jpg", "The pier", "Bo Berg / AFP"),
                new ArticleImage("https://harbour.example/i/f.jpg", "A ferry.", "Ann Lee"),
            ],
            article.Images
        );
        Assert.StartsWith("<item>", Encoding.UTF8.GetString(items[0].Raw.Span), StringComparison.Ordinal);
        Assert.EndsWith("</item>", Encoding.UTF8.GetString(items[0].Raw.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_item_that_was_taken_over_belongs_to_its_origin()
    {
        var article = (await Reading.Items("feed", Rss))[1].Article!;
        Assert.Equal("Origin Times", article.Source.Name);
        Assert.Equal("The Harbour Post", Assert.Single(article.Via).Name);
        Assert.Equal("https://harbour.example/2024/cafe", article.Url);
        Assert.Equal("Café reopens", article.Body);
        Assert.Equal(Completeness.Excerpt, article.Completeness);
        Assert.Equal(["Mary Major"], article.Authors);
        Assert.Equal(DatePrecision.Day, article.Published!.Precision);
    }

    [Fact]
    public async Task A_page_has_one_id_in_every_feed()
    {
        var other = Rss.Replace("The Harbour Post", "Harbour Post | World")
            .Replace("hp-1", "https://harbour.example/?p=1");
        Assert.Equal(
            (await Reading.Items("feed", Rss))[0].Article!.Id,
            (await Reading.Items("feed", other))[0].Article!.Id
        );
        var ticker =
            "<rss><channel><link>https://a.example/</link><item><guid>1</guid><title>A</title><link>https://a.example/t#1</link></item><item><guid>2</guid><title>A</title><link>https://a.example/t#2</link></item></channel></rss>";
        Assert.Equal(2, (await Reading.Items("feed", ticker)).Select(i => i.Article!.Id).Distinct().Count());
    }

    [Fact]
    public async Task Atom_is_read_by_its_types()
    {
        const string feed = """
            <feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/blog/" xml:lang="de">
              <title type="html">B&amp;auml;ume</title><id>urn:feed</id><author><name>Eva Klein</name></author>
              <entry>
                <title>AT&amp;amp;T &lt;b</title><id>urn:1</id>
                <link rel="enclosure" type="image/png" href="i.png"/><link rel="alternate" href="1.html"/>
                <updated>2024-01-02T03:04:05Z</updated>
                <summary>Kurz</summary>
                <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>a &lt; b</p><p>Zwei<br/>Zeilen</p></div></content>
              </entry>
              <entry xml:base="2/">
                <title type="xhtml"><x:div xmlns:x="http://www.w3.org/1999/xhtml">Ein <x:b>Wort</x:b></x:div></title>
                <id>urn:2</id><link href="x.html"/><published>2024-01-01T00:00:00+01:00</published><updated>2024-01-03T00:00:00Z</updated>
                <source><title>Quelle</title></source><author><name>mononym</name></author>
                <content type="text" xml:lang="fr">Un.

            Deux.</content><category term="c-1" label="Politik"/>
              </entry>
            </feed>
            """;
        var items = await Reading.Items("feed", feed);
        var (first, second) = (items[0].Article!, items[1].Article!);
        Assert.Equal("AT&amp;T <b", first.Headline);
        Assert.Equal("a < b\n\nZwei Zeilen", first.Body);
        Assert.Equal("https://a.example/blog/1.html", first.Url);
        Assert.Equal("https://a.example/blog/i.png", Assert.Single(first.Images).Url);
        Assert.Equal(("Bäume", "de", "Eva Klein"), (first.Source.Name, first.Language, Assert.Single(first.Authors)));
        Assert.Equal(new DateTimeOffset(2024, 1, 2, 3, 4, 5, TimeSpan.Zero), first.Published!.Value);
        Assert.Equal(first.Published.Value, first.Modified);
        Assert.Equal("Ein Wort", second.Headline);
        Assert.Equal("https://a.example/blog/2/x.html", second.Url);
        Assert.Equal(("Un.\n\nDeux.", "fr", "Quelle"), (second.Body, second.Language, second.Source.Name));
        Assert.Equal(["mononym"], second.Authors);
        Assert.Equal(["Politik", "c-1"], second.Keywords);
        Assert.Equal(new DateTimeOffset(2023, 12, 31, 23, 0, 0, TimeSpan.Zero), second.Published!.Value);
    }

    [Fact]
    public async Task Rss_1_has_its_items_beside_the_channel()
    {
        const string feed = """
            <r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
              <x:channel r:about="https://a.example/"><x:title>Slash</x:title><x:link>https://a.example/</x:link><dc:language>en</dc:language></x:channel>
              <x:item r:about="https://a.example/1"><x:title>One</x:title><x:link>https://a.example/1</x:link><dc:date>2003-05-06</dc:date><dc:subject>tech</dc:subject></x:item>
            </r:RDF>
            """;
        Assert.Equal("feed", Reading.Recognized(feed));
        var article = await Reading.One("feed", feed);
        Assert.Equal(("One", "Slash", "en"), (article.Headline, article.Source.Name, article.Language));
        Assert.Equal(("https://a.example/1", DatePrecision.Day), (article.Url, article.Published!.Precision));
        Assert.Equal(["tech"], article.Keywords);
        Assert.Equal(Completeness.Headline, article.Completeness);
    }

    [Fact]
    public async Task What_the_sender_says_fills_what_the_feed_leaves_open()
    {
        var context = new ReadContext(
            Reading.Retrieved,
            Source: "Agency",
            Via: "inbox",
            Url: "https://h.example/rss/all"
        );
        var items = await Reading.Items(
            "feed",
            Rss.Replace("<atom:link rel=\"self\" href=\"https://harbour.example/feed.xml\"/>", ""),
            context
        );
        Assert.Equal("Agency", items[0].Article!.Source.Name);
        Assert.Equal("Origin Times", items[1].Article!.Source.Name);
        Assert.Equal(["The Harbour Post", "inbox"], items[0].Article!.Via.Select(v => v.Name));
        Assert.Equal("https://h.example/rss/all", items[0].Article!.Via[0].Url);
        Assert.Equal("https://h.example/2024/ferries", items[0].Article!.Url);
    }

    [Fact]
    public async Task An_item_without_title_and_text_is_refused_with_its_line()
    {
        var items = await Reading.Items(
            "feed",
            "<rss>\n<channel>\n<item><link>https://a.example/1</link></item>\n<item/></channel></rss>"
        );
        Assert.All(items, i => Assert.True(i.IsRejected));
        Assert.Equal([3L, 4L], items.Select(i => i.Line!.Value));
        Assert.Contains("line 3", items[0].Problem, StringComparison.Ordinal);
        Assert.Contains("https://a.example/1", items[0].Problem, StringComparison.Ordinal);
        var none = Assert.Single(await Reading.Items("feed", "<html><body>no feed</body></html>"));
        Assert.False(none.IsRejected);
        Assert.Empty(await Reading.Items("feed", "<rss version='2.0'><channel><title>Empty</title></channel></rss>"));
    }

    [Fact]
    public async Task An_item_larger_than_allowed_is_refused_and_the_next_is_read()
    {
        var feed =
            $"<rss><channel><item><title>A</title><description>{new string('x', 5000)}</description></item><item><title>B</title></item></channel></rss>";
        var items = await Reading.Items("feed", feed, Reading.Context with { MaxItemBytes = 1000 });
        Assert.True(items[0].IsRejected);
        Assert.Equal("B", items[1].Article!.Headline);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    [InlineData("iso-8859-1")]
    [InlineData("windows-1252")]
    public async Task Declared_and_marked_encodings_are_read(string encoding)
    {
        var text =
            $"<?xml version='1.0' encoding='{encoding}'?><rss><channel><title>Blätter</title><item><title>Größe</title></item></channel></rss>";
        var bytes = Encoding.GetEncoding(encoding).GetBytes(text);
        foreach (var input in (byte[][])[bytes, [.. Encoding.GetEncoding(encoding).GetPreamble(), .. bytes]])
        {
            Assert.Equal("feed", Reading.Recognized(input));
            var item = Assert.Single(await Reading.Items("feed", input));
            Assert.Equal(("Größe", "Blätter"), (item.Article!.Headline, item.Article.Source.Name));
            Assert.Equal("<item><title>Größe</title></item>", Encoding.GetEncoding(encoding).GetString(item.Raw.Span));
        }
    }
}
