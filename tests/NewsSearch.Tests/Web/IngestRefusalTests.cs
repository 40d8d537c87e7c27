using System.IO.Compression;
using System.Text;

namespace NewsSearch.Tests.Web;

/// <summary>What is not taken in, and that nothing of it is.</summary>
public sealed class IngestRefusalTests(IngestRefusalTests.SmallService service)
    : IClassFixture<IngestRefusalTests.SmallService>
{
    private const int MaxBodyBytes = 20_000;
    private const string Ingest = "/api/v1/ingest";
    private const string Line = """{"headline":"Refused","source":"Refusals","body":"dugong"}""";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string, string?> Contradictions =>
        new()
        {
            { Line, "application/xml" },
            { Line, "text/html" },
            { Line, "text/csv" },
            { Line, "image/png" },
            { Line, "application/pdf" },
            { Line, "multipart/form-data; boundary=x" },
            { Line, "application/zip" },
            { Line, "not a media type" },
            {
                "<!DOCTYPE html><html><head><title>Page</title></head><body><p>A page.</p></body></html>",
                "application/json"
            },
            { "Only words.\n\nIn two paragraphs of a page.", "application/json" },
            { "Only words.\n\nIn two paragraphs of a page.", "text/html" },
        };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public async Task A_declared_type_that_the_bytes_contradict_is_refused(string text, string? mediaType)
    {
        using var response = await service.PostAsync(Ingest, RunningService.Body(text, mediaType), RunningService.Key);
        var problem = await RunningService.ProblemAsync(response, 415, "unsupported-media");

        Assert.Contains("jsonl", problem.GetProperty("accepted").EnumerateArray().Select(a => a.GetString()));
        await NothingCameInAsync();
    }

    [Theory]
    [InlineData("\0\u0001\u0002\u0003\0\0\0\u0007 binary")]
    [InlineData("%PDF-1.7\n%\u0080\u0081 obj")]
    [InlineData("\u0089PNG\r\n\u001a\n\0\0\0\rIHDR")]
    [InlineData("PK\u0003\u0004\0\0\0\0")]
    [InlineData("<?xml version=\"1.0\"?><inventory><part>1</part></inventory>")]
    [InlineData("<contentMeta><headline>Only a part of an item</headline></contentMeta>")]
    [InlineData("")]
    [InlineData("   \n\n ")]
    public async Task Bytes_of_no_known_format_are_refused_with_what_is_accepted(string latin)
    {
        foreach (var mediaType in new[] { null, "application/octet-stream" })
        {
            var body = RunningService.Body(Encoding.Latin1.GetBytes(latin), mediaType);
            using var response = await service.PostAsync(Ingest, body, RunningService.Key);
            var problem = await RunningService.ProblemAsync(response, 415, "unsupported-media");
            Assert.Contains("html", problem.GetProperty("accepted").EnumerateArray().Select(a => a.GetString()));
        }
        await NothingCameInAsync();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    [InlineData("")]
    [InlineData(RunningService.Key + "0")]
    public async Task Without_the_key_nothing_is_taken_or_shown(string? key)
    {
        foreach (var mediaType in new[] { null, "application/x-ndjson", "image/png" })
        {
            using var response = await service.PostAsync(Ingest, RunningService.Body(Line, mediaType), key);
            await RunningService.ProblemAsync(response, 401, "unauthorized");
            Assert.Equal("Bearer", Assert.Single(response.Headers.WwwAuthenticate).Scheme);
        }
        foreach (var address in new[] { "/api/v1/ledger", "/api/v1/runs" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            if (key is not null)
                request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + key);
            using var response = await service.Client.SendAsync(request, Cancelled);
            await RunningService.ProblemAsync(response, 401, "unauthorized");
        }
        await NothingCameInAsync();
    }

    [Theory]
    [InlineData("format=jsn", "format", "jsn")]
    [InlineData("wait=forever", "wait", "forever")]
    [InlineData("source=a&source=b", "source", "b")]
    public async Task A_wrong_parameter_is_named(string query, string parameter, string value)
    {
        using var response = await service.PostAsync(
            $"{Ingest}?{query}",
            RunningService.Body(Line),
            RunningService.Key
        );
        var problem = await RunningService.ProblemAsync(response, 400, "invalid-parameter");

        Assert.Equal(parameter, problem.GetProperty("parameter").GetString());
        Assert.Equal(value, problem.GetProperty("value").GetString());
        await NothingCameInAsync();
    }

    [Fact]
    public async Task A_forced_format_is_not_second_guessed_by_a_declared_type()
    {
        var body = RunningService.Body("""{"headline":"Forced","source":"Forced"}""", "text/html");
        var report = await service.IngestAsync(body, "format=jsonl&wait=searchable");
        Assert.Equal(1, report.GetProperty("outcomes").GetProperty("created").GetInt64());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_over_the_limit_is_refused_with_the_limit(bool isChunked)
    {
        HttpContent body = RunningService.Body(Long(MaxBodyBytes));
        if (isChunked)
            body = new StreamContent(new Unsized(await body.ReadAsByteArrayAsync(Cancelled)));
        using var response = await service.PostAsync(Ingest, body, RunningService.Key);
        var problem = await RunningService.ProblemAsync(response, 413, "too-large");

        Assert.Equal(MaxBodyBytes, problem.GetProperty("max").GetInt64());
        await NothingCameInAsync();
    }

    [Fact]
    public async Task A_small_body_that_unpacks_to_a_large_one_is_refused()
    {
        var body = RunningService.Body(Gzip(Long(5_000_000)));
        body.Headers.ContentEncoding.Add("gzip");
        Assert.True(body.Headers.ContentLength < MaxBodyBytes);
        using var response = await service.PostAsync(Ingest, body, RunningService.Key);

        var problem = await RunningService.ProblemAsync(response, 413, "too-large");
        Assert.Equal(MaxBodyBytes, problem.GetProperty("max").GetInt64());
    }

    [Theory]
    [InlineData("gzip", true)]
    [InlineData("gzip", false)]
    [InlineData("br", false)]
    [InlineData("deflate", false)]
    public async Task A_damaged_compression_is_the_fault_of_the_sender(string encoding, bool isCut)
    {
        var body = RunningService.Body(isCut ? Gzip(Line)[..40] : Encoding.UTF8.GetBytes(Line));
        body.Headers.ContentEncoding.Add(encoding);
        using var response = await service.PostAsync(Ingest, body, RunningService.Key);

        var problem = await RunningService.ProblemAsync(response, 400, "bad-request");
        Assert.Contains("Content-Encoding", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        await NothingCameInAsync();
    }

    [Fact]
    public async Task An_unknown_compression_is_refused_with_what_is_accepted()
    {
        var body = RunningService.Body(Line);
        body.Headers.ContentEncoding.Add("compress");
        using var response = await service.PostAsync(Ingest, body, RunningService.Key);

        var problem = await RunningService.ProblemAsync(response, 415, "unsupported-media");
        Assert.Contains("gzip", problem.GetProperty("accepted").EnumerateArray().Select(a => a.GetString()));
    }

    private async Task NothingCameInAsync()
    {
        var index = await service.GetAsync("/api/v1/index");
        var found = await service.TotalAsync("limit=0&source.not=forced");
        var ledger = await service.GetAsync("/api/v1/ledger?limit=1000", asAdmin: true);
        // Only what the forced format brought, should its test have run before.
        Assert.InRange(index.GetProperty("archiveSequence").GetInt64(), 0, 1);
        Assert.InRange(ledger.GetProperty("received").GetInt64(), 0, 1);
        Assert.Equal(0, found);
    }

    // One line of at least so many bytes.
    private static string Long(int size) => Line.Replace("dugong", new string('d', size), StringComparison.Ordinal);

    private static byte[] Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var packer = new GZipStream(packed, CompressionLevel.SmallestSize))
            packer.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    /// <summary>A service that takes small bodies only.</summary>
    public sealed class SmallService()
        : RunningService("--NewsSearch:Sample=false", $"--NewsSearch:MaxBodyBytes={MaxBodyBytes}");

    // Of unknown length, so that it is sent in chunks.
    private sealed class Unsized(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
