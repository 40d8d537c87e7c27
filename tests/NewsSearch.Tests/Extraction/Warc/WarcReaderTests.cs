using System.Globalization;
using System.IO.Compression;
using System.Text;
using NewsSearch.Articles;
using NewsSearch.Extraction;

namespace NewsSearch.Tests.Extraction.Warc;

public sealed class WarcReaderTests
{
    private static readonly byte[] Picture = [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10, 0, 0, 0, 13];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pages_are_articles_with_the_address_and_date_of_their_record(bool isGzip)
    {
        var file = new WarcFile(isGzip)
            .Record("warcinfo", null, "software: x\r\n"u8.ToArray(), "application/warc-fields")
            .Page("https://news.example/a", "Bridge opens at last")
            .Record("request", "https://news.example/a", "GET /a HTTP/1.1\r\n\r\n"u8.ToArray(), "application/http")
            .Record("metadata", "https://news.example/a", "via: x\r\n"u8.ToArray(), "application/warc-fields")
            .Page("https://news.example/b", "Second bridge planned");
        Assert.Equal("warc", Reading.Recognized(file.Bytes));
        var items = await Reading.Items("warc", file.Bytes);
        Assert.Equal(["Bridge opens at last", "Second bridge planned"], items.Select(i => i.Article?.Headline));
        var article = items[0].Article!;
        Assert.Equal("https://news.example/a", article.Url);
        Assert.Equal(new DateTimeOffset(2020, 5, 6, 7, 8, 9, TimeSpan.Zero), article.Retrieved);
        Assert.Equal("news.example", article.Source.Name);
        Assert.Contains("Paragraph 4", article.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_raw_bytes_of_a_page_are_its_record_and_can_be_read_again()
    {
        var items = await Reading.Items("warc", new WarcFile(true).Page("https://news.example/a", "Again").Bytes);
        var again = await Reading.Items("warc", items.Single().Raw.ToArray());
        Assert.Equivalent(items.Single().Article, again.Single().Article);
    }

    [Fact]
    public async Task What_is_no_page_is_no_item()
    {
        var html = WarcFile.Utf8(WarcFile.Page("Hidden"));
        var file = new WarcFile()
            .Response("https://a.example/1.jpg", WarcFile.Http(Picture, "image/png"))
            .Response("https://a.example/1.css", WarcFile.Http("p { color: red }"u8.ToArray(), "text/css"))
            .Response("https://a.example/2.css", WarcFile.Http("p { color: red }"u8.ToArray(), "text/plain"))
            .Response("https://a.example/style", WarcFile.Http("p { color: red }"u8.ToArray(), "text/html"))
            .Response("https://a.example/1.js", WarcFile.Http("var a = 1;"u8.ToArray(), "application/javascript"))
            .Response("https://a.example/p.html", WarcFile.Http(Picture, "text/html"))
            .Response("https://a.example/robots.txt", WarcFile.Http("User-agent: *"u8.ToArray(), "text/plain"))
            .Response("https://a.example/gone", WarcFile.Http(html, status: 404))
            .Response("https://a.example/moved", WarcFile.Http(html, more: "Location: /", status: 301))
            .Response("https://a.example/part", WarcFile.Http(html, status: 206))
            .Response("https://a.example/empty", WarcFile.Http([]))
            .Record("response", "dns:a.example", "20200506\n1.2.3.4"u8.ToArray(), "text/dns")
            .Record("resource", "metadata://gnu.org/log", "Some log text.\n\nMore."u8.ToArray(), "text/plain");
        Assert.Empty(await Reading.Items("warc", file.Bytes));
    }

    [Fact]
    public async Task Chunks_and_compressions_are_undone()
    {
        var html = WarcFile.Utf8(WarcFile.Page("Packed"));
        using var brotli = new MemoryStream();
        await using (var stream = new BrotliStream(brotli, CompressionLevel.Fastest, leaveOpen: true))
            stream.Write(html);
        using var zlib = new MemoryStream();
        await using (var stream = new ZLibStream(zlib, CompressionLevel.Fastest, leaveOpen: true))
            stream.Write(html);
        using var deflate = new MemoryStream();
        await using (var stream = new DeflateStream(deflate, CompressionLevel.Fastest, leaveOpen: true))
            stream.Write(html);
        const string Chunks = "Transfer-Encoding: chunked";
        var file = new WarcFile()
            .Response("https://a.example/1", WarcFile.Http(WarcFile.Chunked(html, 100), more: Chunks))
            .Response("https://a.example/2", WarcFile.Http(WarcFile.Chunked(html, 99, isClosed: false), more: Chunks))
            .Response("https://a.example/3", WarcFile.Http(html, more: Chunks))
            .Response("https://a.example/4", WarcFile.Http(WarcFile.Gzip(html), more: "content-encoding: GZIP"))
            .Response(
                "https://a.example/5",
                WarcFile.Http(WarcFile.Chunked(WarcFile.Gzip(html), 70), more: Chunks + "\nContent-Encoding: gzip")
            )
            .Response("https://a.example/6", WarcFile.Http(brotli.ToArray(), more: "Content-Encoding: br"))
            .Response("https://a.example/7", WarcFile.Http(zlib.ToArray(), more: "Content-Encoding: deflate"))
            .Response("https://a.example/8", WarcFile.Http(deflate.ToArray(), more: "Content-Encoding: deflate"))
            .Response("https://a.example/9", WarcFile.Http(html, more: "Content-Encoding: br"))
            .Response("https://a.example/10", WarcFile.Http(html, more: "Content-Encoding: gzip"));
        var items = await Reading.Items("warc", file.Bytes);
        Assert.Equal(10, items.Count);
        Assert.All(items, i => Assert.Equal("Packed", i.Article?.Headline));
    }

    [Fact]
    public async Task A_body_that_cannot_be_unpacked_has_a_reason_with_its_address()
    {
        var html = WarcFile.Utf8(WarcFile.Page("Packed", 40));
        var gzip = WarcFile.Gzip(html);
        byte[] chunks = [.. WarcFile.Chunked(html, 900)[..950], .. "zzz\r\nno chunk\r\n"u8];
        var file = new WarcFile()
            .Response("https://a.example/1", WarcFile.Http(chunks, more: "Transfer-Encoding: chunked"))
            .Response("https://a.example/2", WarcFile.Http(gzip[..(gzip.Length / 2)], more: "Content-Encoding: gzip"))
            .Response("https://a.example/3", WarcFile.Http(Picture, more: "Content-Encoding: zstd"))
            .Response(
                "https://a.example/4",
                WarcFile.Http(WarcFile.Gzip(new byte[40_000_000]), more: "Content-Encoding: gzip")
            )
            .Page("https://a.example/5", "Still read");
        var items = await Reading.Items("warc", file.Bytes);
        Assert.Equal(5, items.Count);
        Assert.StartsWith("https://a.example/1: the chunks", items[0].Problem, StringComparison.Ordinal);
        Assert.StartsWith("https://a.example/2: the body is damaged", items[1].Problem, StringComparison.Ordinal);
        Assert.Contains("zstd", items[2].Problem, StringComparison.Ordinal);
        Assert.Contains("expands to more than 33554432 bytes", items[3].Problem, StringComparison.Ordinal);
        Assert.True(items[3].IsRejected);
        Assert.Equal("Still read", items[4].Article?.Headline);
    }

    [Fact]
    public async Task Resources_conversions_and_lists_of_articles_are_read()
    {
        var lines = "{\"headline\":\"One\",\"body\":\"Text\"}\n{\"headline\":\"Two\",\"body\":\"Text\"}\n"u8.ToArray();
        var file = new WarcFile()
            .Record("resource", "https://a.example/r", WarcFile.Utf8(WarcFile.Page("Resource")), "text/html")
            .Record("conversion", "https://a.example/c", "Converted\n\nThe text."u8.ToArray(), "text/plain")
            .Response("https://a.example/j", WarcFile.Http(lines, "application/json"))
            .Response("https://a.example/s.gz", WarcFile.Http(WarcFile.Gzip(lines), "application/x-gzip"))
            .Response("<https://a.example/w>", WarcFile.Http(WarcFile.Utf8(WarcFile.Page("Brackets"))));
        var items = await Reading.Items("warc", file.Bytes);
        Assert.Equal(
            ["Resource", "Converted", "One", "Two", "One", "Two", "Brackets"],
            items.Select(i => i.Article?.Headline)
        );
        Assert.Equal("https://a.example/w", items[^1].Article!.Url);
    }

    [Fact]
    public async Task Revisits_are_refused_and_name_their_original()
    {
        var head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"u8.ToArray();
        var file = new WarcFile()
            .Page("https://a.example/1", "Original")
            .Record("revisit", "https://a.example/1", head, "application/http", "WARC-Refers-To: <urn:uuid:00000001>")
            .Record("revisit", "https://a.example/2", head, "application/http", "WARC-Refers-To: <urn:uuid:elsewhere>")
            .Record("revisit", "https://a.example/3.jpg", [], "application/http", "WARC-Refers-To: <urn:uuid:y>");
        var items = await Reading.Items("warc", file.Bytes);
        Assert.Equal(3, items.Count);
        Assert.All(items.Skip(1), i => Assert.True(i.IsRejected));
        Assert.StartsWith(
            "https://a.example/1: revisit of <urn:uuid:00000001>, a record of this file: unchanged",
            items[1].Problem,
            StringComparison.Ordinal
        );
        Assert.StartsWith(
            "https://a.example/2: revisit of <urn:uuid:elsewhere>",
            items[2].Problem,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_page_that_the_crawler_cut_off_is_an_excerpt()
    {
        var file = new WarcFile().Response(
            "https://a.example/1",
            WarcFile.Http(WarcFile.Utf8(WarcFile.Page("Long"))),
            "WARC-Truncated: length"
        );
        var item = Assert.Single(await Reading.Items("warc", file.Bytes));
        Assert.Equal(Completeness.Excerpt, item.Article?.Completeness);
    }

    [Fact]
    public async Task A_record_larger_than_allowed_is_refused_and_the_next_one_read()
    {
        var file = new WarcFile()
            .Page("https://a.example/1", new string('x', 20_000))
            .Response("https://a.example/1.png", WarcFile.Http(new byte[200_000], "image/png"))
            .Page("https://a.example/2", "Small");
        var items = await Reading.Items("warc", file.Bytes, Reading.Context with { MaxItemBytes = 10_000 });
        Assert.Equal(2, items.Count);
        Assert.True(items[0].IsRejected);
        Assert.Contains("https://a.example/1: the record has", items[0].Problem, StringComparison.Ordinal);
        Assert.Equal("Small", items[1].Article?.Headline);
    }

    [Theory]
    [InlineData("2020-05-06T07:08:09.123456789Z", "2020-05-06T07:08:09.1234567Z")]
    [InlineData("2020-05-06T07:08Z", "2020-05-06T07:08:00Z")]
    [InlineData("2020-05", "2020-05-01T00:00:00Z")]
    [InlineData("20200506070809", "2020-05-06T07:08:09Z")]
    [InlineData("yesterday", null)]
    public async Task Dates_of_records_are_read_in_every_precision(string written, string? expected)
    {
        var bytes = Encoding.UTF8.GetString(new WarcFile().Page("https://a.example/1", "Dated").Bytes);
        var item = Assert.Single(
            await Reading.Items("warc", bytes.Replace(WarcFile.Date, written, StringComparison.Ordinal))
        );
        var date = expected is null ? Reading.Retrieved : DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture);
        Assert.Equal(date, item.Article!.Retrieved);
    }

    [Fact]
    public async Task Records_and_gzip_members_need_not_agree()
    {
        var plain = new WarcFile().Page("https://a.example/1", "One").Page("https://a.example/2", "Two").Bytes;
        var whole = await Reading.Items("warc", WarcFile.Gzip(plain));
        var pieces = await Reading.Items("warc", [.. plain.Chunk(37).SelectMany(WarcFile.Gzip), 0, 0, 0]);
        foreach (var items in new[] { whole, pieces })
            Assert.Equal(["One", "Two"], items.Select(i => i.Article?.Headline));
    }

    [Fact]
    public async Task Bytes_that_arrive_one_by_one_are_read_alike()
    {
        var file = new WarcFile(true).Page("https://a.example/1", "One").Page("https://a.example/2", "Two");
        var items = await Reading.Items("warc", new TricklingStream(file.Bytes));
        Assert.Equal(["One", "Two"], items.Select(i => i.Article?.Headline));
    }

    [Fact]
    public async Task A_file_without_records_has_a_reason() =>
        Assert.NotNull((await Reading.Items("warc", "no crawl at all"))[0].Problem);
}
