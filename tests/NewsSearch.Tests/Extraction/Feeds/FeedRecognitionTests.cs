using System.Text;
using NewsSearch.Extraction;
using NewsSearch.Extraction.Feeds;

namespace NewsSearch.Tests.Extraction.Feeds;

public sealed class FeedRecognitionTests
{
    private static readonly IArticleReader[] Readers = [new FeedReader(), new SitemapReader(), new JsonFeedReader()];

    [Theory]
    [InlineData(
        "<!DOCTYPE html><html><head><link rel='alternate' type='application/rss+xml' href='/feed'></head><body>&lt;rss&gt;"
    )]
    [InlineData("<html><body><rss version='2.0'><channel><item><title>x</title></item></channel></rss></body></html>")]
    [InlineData("<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><body>x</body></html>")]
    [InlineData("<?xml version='1.0'?><nitf><head><title>x</title></head><body/></nitf>")]
    [InlineData("<?xml version='1.0'?><newsItem xmlns='http://iptc.org/std/nar/2006-10-01/'><itemMeta/></newsItem>")]
    [InlineData("<NewsML><NewsItem><title>x</title></NewsItem></NewsML>")]
    [InlineData("<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'><header/><itemSet/></newsMessage>")]
    [InlineData(
        "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n<REUTERS TOPICS=\"YES\"><TEXT><TITLE>x</TITLE></TEXT></REUTERS>"
    )]
    [InlineData("<opml version='1.0'><body><outline title='x'/></body></opml>")]
    [InlineData(
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:skos='x'><skos:Concept/></rdf:RDF>"
    )]
    [InlineData("<entry xmlns='http://example.org/dictionary'><title>x</title></entry>")]
    [InlineData("<feed xmlns='http://example.org/cattle'><hay/></feed>")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'><title>x</title></svg>")]
    [InlineData("{\"headline\":\"About https://jsonfeed.org/version/1.1\",\"body\":\"<rss><channel><item>\"}")]
    [InlineData("{\"headline\":\"A\",\"items\":[]}\n{\"headline\":\"B\"}")]
    [InlineData("[{\"headline\":\"<rss version='2.0'>\"}]")]
    [InlineData("A text about <rss> and <channel>\n\nwith paragraphs.\n\n<blink>")]
    [InlineData("WARC/1.0\r\nWARC-Type: response\r\n\r\n<?xml version='1.0'?><rss version='2.0'><channel>")]
    [InlineData("")]
    [InlineData("<")]
    public void Other_formats_are_not_claimed(string head)
    {
        foreach (var reader in Readers)
        {
            var sure = reader.Recognize(Encoding.UTF8.GetBytes(head));
            Assert.True(sure <= 30, $"{reader.Format} claims {sure}");
        }
    }

    [Theory]
    [InlineData("\uFEFF \r\n<?xml version='1.0'?>\n<?xml-stylesheet href='x'?>\n<!-- c --><rss version='2.0'>", "feed")]
    [InlineData(
        "<br />\n<b>Warning</b>: include(): failed in <b>/var/www/x.php</b> on line <b>3</b><br />\n<?xml version='1.0'?><rss version='2.0'><channel>",
        "feed"
    )]
    [InlineData(
        "<!DOCTYPE rss PUBLIC '-//Netscape Communications//DTD RSS 0.91//EN' 'http://my.netscape.com/publish/formats/rss-0.91.dtd'><rss version='0.91'>",
        "feed"
    )]
    [InlineData(
        "<!DOCTYPE rdf:RDF [<!ENTITY % HTMLlat1 PUBLIC 'x' 'y'> %HTMLlat1;]><rdf:RDF xmlns='http://purl.org/rss/1.0/'><channel>",
        "feed"
    )]
    [InlineData("<a:feed xmlns:a='http://www.w3.org/2005/Atom'>", "feed")]
    [InlineData("<feed version='0.3' xmlns='http://purl.org/atom/ns#'>", "feed")]
    [InlineData("<entry xmlns='http://www.w3.org/2005/Atom'><title>x</title>", "feed")]
    [InlineData("<RSS VERSION='0.92'>", "feed")]
    [InlineData("<?xml version='1.0'?><s:urlset xmlns:s='http://www.sitemaps.org/schemas/sitemap/0.9'>", "sitemap")]
    [InlineData("{ \"items\": [], \"home_page_url\": \"https://a.example/\"", "jsonfeed")]
    [InlineData("{\r\n\t\"version\" : \"https://jsonfeed.org/version/1\",", "jsonfeed")]
    public void Feeds_are_recognized(string head, string format) => Assert.Equal(format, Reading.Recognized(head));
}
