using System.Text;

namespace NewsSearch.Tests.Extraction;

public sealed class RecognitionTests
{
    [Theory]
    [InlineData("{\"headline\":\"A\"}\n", "jsonl")]
    [InlineData("\uFEFF  \r\n{ \"headline\": \"A\" }", "jsonl")]
    [InlineData("[\n  { \"headline\": \"A\" }\n]", "jsonl")]
    [InlineData("{headline: 1}", "jsonl")]
    [InlineData("garbage\n{\"headline\":\"A\"}\n{\"headline\":\"B\"}\n", "jsonl")]
    [InlineData("<!DOCTYPE html><html><body>x", "html")]
    [InlineData("<!-- saved -->\n<html lang=\"en\">", "html")]
    [InlineData(
        "<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"x\"><html xmlns=\"http://www.w3.org/1999/xhtml\">",
        "html"
    )]
    [InlineData("<div class=\"a\">text</div>", "html")]
    [InlineData("A headline\n\nA body.", "text")]
    [InlineData("Fire, floods, famine\n\nThe year was bad, very bad, for many.", "text")]
    [InlineData("“Quoted” headline\nText", "text")]
    [InlineData("[Photo] A headline\nText", "text")]
    [InlineData("\"We will,\" he said\nText", "text")]
    [InlineData("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel/></rss>", "feed")]
    [InlineData("<feed xmlns=\"http://www.w3.org/2005/Atom\">", "feed")]
    [InlineData("<nitf><head/></nitf>", "nitf")]
    [InlineData("{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[]}", "jsonfeed")]
    [InlineData("[1, 2, 3]", null)]
    [InlineData("id,headline,date\n1,A,2024-01-01\n2,B,2024-01-02\n", "csv")]
    [InlineData("url\ttitle\ttext\nx\ty\tz\n", "csv")]
    [InlineData("a;b;c\n1;2;3\n4;5;6\n", "csv")]
    [InlineData("url,date,title,text\n\"https://a.org\",2019-01-04,\"A, b\",\"Long\n\ntext, with commas.\"\n", "csv")]
    [InlineData("%PDF-1.7\nabc", null)]
    [InlineData("WARC/1.0\r\nWARC-Type: response\r\n", "warc")]
    [InlineData("12345", null)]
    [InlineData("", null)]
    public void Formats_are_told_by_their_beginning(string text, string? format) =>
        Assert.Equal(format, Reading.Recognized(text));

    [Fact]
    public void Binary_bytes_are_of_no_format()
    {
        Assert.Null(Reading.Recognized([0x50, 0x4B, 3, 4, 20, 0, 0, 0]));
        Assert.Null(Reading.Recognized([0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 0, 0]));
        Assert.Null(Reading.Recognized([0x1F, 0x8B, 8, 0]));
        Assert.Null(Reading.Recognized(Encoding.UTF8.GetBytes("Text with\0nul")));
        var random = new Random(7);
        for (var i = 0; i < 500; i++)
        {
            var bytes = new byte[random.Next(40, 9000)];
            random.NextBytes(bytes);
            Assert.Null(Reading.Recognized(bytes));
        }
    }

    [Fact]
    public void Text_in_other_encodings_is_text()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var german =
            "Überschrift über Größe\n\nDer Bürgermeister äußerte sich gestern zu den Plänen für die Straße am Fluß.";
        Assert.Equal("text", Reading.Recognized(Encoding.Latin1.GetBytes(german)));
        Assert.Equal("text", Reading.Recognized([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(german)]));
        var russian =
            "Заголовок статьи\n\nПрезидент заявил в понедельник, что переговоры продолжатся на следующей неделе.";
        Assert.Equal("text", Reading.Recognized(Encoding.GetEncoding(1251).GetBytes(russian)));
    }

    [Fact]
    public void A_head_that_ends_inside_a_character_is_still_text()
    {
        var bytes = Encoding.UTF8.GetBytes("Überschrift\n\n" + string.Concat(Enumerable.Repeat("größer ", 2000)));
        for (var length = 200; length < 220; length++)
            Assert.Equal("text", Reading.Recognized(bytes[..length]));
    }
}
