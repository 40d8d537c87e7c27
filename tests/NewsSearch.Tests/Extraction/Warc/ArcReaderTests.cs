namespace NewsSearch.Tests.Extraction.Warc;

public sealed class ArcReaderTests
{
    private const string Version1 =
        "filedesc://x.arc 0.0.0.0 20200506070809 text/plain 77\n"
        + "1 0 InternetArchive\nURL IP-address Archive-date Content-type Archive-length\n\n\n";

    private static byte[] Http(string headline) => WarcFile.Http(WarcFile.Utf8(WarcFile.Page(headline)));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pages_of_both_versions_are_read(bool isGzip)
    {
        var (one, two) = (Http("One"), Http("Two"));
        var file = new WarcFile(isGzip)
            .Raw(WarcFile.Utf8(Version1))
            .Raw(WarcFile.ArcRecord("dns:a.example", "20200506\n"u8.ToArray()))
            .Raw(WarcFile.ArcRecord("http://a.example/with blanks", one))
            .Raw(
                WarcFile.ArcRecord(
                    "",
                    two,
                    $"http://a.example/2 192.0.2.1 20200506070809 text/html 200 abc - 12345678 x.arc {two.Length}"
                )
            );
        Assert.Equal("arc", Reading.Recognized(file.Bytes));
        var items = await Reading.Items("arc", file.Bytes);
        Assert.Equal(["One", "Two"], items.Select(i => i.Article?.Headline));
        Assert.Equal("http://a.example/2", items[1].Article!.Url);
        Assert.Equal(new DateTimeOffset(2020, 5, 6, 7, 8, 9, TimeSpan.Zero), items[0].Article!.Retrieved);
    }

    [Theory]
    [InlineData("http://a.example/2 192.0.2.1 20200506070809 text/html 99999")]
    [InlineData("http://a.example/2 192.0.2.1 20200506070809 text/html 40")]
    [InlineData("http://a.example/2 192.0.2.1 20200506070809 text/html many")]
    [InlineData("http://a.example/2 no header")]
    public async Task After_a_wrong_header_reading_goes_on_at_the_next_record(string line)
    {
        var file = new WarcFile()
            .Raw(WarcFile.Utf8(Version1))
            .Raw(WarcFile.ArcRecord("http://a.example/1", Http("One")))
            .Raw(WarcFile.ArcRecord("", Http("Two"), line))
            .Raw(WarcFile.ArcRecord("http://a.example/3", Http("Three")));
        var items = await Reading.Items("arc", file.Bytes);
        Assert.Equal(["One", "Three"], items.Where(i => i.Article is not null).Select(i => i.Article!.Headline));
        Assert.Contains(items, i => i.Problem?.StartsWith("byte ", StringComparison.Ordinal) == true);
    }
}
