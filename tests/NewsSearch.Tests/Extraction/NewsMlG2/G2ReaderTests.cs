using System.Text;
using NewsSearch.Articles;
using NewsSearch.Extraction;

namespace NewsSearch.Tests.Extraction.NewsMlG2;

public sealed class G2ReaderTests
{
    private const string Item = """
        <newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:news.example:20240210:1" version="3" standard="NewsML-G2" standardversion="2.35" xml:lang="en-GB">
        <rightsInfo><copyrightHolder><name>Example News</name></copyrightHolder></rightsInfo>
        <itemMeta><itemClass qcode="ninat:text"/><provider qcode="nprov:EX"/><versionCreated>2024-02-11T09:30:00Z</versionCreated>
        <firstCreated>2024-02-10T08:00:00+01:00</firstCreated><pubStatus qcode="stat:usable"/></itemMeta>
        <contentMeta><located><name>Geneva</name></located><creator><name>Jane Doe</name></creator><language tag="en"/>
        <genre qcode="genre:Analysis"><name>Analysis</name></genre><keyword>talks</keyword>
        <subject type="cpnat:abstract" qcode="medtop:20000639"><name xml:lang="de">Diplomatie</name><name xml:lang="en-GB">diplomacy</name></subject>
        <subject type="cpnat:geoArea"><name>Switzerland</name></subject><subject type="cpnat:person" literal="p1"/>
        <headline>Talks resume</headline><description role="drol:summary">Short.</description></contentMeta>
        <assert literal="p1"><name>Ann Low</name></assert>
        <contentSet>CONTENT</contentSet></newsItem>
        """;

    [Theory]
    [InlineData(
        "<inlineXML contenttype='application/nitf+xml'><nitf xmlns='http://iptc.org/std/NITF/2006-10-18/'><body><body.head><byline>By Jane Doe</byline></body.head><body.content><p>One.</p><p>Two.</p></body.content></body></nitf></inlineXML>",
        "By Jane Doe"
    )]
    [InlineData(
        "<inlineXML contenttype='application/xhtml+xml'><html xmlns='http://www.w3.org/1999/xhtml'><head><title>x</title></head><body><p>One.</p><p>Two.</p></body></html></inlineXML>",
        "Jane Doe"
    )]
    [InlineData("<inlineData contenttype='text/plain'>One.\n\nTwo.</inlineData>", "Jane Doe")]
    public async Task Every_field_is_read_around_any_kind_of_text(string content, string byline)
    {
        var text = Item.Replace("CONTENT", content);
        Assert.Equal("newsml-g2", Reading.Recognized(text));
        var article = await Reading.One("newsml-g2", text);
        Assert.Equal(
            ("Talks resume", "One.\n\nTwo.", byline, "Geneva"),
            (article.Headline, article.Body, article.Byline, article.Dateline)
        );
        Assert.Equal(["Jane Doe"], article.Authors);
        Assert.Equal(("Example News", "Analysis", "en"), (article.Source.Name, article.Genre, article.Language));
        Assert.Equal([new Topic("medtop:20000639", "diplomacy", "medtop")], article.Topics);
        Assert.Equal(["Switzerland"], article.Places);
        Assert.Equal(["talks", "Ann Low"], article.Keywords);
        Assert.Equal(
            new PublishedDate(new(2024, 2, 10, 7, 0, 0, TimeSpan.Zero), DatePrecision.Second, "newsml-g2"),
            article.Published
        );
        Assert.Equal(new DateTimeOffset(2024, 2, 11, 9, 30, 0, TimeSpan.Zero), article.Modified);
        Assert.Equal(
            ArticleId.Derive(article.Source, "urn:newsml:news.example:20240210:1", null, null, null, null),
            article.Id
        );
    }

    [Theory]
    [InlineData("stat:canceled", "", PublicationStatus.Canceled, null)]
    [InlineData("http://cv.iptc.org/newscodes/pubstatusg2/withheld", "", PublicationStatus.Withheld, null)]
    [InlineData("stat:usable", "<embargoed>2026-04-01T00:00:00Z</embargoed>", PublicationStatus.Usable, "2026-04-01")]
    [InlineData("stat:usable", "<embargoed>when it is time</embargoed>", PublicationStatus.Embargoed, null)]
    public async Task Status_and_embargo_are_kept(string code, string embargo, PublicationStatus status, string? until)
    {
        var text =
            $"<newsItem guid='g'><itemMeta>{embargo}<pubStatus qcode='{code}'/></itemMeta><contentMeta><headline>H</headline></contentMeta></newsItem>";
        var article = await Reading.One("newsml-g2", text);
        Assert.Equal((status, until), (article.Status, article.EmbargoedUntil?.ToString("yyyy-MM-dd")));
    }

    [Fact]
    public async Task A_notice_needs_no_text()
    {
        var notice = await Reading.One(
            "newsml-g2",
            "<newsItem guid='g'><itemMeta><pubStatus qcode='stat:canceled'/></itemMeta></newsItem>"
        );
        Assert.Equal(["g"], notice.Identifiers);
        var item = Assert.Single(
            await Reading.Items(
                "newsml-g2",
                "<newsItem guid='g'><itemMeta><pubStatus qcode='stat:usable'/></itemMeta></newsItem>"
            )
        );
        Assert.True(item.IsRejected);
    }

    [Fact]
    public async Task A_message_is_read_item_by_item_with_prefixes_and_bounded_memory()
    {
        const int count = 4000;
        var body = new string('x', 10_000);
        var text = new StringBuilder(
            "<!-- wire --><?xml version='1.0'?><g2:newsMessage xmlns:g2='http://iptc.org/std/nar/2006-10-01/'><g2:header/><g2:itemSet>"
        );
        for (var i = 0; i < count; i++)
            text.Append(
                $"<g2:newsItem guid='g{i}'><g2:contentMeta><g2:headline>H{i}</g2:headline></g2:contentMeta><g2:contentSet><g2:inlineData>{body}</g2:inlineData></g2:contentSet></g2:newsItem>"
            );
        text.Append("<g2:conceptItem guid='c'/></g2:itemSet></g2:newsMessage>");
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        Assert.Equal("newsml-g2", Reading.Recognized(bytes));
        var read = 0;
        var largest = 0L;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var context = Reading.Context with { MaxItemBytes = 1024 * 1024 };
        await foreach (
            var item in ArticleReaders
                .Default.Find("newsml-g2")!
                .ReadAsync(new MemoryStream(bytes), context, TestContext.Current.CancellationToken)
        )
        {
            if (item.Article is null)
            {
                Assert.Contains("concepts of a vocabulary, no news", item.Problem);
                continue;
            }
            Assert.Equal("H" + read++, item.Article.Headline);
            if (read % 500 == 0)
                largest = Math.Max(largest, GC.GetTotalMemory(forceFullCollection: true) - before);
        }
        Assert.Equal(count, read);
        Assert.InRange(largest, long.MinValue, 16 * 1024 * 1024);
    }

    [Fact]
    public async Task A_message_that_is_cut_off_gives_what_is_whole()
    {
        var whole = Item.Replace("CONTENT", "<inlineData>Text.</inlineData>");
        var items = await Reading.Items("newsml-g2", $"<newsMessage><itemSet>{whole}{whole[..600]}");
        Assert.Equal([true, false], items.Select(i => i.Article is not null));
        Assert.Contains("not well-formed XML", items[1].Problem);
        Assert.False(items[1].IsRejected);
        Assert.Contains("newsItem", Encoding.UTF8.GetString(items[1].Raw.Span));
    }

    [Fact]
    public async Task An_item_over_the_limit_is_rejected_and_reading_goes_on()
    {
        var small = Item.Replace("CONTENT", "<inlineData>Text.</inlineData>");
        var large = Item.Replace("CONTENT", $"<inlineData>{new string('x', 200_000)}</inlineData>");
        var items = await Reading.Items(
            "newsml-g2",
            $"<newsMessage><itemSet>{small}{large}{small}</itemSet></newsMessage>",
            Reading.Context with
            {
                MaxItemBytes = 100_000,
            }
        );
        Assert.Equal([true, false, true], items.Select(i => i.Article is not null));
        Assert.Contains("larger than 100000 bytes", items[1].Problem);
        Assert.InRange(items[1].Raw.Length, 1, 4096);
    }
}
