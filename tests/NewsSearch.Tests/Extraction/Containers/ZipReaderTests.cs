using System.IO.Compression;
using System.Text;
using NewsSearch.Extraction;
using NewsSearch.Extraction.Containers;
using NewsSearch.Tests.Extraction.Warc;

namespace NewsSearch.Tests.Extraction.Containers;

public sealed class ZipReaderTests
{
    [Theory]
    [InlineData(CompressionLevel.Optimal)]
    [InlineData(CompressionLevel.NoCompression)]
    public async Task Each_entry_is_read_as_what_its_bytes_say(CompressionLevel level)
    {
        var zip = Pack.Zip(
            level,
            ("folder/", []),
            ("folder/a.txt", Pack.Line("Lines")),
            ("folder/b.json", Pack.Utf8(WarcFile.Page("Page"))),
            ("crawl.warc.gz", new WarcFile(true).Page("https://a.example/1", "Crawled").Bytes),
            ("__MACOSX/._a.txt", [1, 2, 3]),
            ("größe.bin", [1, 2, 3, 0]),
            ("empty", []),
            ("../../etc/passwd", Pack.Utf8("Prose in a strange place\n\nIt is only text."))
        );
        Assert.Equal("zip", Reading.Recognized(zip));
        var items = await Reading.Items("zip", zip);
        Assert.Equal(
            ["Lines", "Page", "Crawled", null, null, "Prose in a strange place"],
            items.Select(i => i.Article?.Headline)
        );
        Assert.Equal("größe.bin: its bytes are of no format that can be read", items[3].Problem);
        Assert.Equal("empty: it is empty", items[4].Problem);
        Assert.All(items, i => Assert.False(i.IsRejected));
        Assert.Equal("https://a.example/1", items[2].Article!.Url);
    }

    [Fact]
    public async Task An_input_that_cannot_seek_is_read_alike()
    {
        var zip = Pack.Zip(("a", Pack.Line("A")), ("b", Pack.Line("B")));
        var items = await Reading.Items("zip", new TricklingStream(zip));
        Assert.Equal(["A", "B"], items.Select(i => i.Article?.Headline));
    }

    [Fact]
    public async Task A_reason_is_preceded_by_the_names_on_the_way()
    {
        var inner = Pack.Zip(("list.jsonl", Pack.Utf8("{\"headline\":\"A\",\"body\":\"B\"}\n{\"broken\n")));
        var items = await Reading.Items("zip", Pack.Zip(("inner.zip", inner)));
        Assert.Equal("A", items[0].Article?.Headline);
        Assert.StartsWith("inner.zip: list.jsonl: line 2", items[1].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Containers_are_opened_three_deep_and_no_deeper()
    {
        var three = Pack.Zip(("c.zip", Pack.Zip(("b.zip", Pack.Zip(("a.jsonl", Pack.Line("Deep")))))));
        Assert.Equal("Deep", Assert.Single(await Reading.Items("zip", three)).Article?.Headline);
        var item = Assert.Single(await Reading.Items("zip", Pack.Zip(("d.zip", three))));
        Assert.True(item.IsRejected);
        Assert.Equal(
            "d.zip: c.zip: b.zip: containers are nested more than 3 deep. Unpack the outer ones.",
            item.Problem
        );
    }

    [Fact]
    public async Task An_entry_that_expands_too_much_is_refused_and_the_next_one_read()
    {
        var bomb = new byte[30_000_000];
        bomb.AsSpan().Fill((byte)' ');
        "<html>"u8.CopyTo(bomb);
        var items = await Reading.Items("zip", Pack.Zip(("bomb", bomb), ("a.jsonl", Pack.Line("After"))));
        Assert.StartsWith("bomb: it expands more than 200 times", items[0].Problem, StringComparison.Ordinal);
        Assert.True(items[0].IsRejected);
        Assert.Equal("After", items[1].Article?.Headline);
    }

    [Fact]
    public async Task The_whole_may_not_expand_beyond_its_limit()
    {
        var reader = new ZipReader(ArticleReaders.Default, new ContainerLimits(TotalBytes: 100, Entries: 3));
        var large = Pack.Zip(Enumerable.Range(0, 9).Select(i => ($"{i}.jsonl", Pack.Line("A"))).ToArray());
        var items = await ReadAsync(reader, large);
        Assert.Equal(2, items.Count(i => i.Article is not null));
        Assert.Contains("expands to more than 100 bytes", items[^1].Problem, StringComparison.Ordinal);
        var many = await ReadAsync(
            new ZipReader(ArticleReaders.Default, new ContainerLimits(Entries: 3)),
            Pack.Zip(Enumerable.Range(0, 9).Select(i => ($"{i}.jsonl", Pack.Line("A"))).ToArray())
        );
        Assert.Equal(4, many.Count);
        Assert.Equal("the container has more than 3 entries. Send it in parts.", many[^1].Problem);
    }

    [Fact]
    public async Task Encrypted_and_unknown_compressions_are_refused_with_a_reason()
    {
        var encrypted = Pack.Zip(("a.jsonl", Pack.Line("A")), ("b.jsonl", Pack.Line("B")));
        var at = encrypted.AsSpan().IndexOf("PK\u0001\u0002"u8);
        encrypted[at + 8] |= 1;
        var items = await Reading.Items("zip", encrypted);
        Assert.Equal("a.jsonl: it is encrypted. Send it without a password.", items[0].Problem);
        Assert.True(items[0].IsRejected);
        Assert.Equal("B", items[1].Article?.Headline);
        encrypted[at + 8] = 0;
        encrypted[at + 10] = 14;
        Assert.Contains("method 14", (await Reading.Items("zip", encrypted))[0].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_entry_is_told_and_the_next_one_read()
    {
        var bytes = Pack.Zip(
            CompressionLevel.NoCompression,
            ("a.html", Pack.Utf8(WarcFile.Page("A"))),
            ("b.jsonl", Pack.Line("B"))
        );
        bytes[bytes.AsSpan().IndexOf("Paragraph"u8)] ^= 1;
        var items = await Reading.Items("zip", bytes);
        Assert.Equal("a.html: its checksum is wrong, so it is damaged. Send the file again.", items[0].Problem);
        Assert.Equal("B", items[1].Article?.Headline);
    }

    [Fact]
    public async Task A_file_cut_off_has_a_reason_and_bytes_before_it_do_not_matter()
    {
        var zip = Pack.Zip(("a.jsonl", Pack.Line("A")));
        var item = Assert.Single(await Reading.Items("zip", zip[..^10]));
        Assert.Contains("cut off", item.Problem, StringComparison.Ordinal);
        byte[] unpacker = [.. new byte[1000], .. zip];
        Assert.Equal("A", Assert.Single(await Reading.Items("zip", unpacker)).Article?.Headline);
    }

    [Fact]
    public async Task Of_a_wacz_only_the_archived_pages_are_read()
    {
        var crawl = new WarcFile(true).Page("https://a.example/1", "Crawled").Bytes;
        var wacz = Pack.Zip(
            CompressionLevel.NoCompression,
            ("archive/data.warc.gz", crawl),
            (
                "pages/pages.jsonl",
                Pack.Utf8("{\"format\":\"json-pages-1.0\"}\n{\"url\":\"x\",\"title\":\"Not this\"}\n")
            ),
            ("indexes/index.cdx", Pack.Utf8("example,a)/1 20200506 {}\n")),
            ("datapackage.json", Pack.Utf8("{\"profile\":\"data-package\",\"wacz_version\":\"1.1.1\"}"))
        );
        Assert.Equal("wacz", Reading.Recognized(wacz));
        foreach (var format in new[] { "wacz", "zip" })
            Assert.Equal("Crawled", Assert.Single(await Reading.Items(format, wacz)).Article?.Headline);
        var empty = Pack.Zip(("datapackage.json", Pack.Utf8("{}")));
        Assert.Contains(
            "no WARC file",
            Assert.Single(await Reading.Items("wacz", empty)).Problem,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Old_names_are_shown_in_the_code_page_of_dos()
    {
        var zip = Pack.Zip(("grXsse", [0, 1, 2]));
        for (var at = 0; zip.AsSpan(at).IndexOf("grXsse"u8) is var found and >= 0; at += found + 1)
            zip[at + found + 2] = 0x81;
        Assert.StartsWith("grüsse: ", Assert.Single(await Reading.Items("zip", zip)).Problem, StringComparison.Ordinal);
    }

    private static async Task<List<ReadItem>> ReadAsync(ZipReader reader, byte[] bytes)
    {
        var items = new List<ReadItem>();
        var input = new MemoryStream(bytes);
        await foreach (var item in reader.ReadAsync(input, Reading.Context, TestContext.Current.CancellationToken))
            items.Add(item);
        return items;
    }
}
