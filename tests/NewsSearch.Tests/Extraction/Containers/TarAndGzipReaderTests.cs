using System.Formats.Tar;
using NewsSearch.Extraction;
using NewsSearch.Tests.Extraction.Warc;

namespace NewsSearch.Tests.Extraction.Containers;

public sealed class TarAndGzipReaderTests
{
    [Theory]
    [InlineData(TarEntryFormat.V7)]
    [InlineData(TarEntryFormat.Ustar)]
    [InlineData(TarEntryFormat.Gnu)]
    [InlineData(TarEntryFormat.Pax)]
    public async Task Files_in_a_tar_are_read_and_unknown_ones_named(TarEntryFormat format)
    {
        var name = format == TarEntryFormat.V7 ? "b.bin" : string.Join('/', Enumerable.Repeat("folder", 20)) + "/b.bin";
        var tar = Pack.Tar(
            format,
            ("folder/", []),
            ("folder/a.html", Pack.Utf8(WarcFile.Page("Page"))),
            (name, [1, 2, 0, 3]),
            ("c.jsonl.gz", Pack.Gzip(Pack.Line("Line")))
        );
        Assert.Equal("tar", Reading.Recognized(tar));
        Assert.Equal("tar", Reading.Recognized(Pack.Gzip(tar)));
        foreach (var bytes in new[] { tar, Pack.Gzip(tar) })
        {
            var items = await Reading.Items("tar", bytes);
            Assert.Equal(["Page", null, "Line"], items.Select(i => i.Article?.Headline));
            Assert.Equal($"{name}: its bytes are of no format that can be read", items[1].Problem);
        }
    }

    [Fact]
    public async Task A_tar_that_is_cut_off_or_damaged_gives_what_is_whole()
    {
        var tar = Pack.Tar(
            ("a.jsonl", Pack.Line("A")),
            ("b.html", Pack.Utf8(WarcFile.Page("B", 20))),
            ("c.jsonl", Pack.Line("C"))
        );
        var inside = tar.AsSpan().IndexOf("Paragraph 5"u8);
        var cut = await Reading.Items("tar", tar[..inside]);
        Assert.Equal(["A", null], cut.Select(i => i.Article?.Headline));
        Assert.StartsWith("b.html: the tar file ends after", cut[1].Problem, StringComparison.Ordinal);
        var header = tar.AsSpan().IndexOf("b.html"u8);
        // The name in the last header of this entry, behind that of its extension.
        while (tar.AsSpan(header + 1).IndexOf("b.html"u8) is var next and >= 0)
            header += next + 1;
        tar[header + 148] = (byte)'9';
        var damaged = await Reading.Items("tar", tar);
        Assert.Equal(["A", null, "C"], damaged.Select(i => i.Article?.Headline));
        Assert.Contains("no tar header", damaged[1].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sizes_in_binary_are_read()
    {
        var tar = Pack.Tar(TarEntryFormat.Ustar, ("a.jsonl", Pack.Line("A")), ("b.jsonl", Pack.Line("B")));
        var size = Pack.Line("A").Length;
        tar.AsSpan(124, 12).Clear();
        (tar[124], tar[135]) = (0x80, (byte)size);
        tar.AsSpan(148, 8).Fill((byte)' ');
        var checksum = Pack.Utf8(Convert.ToString(tar.Take(512).Sum(b => b), 8).PadLeft(6, '0') + "\0 ");
        checksum.CopyTo(tar, 148);
        Assert.Equal("tar", Reading.Recognized(tar));
        Assert.Equal(["A", "B"], (await Reading.Items("tar", tar)).Select(i => i.Article?.Headline));
    }

    [Fact]
    public async Task A_gzip_file_is_read_as_what_is_in_it()
    {
        var lines = Pack.Gzip([.. Pack.Line("A"), .. Pack.Line("B")]);
        Assert.Equal("gzip", Reading.Recognized(lines));
        Assert.Equal(["A", "B"], (await Reading.Items("gzip", lines)).Select(i => i.Article?.Headline));
        byte[] members = [.. Pack.Gzip(Pack.Line("A")), .. Pack.Gzip(Pack.Line("B")), .. new byte[20]];
        Assert.Equal(["A", "B"], (await Reading.Items("gzip", members)).Select(i => i.Article?.Headline));
        byte[] followed = [.. lines, .. "and more"u8];
        Assert.Equal(["A", "B"], (await Reading.Items("gzip", followed)).Select(i => i.Article?.Headline));
        var page = Pack.Gzip(Pack.Utf8(WarcFile.Page("Page")));
        var context = Reading.Context with { Url = "https://a.example/page" };
        Assert.Equal("https://a.example/page", (await Reading.Items("gzip", page, context))[0].Article?.Url);
    }

    [Fact]
    public async Task A_gzip_file_that_is_damaged_cut_off_unknown_or_a_bomb_has_a_reason()
    {
        var page = Pack.Gzip(Pack.Utf8(WarcFile.Page("Page", 60)));
        var cut = Assert.Single(await Reading.Items("gzip", page[..^20]));
        Assert.Contains("cut off", cut.Problem, StringComparison.Ordinal);
        page[^6] ^= 1;
        var damaged = Assert.Single(await Reading.Items("gzip", page));
        Assert.Contains("checksum", damaged.Problem, StringComparison.Ordinal);
        var unknown = Assert.Single(await Reading.Items("gzip", Pack.Gzip([1, 2, 3, 0])));
        Assert.Equal("its bytes are of no format that can be read", unknown.Problem);
        var spaces = new byte[30_000_000];
        spaces.AsSpan().Fill((byte)' ');
        var bomb = Assert.Single(await Reading.Items("gzip", Pack.Gzip([.. Pack.Utf8("<html>"), .. spaces])));
        Assert.Contains("200 times", bomb.Problem, StringComparison.Ordinal);
        Assert.True(bomb.IsRejected);
    }
}
