using System.Net;
using System.Text;
using NewsSearch.Sources.Polling;

namespace NewsSearch.Tests.Sources.Polling;

/// <summary>A server that misbehaves in every way: each ends in a bounded time with a reason in words.</summary>
public sealed class FetchTests : IAsyncDisposable
{
    private const int MaxBytes = 100_000;

    private readonly PollingBench _bench = new(s =>
        s with
        {
            AnswerTimeout = TimeSpan.FromSeconds(20),
            TotalTimeout = TimeSpan.FromSeconds(60),
        }
    );

    private LocalServer Server => _bench.Server;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task A_document_is_fetched_with_what_the_server_says_of_it()
    {
        Server.Serve(
            "/f",
            "hello",
            "Content-Type: application/rss+xml; charset=utf-8\r\nETag: W/\"7\"\r\nLast-Modified: Sat, 01 Mar 2025 10:00:00 GMT\r\n"
        );
        var answer = await FetchAsync("/f");
        Assert.Equal("hello", Encoding.UTF8.GetString(answer.Body.Span));
        Assert.Equal("application/rss+xml", answer.MediaType);
        Assert.Equal("W/\"7\"", answer.EntityTag);
        Assert.Equal("Sat, 01 Mar 2025 10:00:00 GMT", answer.LastModified);
        var request = Assert.Single(Server.Requests);
        Assert.Equal("NewsSearch/1", request.Header("User-Agent"));
        Assert.Equal("gzip, br", request.Header("Accept-Encoding"));
        Assert.Null(request.Header("If-None-Match"));
        Assert.Null(request.Header("Cookie"));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Compressed_bodies_are_read(string encoding)
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("compressed ", 500)));
        Server.Serve("/f", Compress(text, encoding), $"Content-Encoding: {encoding}\r\n");
        Assert.Equal(text, (await FetchAsync("/f")).Body.ToArray());
    }

    [Fact]
    public async Task A_compressed_file_is_read_too()
    {
        Server.Serve(
            "/sitemap.xml.gz",
            LocalServer.Gzip("<urlset/>"u8.ToArray()),
            "Content-Type: application/x-gzip\r\n"
        );
        Assert.Equal("<urlset/>", Encoding.UTF8.GetString((await FetchAsync("/sitemap.xml.gz")).Body.Span));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_bomb_is_stopped_at_the_limit(string encoding)
    {
        Server.Serve("/bomb", Compress(new byte[50_000_000], encoding), $"Content-Encoding: {encoding}\r\n");
        Assert.Contains($"larger than {MaxBytes} bytes", await FailureAsync("/bomb"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bomb_in_a_file_is_stopped_at_the_limit()
    {
        Server.Serve("/bomb.gz", LocalServer.Gzip(new byte[50_000_000]));
        Assert.Contains($"larger than {MaxBytes} bytes", await FailureAsync("/bomb.gz"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_compressed_body_that_breaks_off_is_told(string encoding)
    {
        var random = new byte[20_000];
        new Random(1).NextBytes(random);
        var whole = Compress(random, encoding);
        Server.Serve("/cut", whole[..(whole.Length / 2)], $"Content-Encoding: {encoding}\r\n");
        Assert.Contains("breaks off", await FailureAsync("/cut"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip", "is not what its compression (gzip) says")]
    [InlineData("br", "is not what its compression (br) says")]
    [InlineData("zstd", "compressed as 'zstd'")]
    [InlineData("gzip, gzip, gzip", "compressed 3 times")]
    public async Task A_body_that_is_not_compressed_as_it_says_is_told(string encoding, string reason)
    {
        Server.Serve("/lie", new string('x', 5_000), $"Content-Encoding: {encoding}\r\n");
        Assert.Contains(reason, await FailureAsync("/lie"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_ends_before_its_declared_length_is_told()
    {
        Server.Serve("/short", "only this", "Content-Length: 1000\r\n");
        Assert.Contains("broke off after 9 bytes", await FailureAsync("/short"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chunks_that_break_off_are_told()
    {
        Server.On(
            "/chunks",
            (_, stream, cancellation) =>
                LocalServer.WriteAsync(
                    stream,
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n5\r\nhello\r\n",
                    cancellation
                )
        );
        Assert.Contains("broke off after 5 bytes", await FailureAsync("/chunks"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_without_end_is_stopped_at_the_limit()
    {
        Server.On(
            "/endless",
            async (_, stream, cancellation) =>
            {
                await LocalServer.WriteAsync(stream, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n", cancellation);
                while (true)
                    await LocalServer.WriteAsync(stream, new byte[8_192], cancellation);
            }
        );
        Assert.Contains($"larger than {MaxBytes} bytes", await FailureAsync("/endless"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_declared_length_above_the_limit_is_refused_at_once()
    {
        Server.Serve("/large", "x", "Content-Length: 999999999\r\n");
        Assert.Contains($"larger than {MaxBytes} bytes", await FailureAsync("/large"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_left_after_the_first_limit()
    {
        var asked = new TaskCompletionSource();
        Server.On(
            "/silent",
            (_, _, cancellation) =>
            {
                asked.SetResult();
                return Task.Delay(Timeout.Infinite, cancellation);
            }
        );
        var failing = FailureAsync("/silent");
        await asked.Task;
        _bench.Clock.Advance(TimeSpan.FromSeconds(21));
        Assert.Contains("did not answer within 20 s", await failing, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_drips_is_left_after_the_second_limit()
    {
        var dripping = new TaskCompletionSource();
        Server.On(
            "/slow",
            async (_, stream, cancellation) =>
            {
                await LocalServer.WriteAsync(stream, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n<rss>", cancellation);
                while (true)
                {
                    await LocalServer.WriteAsync(stream, " ", cancellation);
                    dripping.TrySetResult();
                    await Task.Delay(TimeSpan.FromMilliseconds(20), cancellation);
                }
            }
        );
        var failing = FailureAsync("/slow");
        await dripping.Task;
        // Whether the head has been read meanwhile is up to the machine; either limit ends it.
        _bench.Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Matches("did not answer within 20 s|had not sent all of its answer after 60 s", await failing);
    }

    [Fact]
    public async Task A_head_without_end_is_told()
    {
        Server.On(
            "/head",
            async (_, stream, cancellation) =>
            {
                await LocalServer.WriteAsync(stream, "HTTP/1.1 200 OK\r\n", cancellation);
                for (var n = 0; ; n++)
                    await LocalServer.WriteAsync(stream, $"X-{n}: {new string('y', 1_000)}\r\n", cancellation);
            }
        );
        Assert.Contains("head without end", await FailureAsync("/head"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n")]
    [InlineData("HTTP/1.1 two hundred\r\n\r\n")]
    [InlineData("")]
    public async Task What_is_no_http_is_told(string answer)
    {
        Server.On("/odd", (_, stream, cancellation) => LocalServer.WriteAsync(stream, answer, cancellation));
        Assert.Contains(Server.Place, await FailureAsync("/odd"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_without_tls_behind_https_is_told()
    {
        Server.Greeting = "220 this is another protocol\r\n";
        var failure = await Assert.ThrowsAsync<FetchException>(() =>
            _bench.Web.FetchAsync(new FetchRequest(new Uri($"https://{Server.Place}/f"), MaxBytes), Cancelled)
        );
        Assert.Contains(Server.Place, failure.Message, StringComparison.Ordinal);
        Assert.Contains("robots.txt cannot be had", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redirects_are_followed_and_only_lasting_ones_move_the_document()
    {
        Server.Redirect("/a", "301 Moved Permanently", "/b");
        Server.Redirect("/b", "308 Permanent Redirect", Server.Url("/c"));
        Server.Redirect("/c", "302 Found", "/d#place");
        Server.Redirect("/d", "301 Moved Permanently", "/e");
        Server.Serve("/e", "here");
        var answer = await FetchAsync("/a");
        Assert.Equal("here", Encoding.UTF8.GetString(answer.Body.Span));
        Assert.Equal(Server.Url("/e"), answer.Address.AbsoluteUri);
        // Behind the temporary step nothing lasts.
        Assert.Equal(Server.Url("/c"), answer.MovedTo?.AbsoluteUri);
        Server.Redirect("/t", "307 Temporary Redirect", "/e");
        Assert.Null((await FetchAsync("/t")).MovedTo);
    }

    [Fact]
    public async Task Redirects_in_a_circle_end()
    {
        Server.Redirect("/a", "302 Found", "/b");
        Server.Redirect("/b", "302 Found", "/a");
        Assert.Contains("in a circle", await FailureAsync("/a"), StringComparison.Ordinal);
        Server.Redirect("/self", "301 Moved Permanently", "/self");
        Assert.Contains("in a circle", await FailureAsync("/self"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redirects_without_end_end()
    {
        for (var n = 0; n < 30; n++)
            Server.Redirect($"/{n}", "302 Found", $"/{n + 1}");
        Assert.Contains("more than 10 times", await FailureAsync("/0"), StringComparison.Ordinal);
        Assert.Equal(11, Server.Requests.Count);
    }

    [Theory]
    [InlineData("file:///etc/passwd", "no http or https address")]
    [InlineData("ftp://example.org/f", "no http or https address")]
    [InlineData("http://127.0.0.1:1/", "not an address of the public internet")]
    [InlineData("http://2130706433:1/", "not an address of the public internet")]
    [InlineData("http://0x7f.1:1/", "not an address of the public internet")]
    [InlineData("http://localhost:1/", "not an address of the public internet")]
    [InlineData("http://[::1]:1/", "not an address of the public internet")]
    [InlineData("http://[::ffff:10.0.0.1]:1/", "not an address of the public internet")]
    [InlineData("http://169.254.169.254/latest/meta-data/", "not an address of the public internet")]
    [InlineData("http://10.0.0.1/", "not an address of the public internet")]
    public async Task A_redirect_to_where_it_must_not_go_is_refused(string target, string reason)
    {
        Server.Redirect("/a", "302 Found", target);
        var failure = await Assert.ThrowsAsync<FetchException>(() => FetchAsync("/a"));
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        Assert.True(failure.IsLasting);
    }

    [Fact]
    public async Task A_redirect_that_names_no_place_is_told()
    {
        Server.Serve("/a", "", status: "302 Found");
        Assert.Contains("without saying where to", await FailureAsync("/a"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_is_checked_by_the_address_that_it_has_when_it_is_connected_to()
    {
        // The name is public when it is looked at and private when it is used: only the second one counts.
        var asked = 0;
        using var connections = new WebConnections(
            new PollingSettings(),
            (_, _) =>
            {
                asked++;
                return Task.FromResult(new[] { IPAddress.Loopback, IPAddress.IPv6Loopback });
            }
        );
        using var message = new HttpRequestMessage(HttpMethod.Get, $"http://rebinding.example:{Server.Port}/f");
        var failure = await Assert.ThrowsAnyAsync<HttpRequestException>(() =>
            connections.SendAsync(message, Cancelled)
        );
        var told = FetchFailure.Of(failure, message.RequestUri!);
        Assert.Contains("not an address of the public internet", told.Message, StringComparison.Ordinal);
        Assert.Equal(1, asked);
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public async Task Rules_of_the_site_are_honoured_on_every_step()
    {
        Server.Serve("/robots.txt", "User-agent: NewsSearch\nDisallow: /private\n");
        Server.Serve("/public", "yes");
        Server.Redirect("/way", "302 Found", "/private/x");
        Assert.Equal(HttpStatusCode.OK, (await FetchAsync("/public")).Status);
        Assert.Contains(
            "does not let NewsSearch fetch /private/x",
            await FailureAsync("/way"),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(Server.Requests, r => r.Path.StartsWith("/private", StringComparison.Ordinal));
        Assert.Equal(1, Server.RobotsRequests);
    }

    [Theory]
    [InlineData("404 Not Found", true)]
    [InlineData("403 Forbidden", true)]
    [InlineData("401 Unauthorized", true)]
    [InlineData("500 Internal Server Error", false)]
    [InlineData("503 Service Unavailable", false)]
    public async Task Rules_that_are_absent_allow_and_rules_that_cannot_be_had_forbid(string status, bool isAllowed)
    {
        Server.Serve("/robots.txt", "", status: status);
        Server.Serve("/f", "yes");
        if (isAllowed)
            Assert.Equal(HttpStatusCode.OK, (await FetchAsync("/f")).Status);
        else
            Assert.Contains("robots.txt cannot be had", await FailureAsync("/f"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rules_are_kept_for_their_time_and_the_old_ones_hold_while_new_ones_cannot_be_had()
    {
        Server.Serve("/robots.txt", "User-agent: *\nDisallow: /private\n", "Cache-Control: max-age=7200\r\n");
        Server.Serve("/f", "yes");
        await FetchAsync("/f");
        _bench.Clock.Advance(TimeSpan.FromMinutes(119));
        await FetchAsync("/f");
        Assert.Equal(1, Server.RobotsRequests);
        _bench.Clock.Advance(TimeSpan.FromMinutes(2));
        Server.Serve("/robots.txt", "", status: "500 Internal Server Error");
        await FetchAsync("/f");
        Assert.Equal(2, Server.RobotsRequests);
        Assert.Contains("does not let", await FailureAsync("/private"), StringComparison.Ordinal);
        Server.Serve("/robots.txt", "User-agent: *\nDisallow:\n");
        _bench.Clock.Advance(TimeSpan.FromMinutes(6));
        Server.Serve("/private", "now");
        Assert.Equal(HttpStatusCode.OK, (await FetchAsync("/private")).Status);
    }

    [Fact]
    public async Task Rules_behind_redirects_are_found_and_a_huge_file_is_read_as_far_as_it_goes()
    {
        Server.Redirect("/robots.txt", "301 Moved Permanently", "/rules");
        Server.Serve("/rules", "User-agent: *\nDisallow: /no\n" + new string('#', 2_000_000));
        Server.Serve("/f", "yes");
        Assert.Equal(HttpStatusCode.OK, (await FetchAsync("/f")).Status);
        Assert.Contains("does not let", await FailureAsync("/no"), StringComparison.Ordinal);
    }

    private Task<FetchAnswer> FetchAsync(string path) =>
        _bench.Web.FetchAsync(new FetchRequest(new Uri(Server.Url(path)), MaxBytes), Cancelled);

    private async Task<string> FailureAsync(string path) =>
        (await Assert.ThrowsAsync<FetchException>(() => FetchAsync(path))).Message;

    private static byte[] Compress(byte[] bytes, string encoding) =>
        encoding == "br" ? LocalServer.Brotli(bytes) : LocalServer.Gzip(bytes);
}
