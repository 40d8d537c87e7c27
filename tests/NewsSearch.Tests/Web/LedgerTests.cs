using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace NewsSearch.Tests.Web;

public sealed class LedgerTests(EmptyService service) : IClassFixture<EmptyService>
{
    private const string Page = """
        <!DOCTYPE html><html lang="en"><head><title>Pangolin bridge opens</title>
        <meta property="article:published_time" content="2024-05-06T07:08:09Z"></head><body><article><h1>Pangolin bridge opens</h1>
        <p>The pangolin bridge over the river opened on Monday after two years of work by eighty people.</p>
        <p>Traffic had been led through the valley, which added half an hour to the way into the town.</p></article></body></html>
        """;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_quarantined_item_is_listed_read_and_tried_again_and_nothing_is_counted_twice()
    {
        await service.IngestAsync("""{"headline":"Fine","source":"Retry"}""", """{"headline":"Cut off","source":"Re""");
        var line = (await service.GetAsync("/api/v1/ledger?outcome=quarantined&limit=1", asAdmin: true)).GetProperty(
            "items"
        )[0];
        var before = await service.GetAsync("/api/v1/ledger?limit=1", asAdmin: true);

        using var raw = await GetAsync(line.GetProperty("raw").GetString()!);
        Assert.Equal("""{"headline":"Cut off","source":"Re""", await raw.Content.ReadAsStringAsync(Cancelled));
        Assert.Equal("application/x-ndjson", raw.Content.Headers.ContentType?.MediaType);
        Assert.Equal("attachment", raw.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Contains("sandbox", raw.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        var result = await RetryAsync(line.GetProperty("id").GetInt64());

        Assert.Equal(
            "quarantined",
            result.GetProperty("result").GetProperty("items")[0].GetProperty("outcome").GetString()
        );
        Assert.False(result.GetProperty("line").GetProperty("resolved").GetBoolean());
        var after = await service.GetAsync("/api/v1/ledger?limit=1", asAdmin: true);
        Assert.Equal(before.GetProperty("received").GetInt64(), after.GetProperty("received").GetInt64());
        Assert.Equal(
            line.GetProperty("id").GetInt64(),
            after.GetProperty("items")[0].GetProperty("retryOf").GetInt64()
        );
    }

    [Fact]
    public async Task A_page_a_feed_item_and_a_member_of_a_zip_are_read_again_as_they_were_told()
    {
        await service.IngestAsync(
            RunningService.Body(Page, "text/html"),
            "url=https://mill.example/2024/1&source=Mill+Post"
        );
        const string feed = """
            <rss version="2.0"><channel><title>Mill Feed</title><language>en-GB</language><link>https://mill.example/</link>
            <item><title>Okapi born</title><link>/2024/okapi-born</link><description>An okapi was born.</description></item>
            <item><title>Okapi named</title><link>/2024/okapi-named</link><description>The okapi was named.</description></item>
            </channel></rss>
            """;
        await service.IngestAsync(RunningService.Body(feed), "url=https://mill.example/feed.xml");
        using var packed = new MemoryStream();
        await using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        await using (var entry = await zip.CreateEntry("a/page.html").OpenAsync(Cancelled))
            await entry.WriteAsync(
                Encoding.UTF8.GetBytes(Page.Replace("angolin", "otoroo", StringComparison.Ordinal)),
                Cancelled
            );
        await service.IngestAsync(RunningService.Body(packed.ToArray()), "source=Packed");

        var lines = (await service.GetAsync("/api/v1/ledger?outcome=created&limit=4", asAdmin: true)).GetProperty(
            "items"
        );
        Assert.Equal(
            ["html/3", "feed/1", "feed/1", "html/3"],
            lines.EnumerateArray().Select(l => l.GetProperty("parser").GetString())
        );
        var documents = (await service.GetAsync("/api/v1/index")).GetProperty("archiveSequence").GetInt64();
        foreach (var line in lines.EnumerateArray())
        {
            var retried = await RetryAsync(line.GetProperty("id").GetInt64());
            var item = Assert.Single(retried.GetProperty("result").GetProperty("items").EnumerateArray());
            Assert.Equal("unchanged", item.GetProperty("outcome").GetString());
            Assert.Equal(line.GetProperty("articleId").GetString(), item.GetProperty("id").GetString());
        }
        Assert.Equal(documents, (await service.GetAsync("/api/v1/index")).GetProperty("archiveSequence").GetInt64());
    }

    [Fact]
    public async Task Dates_are_read_again_in_the_background_and_the_same_ones_change_nothing()
    {
        var report = await service.IngestAsync(
            RunningService.Body(Page.Replace("angolin", "latypus", StringComparison.Ordinal), "text/html")
        );
        var id = report.GetProperty("items")[0].GetProperty("id").GetString();
        using var started = await service.PostAsync(
            "/api/v1/reprocess?field=published",
            RunningService.Body(""),
            RunningService.Key
        );
        Assert.Equal(HttpStatusCode.Accepted, started.StatusCode);
        var run = started.Headers.Location!.OriginalString;
        await Waiting.WhileAsync(async () =>
            !(await service.GetAsync(run, asAdmin: true)).TryGetProperty("ended", out _)
        );
        var state = await service.GetAsync(run, asAdmin: true);
        Assert.False(state.TryGetProperty("error", out _), state.ToString());
        Assert.StartsWith("changed 0,", state.GetProperty("summary").GetString(), StringComparison.Ordinal);
        Assert.True(state.GetProperty("done").GetInt64() >= 1);
        Assert.Equal(1, (await service.GetAsync($"/api/v1/articles/{id}")).GetProperty("version").GetInt32());
        using var unnamed = await service.PostAsync("/api/v1/reprocess", RunningService.Body(""), RunningService.Key);
        await RunningService.ProblemAsync(unnamed, 400, "invalid-parameter");
    }

    [Fact]
    public async Task What_is_no_line_is_not_found_and_nobody_reads_without_the_key()
    {
        using var none = await GetAsync("/api/v1/ledger/999999");
        await RunningService.ProblemAsync(none, 404, "not-found");
        using var word = await GetAsync("/api/v1/ledger/x/raw");
        await RunningService.ProblemAsync(word, 404, "not-found");
        await service.ProblemAsync("/api/v1/ledger/1/raw", 401, "unauthorized");
    }

    private async Task<JsonElement> RetryAsync(long id)
    {
        using var response = await service.PostAsync(
            $"/api/v1/ledger/{id}/retry",
            RunningService.Body(""),
            RunningService.Key
        );
        var text = await response.Content.ReadAsStringAsync(Cancelled);
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        return RunningService.Parse(text);
    }

    private async Task<HttpResponseMessage> GetAsync(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", RunningService.Key);
        return await service.Client.SendAsync(request, Cancelled);
    }
}
