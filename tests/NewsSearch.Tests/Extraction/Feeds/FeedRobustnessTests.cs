using System.Text;
using NewsSearch.Extraction;
using NewsSearch.Tests.Extraction.Containers;

namespace NewsSearch.Tests.Extraction.Feeds;

/// <summary>Whatever the bytes, there are items or problems, soon, and never an exception.</summary>
[Collection(nameof(MeasuredAlone))]
public sealed class FeedRobustnessTests
{
    private const string Rss = """
        <?xml version="1.0" encoding="utf-8"?><!DOCTYPE rss [<!ENTITY a "b">]><!-- c -->
        <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
        <channel xml:base="https://a.example/"><title>T &amp; U</title><link>https://a.example/</link><language>en</language>
        <item><title><![CDATA[A <b>title</b>]]></title><link>/1?a=b&amp;c=d</link><guid isPermaLink="true">https://a.example/1</guid>
        <pubDate>Mon, 05 Feb 2024 08:30:00 +0100</pubDate><dc:creator>Jane Doe</dc:creator><category domain="medtop">20000337</category>
        <description>&lt;p&gt;One &amp;eacute;&lt;/p&gt;&lt;figure&gt;&lt;img src="x.png"&gt;&lt;figcaption&gt;c&lt;/figcaption&gt;&lt;/figure&gt;</description>
        <media:group><media:content url="a.jpg" type="image/jpeg"><media:credit>AFP/X</media:credit></media:content></media:group></item>
        <item><title>B</title><description>OSLO (AP) — x</description><source url="https://b.example">Q</source></item></channel></rss>
        """;

    private const string Atom = """
        <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de" xml:base="http://münchen.example/"><title type="html">F</title>
        <entry><title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">x &#233; <b>y</b></div></title><id>urn:1</id>
        <link rel="alternate" href="1.html#a"/><updated>2024-01-02T03:04:05Z</updated><author><name>N</name></author>
        <content type="application/octet-stream">PHA+SGlzdG9yeTwvcD4=</content></entry>
        <entry><title>t</title><content type="html">&lt;ul&gt;&lt;li&gt;a&lt;/ul&gt;</content></entry></feed>
        """;

    private const string Sitemap = """
        <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
        <url><loc>https://a.example/1</loc><news:news><news:publication><news:name>P</news:name></news:publication>
        <news:publication_date>2024-02-05</news:publication_date><news:title>X &amp; Y</news:title></news:news></url></urlset>
        """;

    private const string Json = """
        {"version":"https://jsonfeed.org/version/1.1","title":"T","items":[{"id":"1","title":"A \ud83d\ude00","content_html":"<p>x</p>",
        "url":"https://a.example/1","authors":[{"name":"N"}],"tags":["a"],"date_published":"2024-01-01"},{"id":2,"content_text":"y"}]}
        """;

    private static readonly string[] Scraps =
    [
        "<",
        ">",
        "&",
        "\"",
        "'",
        "<![CDATA[",
        "]]>",
        "<!--",
        "-->",
        "<!DOCTYPE [",
        "</item>",
        "<item>",
        "</channel>",
        "<?",
        "&#xD800;",
        "&#99999999999;",
        "\0",
        "\\ud800",
        "{",
        "}",
        "http://[",
        "http://a..b/%",
        "xn--a",
        "xml:base=\"http://[x\"",
        "\uD800",
        "<title>",
    ];

    [Theory]
    [InlineData("feed", Rss, 700)]
    [InlineData("feed", Atom, 600)]
    [InlineData("sitemap", Sitemap, 300)]
    [InlineData("jsonfeed", Json, 400)]
    public async Task Mutated_feeds_give_items_or_problems(string format, string seed, int count)
    {
        var inputs = Mutations.Count(count);
        var articles = await Mutations.ReadAsync(
            format,
            seed,
            new Random(20_240_205),
            inputs,
            Scraps,
            most: 11,
            article => Assert.True(article.Headline is not null || article.Body is not null)
        );
        Assert.InRange(articles, inputs / 50, int.MaxValue);
    }

    public static TheoryData<string, string, string, string> Bombs() =>
        new()
        {
            { "feed", "<rss><channel>", "<item>", "" },
            { "feed", "<rss><channel>", "<item/>", "" },
            { "feed", "<rss><channel><item><description>", "<div>", "" },
            { "feed", "<rss><channel>", "<a xmlns:b='c' xml:base='d/' xml:lang='e'>", "" },
            { "feed", "<rss><channel><item>", "<category>x</category>", "</item>" },
            { "feed", "<rss><channel><item><title>", "<![CDATA[", "" },
            { "feed", "<rss><channel><item><title>", "<![CDATA[x</title>", "" },
            { "feed", "<rss><channel><item><title>", "<!--", "" },
            { "feed", "<rss><channel><item><title>", "<!x [", "" },
            { "feed", "<rss><channel><item><title>", "<?x", "" },
            { "feed", "<rss><channel><item><title>", "&amp;", "" },
            { "feed", "<rss><channel><item><title>", "&#", "" },
            { "feed", "<rss><channel><item><a ", "b='<' ", "" },
            { "feed", "<rss><channel><item>", "<a b=\"<", "" },
            { "feed", "<rss><channel><item>", "<a b=\"", "" },
            { "feed", "<rss><channel><item>", "<title></", "" },
            { "feed", "<rss><channel><item><description>", "&lt;iframe>&lt;script>&lt;p>", "" },
            { "feed", "<rss><channel><item><description>", "&lt;figure>&lt;img src=x>&lt;figcaption>", "" },
            { "feed", "<rss><channel><item><description>x", "\n\n x", "" },
            { "feed", "<rss><channel><item><description>The post ", "appeared first on ", "" },
            { "feed", "<rss><channel><item><title>x</title><author>", "a@b (", "" },
            { "feed", "<rss><channel><item><title>x</title><link>http://a/", "../", "" },
            { "feed", "<rss><channel><title>", "x", "</title><item><title>y</title></item>" },
            { "sitemap", "<urlset>", "<url><loc>http://a/</loc></url>", "" },
            { "jsonfeed", "{\"items\":[", "[", "" },
            { "jsonfeed", "{\"items\":[", "{},", "" },
            { "jsonfeed", "{\"items\":[{\"a\":", "[", "" },
            { "jsonfeed", "{\"items\":[", "\"\\", "" },
            { "jsonfeed", "{", "\"a\":1,", "\"items\":[]}" },
        };

    [Theory]
    [MemberData(nameof(Bombs))]
    public async Task Repetition_costs_no_more_than_its_length(
        string format,
        string before,
        string repeated,
        string after
    )
    {
        const int size = 4 * 1024 * 1024;
        var text = new StringBuilder(before, size + 1000);
        while (text.Length < size)
            text.Append(repeated);
        text.Append(after);
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        var started = ThreadTime.Start();
        await Reading.Items(format, bytes);
        var elapsed = started.Elapsed;
        Assert.True(elapsed < TimeSpan.FromSeconds(5), $"took {elapsed}");
    }
}
