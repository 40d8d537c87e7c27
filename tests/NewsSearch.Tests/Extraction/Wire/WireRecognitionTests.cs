using System.Text;

namespace NewsSearch.Tests.Extraction.Wire;

public sealed class WireRecognitionTests
{
    [Theory]
    [InlineData("<nitf>", "nitf")]
    [InlineData("<?xml version='1.1' encoding='x-odd'?>\n<!-- a <html> b --><nitf:nitf xmlns:nitf='x'>", "nitf")]
    [InlineData("<!DOCTYPE nitf SYSTEM 'nitf.dtd' [<!ENTITY a \"<html>\">]>\n<nitf>", "nitf")]
    [InlineData("<NewsML Version=\"1.2\">", "newsml")]
    [InlineData("<!DOCTYPE NewsML PUBLIC 'x' 'http://www.iptc.org/NewsML.dtd'><NewsML>", "newsml")]
    [InlineData("<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'>", "newsml-g2")]
    [InlineData("<packageItem guid='x'/>", "newsml-g2")]
    [InlineData("<newsItem guid='x'><contentSet><inlineXML><html><head/><body/></html>", "newsml-g2")]
    [InlineData("<rss version='2.0'><channel><item><description>&lt;nitf&gt;</description></item>", "feed")]
    [InlineData("<feed xmlns='http://www.w3.org/2005/Atom'><entry><content><nitf/></content></entry></feed>", "feed")]
    [InlineData("<urlset><url><loc>https://a.example/</loc></url></urlset>", "sitemap")]
    [InlineData("<html><body><newsItem/></body></html>", "html")]
    [InlineData("The element <nitf> is the root.\n\nSo it is said.", "text")]
    [InlineData("<contentSet/>", null)]
    public void Formats_are_told_by_their_root(string text, string? format)
    {
        Assert.Equal(format, Reading.Recognized(text));
        foreach (var encoding in (Encoding[])[Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode])
            Assert.Equal(format, Reading.Recognized([.. encoding.Preamble, .. encoding.GetBytes(text)]));
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("iso-8859-1")]
    [InlineData("windows-1252")]
    [InlineData("utf-16")]
    public async Task The_declared_encoding_is_read(string charset)
    {
        var encoding = Encoding.GetEncoding(charset);
        var text =
            $"  <!-- first --><?xml version=\"1.0\" encoding=\"{charset}\"?><nitf><body><body.head><hedline><hl1>Größe</hl1></hedline></body.head></body></nitf>";
        byte[] bytes = [.. encoding.Preamble, .. encoding.GetBytes(text)];
        Assert.Equal("nitf", Reading.Recognized(bytes));
        Assert.Equal("Größe", Assert.Single(await Reading.Items("nitf", bytes)).Article!.Headline);
    }
}
