using NewsSearch.Articles;

namespace NewsSearch.Tests.Extraction.Nitf;

public sealed class NitfReaderTests
{
    private const string Full = """
        <?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE nitf PUBLIC "-//IPTC//DTD NITF 3.3//EN" "http://www.nitf.org/IPTC/NITF/3.3/specification/dtd/nitf-3-3.dtd">
        <nitf version="-//IPTC//DTD NITF 3.3//EN" change.date="October 10, 2003" baselang="en-US">
        <head><title>Title</title>
        <tobject tobject.type="World"><tobject.property tobject.property.type="analysis"/>
        <tobject.subject tobject.subject.refnum="11002000" tobject.subject.type="Politics" tobject.subject.matter="Diplomacy"/></tobject>
        <docdata management-status="usable"><doc-id regsrc="AP" id-string="D76UIMO80"/><urgency ed-urg="4"/>
        <date.issue norm="20240210T080000+0100"/><doc.copyright holder="Example News" year="2024"/>
        <key-list><keyword key="talks"/></key-list><evloc city="Geneva" iso-cc="CH"/>
        <identified-content><person>Ann Low</person><classifier type="topic" value="medtop:20000639">diplomacy</classifier></identified-content></docdata>
        <pubdata type="web" position.section="Foreign" ex-ref="https://news.example/1"/>
        <revision-history norm="20240210T120000Z"/></head>
        <body><body.head><hedline><hl1>Talks <em>resume</em></hl1><hl2>After a year</hl2></hedline>
        <byline>By <person>Jane Doe</person>, <byttl>Staff Reporter</byttl></byline>
        <dateline><location><city>GENEVA</city>, <country>Switzerland</country></location> <story.date norm="20240210">Feb. 10</story.date></dateline></body.head>
        <body.content><media media-type="image"><media-reference mime-type="image/jpeg" source="https://news.example/s.jpg" width="100"/>
        <media-reference mime-type="image/jpeg" source="https://news.example/l.jpg" width="900"/>
        <media-caption>The table.</media-caption><media-producer>Max Lens</media-producer></media>
        <p>One&nbsp;paragraph
        of text.</p><hl2>Between</hl2><p>Two &#8211; <org>UN</org>.</p><ul><li>a</li><li>b</li></ul></body.content>
        <body.end><tagline>Call us</tagline></body.end></body></nitf>
        """;

    [Fact]
    public async Task Every_field_is_read()
    {
        Assert.Equal("nitf", Reading.Recognized(Full));
        var article = await Reading.One("nitf", Full);
        Assert.Equal(
            ("Talks resume", "After a year", "By Jane Doe, Staff Reporter", "GENEVA, Switzerland"),
            (article.Headline, article.Subheadline, article.Byline, article.Dateline)
        );
        Assert.Equal("One paragraph of text.\n\nBetween\n\nTwo – UN.\n\na\n\nb", article.Body!.Replace('\u00A0', ' '));
        Assert.Equal(["Jane Doe"], article.Authors);
        Assert.Equal(
            ("Example News", "Foreign", "analysis", "en-US", "https://news.example/1"),
            (article.Source.Name, article.Section, article.Genre, article.Language, article.Url)
        );
        Assert.Equal(
            [new("subj:11002000", "Diplomacy", "subj"), new Topic("medtop:20000639", "diplomacy", "medtop")],
            article.Topics
        );
        Assert.Equal(["talks", "Ann Low"], article.Keywords);
        Assert.Equal(["Geneva"], article.Places);
        Assert.Equal([new ArticleImage("https://news.example/l.jpg", "The table.", "Max Lens")], article.Images);
        Assert.Equal(
            new PublishedDate(new(2024, 2, 10, 7, 0, 0, TimeSpan.Zero), DatePrecision.Second, "nitf"),
            article.Published
        );
        Assert.Equal(new DateTimeOffset(2024, 2, 10, 12, 0, 0, TimeSpan.Zero), article.Modified);
        Assert.Equal(ArticleId.Derive(article.Source, "D76UIMO80", null, null, null, null), article.Id);
        Assert.Equal(Completeness.Full, article.Completeness);
    }

    [Theory]
    [InlineData("canceled", "", PublicationStatus.Canceled, null)]
    [InlineData("withheld", "", PublicationStatus.Withheld, null)]
    [InlineData("embargoed", "", PublicationStatus.Embargoed, null)]
    [InlineData("usable", "<date.release norm='20270101T000000Z'/>", PublicationStatus.Usable, "2027-01-01")]
    [InlineData("embargoed", "<date.release norm='20260101T000000Z'/>", PublicationStatus.Usable, "2026-01-01")]
    // A date of release that is over is the date of publication.
    [InlineData("usable", "<date.release norm='20260101T000000Z'/>", PublicationStatus.Usable, null)]
    [InlineData(
        "usable",
        "<date.issue norm='20260101'/><date.release norm='20260101T090000Z'/>",
        PublicationStatus.Usable,
        null
    )]
    [InlineData(
        "usable",
        "<date.issue norm='20260101'/><date.release norm='20260103T090000Z'/>",
        PublicationStatus.Usable,
        "2026-01-03"
    )]
    public async Task Status_and_embargo_are_kept(string name, string data, PublicationStatus status, string? until)
    {
        var article = await Reading.One(
            "nitf",
            $"<nitf><head><title>T</title><docdata management-status='{name}'>{data}</docdata></head><body/></nitf>"
        );
        Assert.Equal((status, until), (article.Status, article.EmbargoedUntil?.ToString("yyyy-MM-dd")));
        Assert.Equal(data.Length > 0, article.Published?.Value is not null);
    }

    [Fact]
    public async Task A_day_stays_a_day_and_an_abstract_is_an_excerpt()
    {
        var article = await Reading.One(
            "nitf",
            "<nitf uno='u'><head><docdata><date.issue norm='20240210'/></docdata></head><body><body.head>"
                + "<abstract><p>Short.</p></abstract><distributor><org>Wire</org></distributor></body.head></body></nitf>"
        );
        Assert.Equal((DatePrecision.Day, "Short."), (article.Published!.Precision, article.Body));
        Assert.Equal((Completeness.Excerpt, "Wire"), (article.Completeness, article.Source.Name));
    }

    [Fact]
    public async Task The_bytes_of_a_document_are_kept_as_they_came()
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(Full);
        Assert.Equal(bytes, Assert.Single(await Reading.Items("nitf", bytes)).Raw.ToArray());
    }
}
