using NewsSearch.Extraction;

namespace NewsSearch.Tests.Extraction.Warc;

/// <summary>What is damaged is told with its place; what is not is read.</summary>
public sealed class DamagedWarcTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_cut_off_anywhere_gives_all_that_is_whole(bool isGzip)
    {
        var file = new WarcFile(isGzip).Page("https://a.example/1", "One");
        var second = (int)file.Position;
        var whole = file.Page("https://a.example/2", "Two").Bytes;
        // Two pages have the same length here, so each cut lies in the second one.
        for (var length = second + 1; length < whole.Length - 8; length += 13)
        {
            var items = await Reading.Items("warc", whole[..length]);
            Assert.Equal("One", items[0].Article?.Headline);
            Assert.InRange(items.Count, 2, 3);
            Assert.False(items[1].IsRejected);
            Assert.Contains($"byte {second}", items[1].Problem, StringComparison.Ordinal);
            Assert.DoesNotContain(items, i => i.Article?.Headline == "Two");
        }
    }

    [Theory]
    [InlineData(-7)]
    [InlineData(-300)]
    [InlineData(300)]
    [InlineData(30)]
    [InlineData(1_000_000)]
    [InlineData(4_000_000_000_000)]
    public async Task After_a_wrong_length_reading_goes_on_at_the_next_record(long wrong)
    {
        var http = WarcFile.Http(WarcFile.Utf8(WarcFile.Page("Wrong")));
        var file = new WarcFile()
            .Page("https://a.example/1", "One")
            .Response("https://a.example/2", http, length: http.Length + wrong)
            .Page("https://a.example/3", "Three")
            .Record(
                "request",
                "https://a.example/3",
                new byte[500],
                "application/http",
                length: Math.Max(20, 500 + wrong)
            )
            .Page("https://a.example/4", "Four");
        var items = await Reading.Items("warc", file.Bytes);
        Assert.Equal(
            ["One", "Three", "Four"],
            items.Where(i => i.Article is not null).Select(i => i.Article!.Headline)
        );
        Assert.Contains(items, i => i.Problem?.Contains("https://a.example/2", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task A_record_inside_a_page_is_text()
    {
        var inner = WarcFile.RecordBytes(
            "response",
            "https://b.example/",
            "HTTP/1.1 200 OK\r\n\r\nx"u8.ToArray(),
            "x/y"
        );
        byte[] page = [.. WarcFile.Utf8(WarcFile.Page("Outer")), .. "\r\n"u8, .. inner, .. "<p>End.</p>"u8];
        var file = new WarcFile()
            .Response("https://a.example/1", WarcFile.Http(page))
            .Response("https://a.example/2.bin", WarcFile.Http(page, "image/png"))
            .Page("https://a.example/3", "Last");
        var items = await Reading.Items("warc", file.Bytes);
        Assert.Equal(["Outer", "Last"], items.Select(i => i.Article?.Headline));
    }

    [Fact]
    public async Task Garbage_and_broken_headers_between_records_are_told_once()
    {
        var file = new WarcFile().Page("https://a.example/1", "One");
        var garbage = file.Position;
        file.Raw("some garbage\r\nin two lines\r\n\r\n"u8.ToArray()).Page("https://a.example/2", "Two");
        var header = file.Position;
        file.Raw("WARC/1.0\r\nWARC-Type: response\r\nContent-Length: many\r\n\r\nxx\r\n\r\n"u8.ToArray())
            .Page("https://a.example/3", "Three");
        var items = await Reading.Items("warc", file.Bytes);
        Assert.Equal(5, items.Count);
        Assert.Equal(["One", "Two", "Three"], items.Where((_, i) => i % 2 == 0).Select(i => i.Article?.Headline));
        Assert.StartsWith($"byte {garbage}:", items[1].Problem, StringComparison.Ordinal);
        Assert.StartsWith($"byte {header}: Content-Length is 'many'", items[3].Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(15)]
    [InlineData(60)]
    [InlineData(-5)]
    [InlineData(-2)]
    public async Task A_damaged_gzip_member_costs_its_own_record_only(int place)
    {
        var file = new WarcFile(true).Page("https://a.example/1", "One");
        var from = (int)file.Position;
        file.Page("https://a.example/2", "Two");
        var at = place < 0 ? (int)file.Position + place : from + place;
        var bytes = file.Page("https://a.example/3", "Three").Page("https://a.example/4", "Four").Bytes;
        bytes[at] ^= 0xFF;
        var items = await Reading.Items("warc", bytes);
        Assert.Equal(
            ["One", "Three", "Four"],
            items.Where(i => i.Article is not null).Select(i => i.Article!.Headline)
        );
        Assert.Contains(items, i => i.Problem?.Contains($"byte {from}", StringComparison.Ordinal) == true);
        Assert.InRange(items.Count, 4, 5);
    }

    [Fact]
    public async Task Bytes_between_gzip_members_are_told_and_passed()
    {
        var file = new WarcFile(true).Page("https://a.example/1", "One").Unwrapped("plain bytes"u8.ToArray());
        var items = await Reading.Items("warc", file.Page("https://a.example/2", "Two").Bytes);
        Assert.Equal(["One", null, "Two"], items.Select(i => i.Article?.Headline));
        Assert.Contains("not gzip", items[1].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_member_that_expands_without_end_is_left()
    {
        var bomb = WarcFile.RecordBytes("response", "https://a.example/b", new byte[30_000_000], "application/http");
        var file = new WarcFile(true).Page("https://a.example/1", "One").Raw(bomb).Page("https://a.example/2", "Two");
        var items = await Reading.Items("warc", file.Bytes);
        Assert.Equal(["One", "Two"], items.Where(i => i.Article is not null).Select(i => i.Article!.Headline));
        Assert.Contains(
            items,
            i => i.Problem?.Contains("expand more than 200 times", StringComparison.Ordinal) == true
        );
    }
}
