using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace NewsSearch.Tests.Web;

public sealed class IngestTests(EmptyService service) : IClassFixture<EmptyService>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_broken_line_is_quarantined_and_the_rest_goes_in()
    {
        var report = await service.IngestAsync(
            """{"headline":"Before","source":"Broken Lines","text":"quagga"}""",
            """{"headline":"Cut off","source":"Broken Li""",
            "",
            """["no","object"]""",
            """{"headline":"Behind","source":"Broken Lines","text":"quagga"}"""
        );

        Assert.Equal(4, report.GetProperty("received").GetInt64());
        Assert.Equal((2, 2), (Outcome(report, "created"), Outcome(report, "quarantined")));
        Assert.Equal(4, Outcomes(report).Sum(o => o.Value.GetInt64()));
        var items = report.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal([1, 2, 4, 5], items.Select(i => i.GetProperty("line").GetInt64()));
        foreach (var broken in items.Where(i => Text(i, "outcome") == "quarantined"))
        {
            Assert.Contains($"line {broken.GetProperty("line")}", Text(broken, "reason"), StringComparison.Ordinal);
            Assert.False(broken.TryGetProperty("id", out _));
        }
        Assert.Equal(
            items.Where(i => Text(i, "outcome") == "created").Select(i => Text(i, "id")).Order(),
            RunningService.Ids(await service.SearchAsync("q=quagga&source=broken-lines")).Order()
        );
        var ledger = await service.GetAsync("/api/v1/ledger?outcome=quarantined&limit=1000", asAdmin: true);
        Assert.Contains(
            ledger.GetProperty("items").EnumerateArray(),
            l => l.GetProperty("line").GetInt64() == 2 && Text(l, "payloadHash").Length == 64
        );
    }

    [Fact]
    public async Task The_same_bytes_twice_change_nothing_and_a_changed_text_makes_a_version()
    {
        const string line = """{"id":"7","headline":"Same","source":"Twice","body":"wombat"}""";
        var first = await service.IngestAsync(line);
        var again = await service.IngestAsync(line);
        var changed = await service.IngestAsync(line.Replace("wombat", "numbat", StringComparison.Ordinal));

        Assert.Equal(1, Outcome(first, "created"));
        Assert.Equal(1, Outcome(again, "unchanged"));
        Assert.Equal(first.GetProperty("sequence").GetInt64(), again.GetProperty("sequence").GetInt64());
        Assert.Equal(1, Outcome(changed, "updated"));
        var ids = new[] { first, again, changed }.Select(r => Text(r.GetProperty("items")[0], "id")).Distinct();
        var article = await service.GetAsync("/api/v1/articles/" + Assert.Single(ids));
        Assert.Equal(2, article.GetProperty("version").GetInt32());
        Assert.Equal(0, await service.TotalAsync("q=wombat"));
        Assert.Equal(1, await service.TotalAsync("q=numbat"));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_compressed_body_is_unpacked(string encoding)
    {
        using var packed = new MemoryStream();
        await using (Stream packer = Packer(encoding, packed))
            await packer.WriteAsync(
                Encoding.UTF8.GetBytes($$"""{"headline":"Packed","source":"P {{encoding}}","body":"okapi"}"""),
                Cancelled
            );
        var body = RunningService.Body(packed.ToArray(), "application/x-ndjson");
        body.Headers.ContentEncoding.Add(encoding);

        Assert.Equal(1, Outcome(await service.IngestAsync(body), "created"));
        Assert.Equal(1, await service.TotalAsync($"q=okapi&source=p-{encoding}"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/x-ndjson")]
    [InlineData("application/octet-stream")]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task The_bytes_decide_and_a_declared_type_that_fits_is_fine(string? mediaType)
    {
        var line = $$"""{"id":"{{mediaType}}","headline":"Declared","source":"Types"}""";
        Assert.Equal(1, Outcome(await service.IngestAsync(RunningService.Body(line, mediaType)), "created"));
    }

    [Fact]
    public async Task The_sender_fills_in_what_the_bytes_do_not_say()
    {
        var report = await service.IngestAsync(
            RunningService.Body("""{"headline":"Bare","body":"tapir"}"""),
            "wait=searchable&source=Filled+In&via=Wire+Desk&url=https://filled.example/1"
        );
        var article = await service.GetAsync("/api/v1/articles/" + Text(report.GetProperty("items")[0], "id"));

        Assert.Equal("Filled In", Text(article.GetProperty("source"), "name"));
        Assert.Equal("Wire Desk", Text(Assert.Single(article.GetProperty("via").EnumerateArray()), "name"));
        Assert.Equal(1, await service.TotalAsync("source=filled-in&via=Wire+Desk&q=tapir"));
    }

    [Fact]
    public async Task Ninjs_becomes_an_article()
    {
        const string item = """
            {
              "uri": "http://ninjs.example.com/newsitems/1", "type": "text", "language": "en",
              "versionCreated": "2013-07-09T10:37:00Z", "by": "Paula Sant",
              "headlines": [{"role": "main", "value": "Captain on trial"}],
              "subjects": [{"name": "crime", "uri": "http://cv.iptc.org/newscodes/mediatopic/02000000"}],
              "bodies": [{"role": "main", "contentType": "text/plain", "value": "The axolotl case has begun."}]
            }
            """;
        var report = await service.IngestAsync(
            RunningService.Body(item, "application/json"),
            "wait=searchable&source=N"
        );
        var article = await service.GetAsync("/api/v1/articles/" + Text(report.GetProperty("items")[0], "id"));

        Assert.Equal("Captain on trial", Text(article, "headline"));
        Assert.Equal("Paula Sant", Text(article, "byline"));
        Assert.Equal("medtop:02000000", Text(article.GetProperty("topics")[0], "code"));
        Assert.Equal(1, await service.TotalAsync("q=axolotl&topic=medtop:02000000"));
    }

    [Fact]
    public async Task A_web_page_becomes_its_article_without_what_is_around_it()
    {
        const string page = """
            <!DOCTYPE html><html lang="en"><head><title>Bridge opens | Mill Post</title>
            <script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle",
            "headline":"Bridge opens","datePublished":"2024-05-06T07:08:09Z","author":{"@type":"Person","name":"Ann Low"},
            "publisher":{"@type":"Organization","name":"Mill Post"},"articleSection":"Local"}</script></head>
            <body><nav><a href="/">Home</a> <a href="/weather">Meteorology</a></nav><article><h1>Bridge opens</h1>
            <p>The pangolin bridge over the river opened on Monday after two years of work by eighty people.</p>
            <p>Traffic had been led through the valley, which added half an hour to the way into the town.</p></article>
            <footer>Copyright gallimaufry</footer></body></html>
            """;
        var report = await service.IngestAsync(RunningService.Body(page, "text/html"));
        var article = await service.GetAsync("/api/v1/articles/" + Text(report.GetProperty("items")[0], "id"));

        Assert.Equal("Bridge opens", Text(article, "headline"));
        Assert.Equal("Mill Post", Text(article.GetProperty("source"), "name"));
        Assert.Equal("2024-05-06T07:08:09Z", Text(article.GetProperty("published"), "value"));
        Assert.Equal("json-ld", Text(article.GetProperty("published"), "evidence"));
        Assert.Equal(1, await service.TotalAsync("q=pangolin&source=mill-post&author=Ann+Low"));
        Assert.Equal(0, await service.TotalAsync("q=Meteorology OR gallimaufry&source=mill-post".Replace(' ', '+')));
    }

    [Fact]
    public async Task The_ledger_and_every_report_add_up()
    {
        await service.IngestAsync(
            """{"headline":"One","source":"Sums"}""",
            "{",
            """{"headline":"One","source":"Sums"}"""
        );
        var ledger = await service.GetAsync("/api/v1/ledger?limit=2", asAdmin: true);

        Assert.Equal(ledger.GetProperty("received").GetInt64(), Outcomes(ledger).Sum(o => o.Value.GetInt64()));
        Assert.Equal(
            ["created", "merged", "quarantined", "rejected", "unchanged", "updated"],
            Outcomes(ledger).Select(o => o.Name).Order()
        );
        var lines = 0L;
        for (var next = "/api/v1/ledger?limit=2"; next is not null; )
        {
            var page = await service.GetAsync(next, asAdmin: true);
            lines += page.GetProperty("items").GetArrayLength();
            next = page.GetProperty("links").TryGetProperty("next", out var link) ? link.GetString() : null;
        }
        Assert.Equal(ledger.GetProperty("received").GetInt64(), lines);
    }

    [Fact]
    public async Task More_than_a_thousand_items_are_counted_but_not_all_listed()
    {
        var lines = Enumerable.Range(0, 1_200).Select(i => $$"""{"id":"{{i}}","headline":"N {{i}}","source":"Many"}""");
        var report = await service.IngestAsync([.. lines]);

        Assert.Equal(1_200, report.GetProperty("received").GetInt64());
        Assert.Equal(1_000, report.GetProperty("items").GetArrayLength());
        Assert.Equal(1_200, await service.TotalAsync("source=many&limit=0"));
    }

    private static Stream Packer(string encoding, Stream into) =>
        encoding switch
        {
            "gzip" => new GZipStream(into, CompressionLevel.Fastest, leaveOpen: true),
            "br" => new BrotliStream(into, CompressionLevel.Fastest, leaveOpen: true),
            _ => new ZLibStream(into, CompressionLevel.Fastest, leaveOpen: true),
        };

    private static JsonElement.ObjectEnumerator Outcomes(JsonElement report) =>
        report.GetProperty("outcomes").EnumerateObject();

    private static long Outcome(JsonElement report, string name) =>
        report.GetProperty("outcomes").GetProperty(name).GetInt64();

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
