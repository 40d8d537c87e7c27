using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using NewsSearch.Tests.Sources.Polling;

namespace NewsSearch.Tests.Web;

/// <summary>Declaring feeds over the API, and what the running service makes of them.</summary>
public sealed class FeedEndpointTests : IAsyncLifetime
{
    private const string Feeds = "/api/v1/admin/feeds";

    private readonly LocalServer _server = new();
    private readonly RunningService _service;

    public FeedEndpointTests() =>
        _service = new RunningService(
            "--NewsSearch:Sample=false",
            $"--NewsSearch:Polling:AllowedPrivateHosts:0={_server.Place}",
            "--NewsSearch:Polling:HostPause=00:00:00"
        );

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _service.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_declared_feed_is_polled_and_its_articles_are_found()
    {
        _server.ServeTagged("/rss", Rss("kingfisher"), "\"v1\"");
        using var response = await SendAsync(
            HttpMethod.Post,
            Feeds,
            new
            {
                url = _server.Url("/rss"),
                source = "The Harbour",
                via = "harbour wire",
                interval = "PT2H",
            }
        );
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var declared = await JsonAsync(response);
        var address = response.Headers.Location!.OriginalString;
        Assert.Equal($"{Feeds}/{Text(declared, "id")}", address);
        Assert.Equal("PT2H", Text(declared, "interval"));
        Assert.Equal("api", Text(declared, "origin"));

        await Waiting.WhileAsync(async () => await _service.TotalAsync("q=kingfisher") == 0);
        var found = (await _service.SearchAsync("q=kingfisher")).GetProperty("items")[0];
        Assert.Equal("The Harbour", found.GetProperty("source").GetProperty("name").GetString());

        var feed = await _service.GetAsync(address, asAdmin: true);
        var state = feed.GetProperty("state");
        Assert.Equal("waiting", Text(state, "status"));
        Assert.Equal("PT2H", Text(state, "interval"));
        Assert.Equal(200, state.GetProperty("lastStatus").GetInt32());
        Assert.Equal(1, state.GetProperty("lastItems").GetInt32());
        Assert.Equal("\"v1\"", Text(state, "etag"));
        Assert.Equal(0, state.GetProperty("failures").GetInt32());
        Assert.False(state.TryGetProperty("lastError", out _));
        var fetch = Assert.Single(feed.GetProperty("fetches").EnumerateArray());
        Assert.Equal(1, fetch.GetProperty("created").GetInt32());

        using var polled = await SendAsync(HttpMethod.Post, address + "/poll?wait=fetched");
        Assert.Equal(HttpStatusCode.OK, polled.StatusCode);
        var after = await JsonAsync(polled);
        Assert.Equal(304, after.GetProperty("state").GetProperty("lastStatus").GetInt32());
        Assert.Equal(2, after.GetProperty("fetches").GetArrayLength());

        using var queued = await SendAsync(HttpMethod.Post, address + "/poll");
        Assert.Equal(HttpStatusCode.Accepted, queued.StatusCode);
        var runs = (await _service.GetAsync("/api/v1/runs", asAdmin: true)).GetProperty("items").EnumerateArray();
        Assert.Contains(runs, r => Text(r, "kind") == "polling");
    }

    [Fact]
    public async Task A_feed_is_listed_changed_and_removed()
    {
        _server.Serve("/a", Rss("wren"));
        _server.Serve("/b", Rss("heron"));
        var id = Text(await PostAsync(new { url = _server.Url("/a"), enabled = false }), "id");
        var listed = Assert.Single(
            (await _service.GetAsync(Feeds, asAdmin: true)).GetProperty("items").EnumerateArray()
        );
        Assert.Equal("disabled", Text(listed.GetProperty("state"), "status"));
        Assert.False(listed.GetProperty("state").TryGetProperty("nextDue", out _));
        using (var refused = await SendAsync(HttpMethod.Post, $"{Feeds}/{id}/poll"))
            await RunningService.ProblemAsync(refused, 409, "conflict");

        using (
            var changed = await SendAsync(
                HttpMethod.Patch,
                $"{Feeds}/{id}",
                new
                {
                    url = _server.Url("/b"),
                    enabled = true,
                    source = "Birds",
                }
            )
        )
            Assert.Equal(_server.Url("/b"), Text(await JsonAsync(changed), "url"));
        await Waiting.WhileAsync(async () => await _service.TotalAsync("q=heron") == 0);
        Assert.DoesNotContain(_server.Requests, r => r.Path == "/a");
        using (var cleared = await SendAsync(HttpMethod.Patch, $"{Feeds}/{id}", new { source = (string?)null }))
            Assert.False((await JsonAsync(cleared)).TryGetProperty("source", out _));

        using (var removed = await SendAsync(HttpMethod.Delete, $"{Feeds}/{id}"))
            Assert.Equal(HttpStatusCode.OK, removed.StatusCode);
        using (var gone = await SendAsync(HttpMethod.Delete, $"{Feeds}/{id}"))
            await RunningService.ProblemAsync(gone, 404, "not-found");
        Assert.Equal(1, await _service.TotalAsync("q=heron"));
    }

    [Fact]
    public async Task What_cannot_be_declared_is_refused_with_the_member_that_is_wrong()
    {
        (object Body, string Name, string Parameter)[] wrong =
        [
            (new { }, "invalid-parameter", "url"),
            (new { url = "/rss" }, "invalid-parameter", "url"),
            (new { url = "ftp://a.example/" }, "invalid-parameter", "url"),
            (new { url = "https://me:secret@a.example/" }, "invalid-parameter", "url"),
            (new { url = 5 }, "invalid-parameter", "url"),
            (new { url = "https://a.example/" + new string('x', 3_000) }, "invalid-parameter", "url"),
            (new { url = "https://a.example/", interval = "30" }, "invalid-parameter", "interval"),
            (new { url = "https://a.example/", interval = "PT10S" }, "invalid-parameter", "interval"),
            (new { url = "https://a.example/", fullText = "true" }, "invalid-parameter", "fullText"),
            (new { url = "https://a.example/", source = "" }, "invalid-parameter", "source"),
            (new { url = "https://a.example/", sauce = "x" }, "unknown-parameter", "sauce"),
            (new[] { "https://a.example/" }, "invalid-parameter", "feed"),
        ];
        foreach (var (body, name, parameter) in wrong)
        {
            using var response = await SendAsync(HttpMethod.Post, Feeds, body);
            var problem = await RunningService.ProblemAsync(response, 400, name);
            Assert.Equal(parameter, Text(problem, "parameter"));
        }
        using var broken = await _service.PostAsync(
            Feeds,
            RunningService.Body("{", "application/json"),
            RunningService.Key
        );
        await RunningService.ProblemAsync(broken, 400, "invalid-parameter");
        using var foreign = await _service.PostAsync(
            Feeds,
            RunningService.Body("url=x", "text/plain"),
            RunningService.Key
        );
        await RunningService.ProblemAsync(foreign, 415, "unsupported-media");
        using var large = await _service.PostAsync(
            Feeds,
            RunningService.Body($"{{\"url\":\"{new string('x', 100_000)}\"}}", "application/json"),
            RunningService.Key
        );
        await RunningService.ProblemAsync(large, 413, "too-large");
        Assert.Empty((await _service.GetAsync(Feeds, asAdmin: true)).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task An_address_that_is_declared_already_is_a_conflict_that_names_the_feed()
    {
        _server.Serve("/a", Rss("wren"));
        var id = Text(await PostAsync(new { url = _server.Url("/a") }), "id");
        using var twice = await SendAsync(HttpMethod.Post, Feeds, new { url = _server.Url("/a#there") });
        Assert.Equal(id, Text(await RunningService.ProblemAsync(twice, 409, "conflict"), "current"));
    }

    [Fact]
    public async Task Nobody_without_the_key_sees_or_changes_feeds()
    {
        foreach (
            var (method, path) in ((HttpMethod, string)[])
                [
                    (HttpMethod.Get, ""),
                    (HttpMethod.Post, ""),
                    (HttpMethod.Get, "/x"),
                    (HttpMethod.Patch, "/x"),
                    (HttpMethod.Delete, "/x"),
                    (HttpMethod.Post, "/x/poll"),
                ]
        )
        {
            using var request = new HttpRequestMessage(method, Feeds + path);
            if (method == HttpMethod.Post || method == HttpMethod.Patch)
                request.Content = RunningService.Body("{}", "application/json");
            using var response = await _service.Client.SendAsync(request, Cancelled);
            await RunningService.ProblemAsync(response, 401, "unauthorized");
        }
    }

    [Fact]
    public async Task The_file_in_the_data_folder_declares_feeds_and_its_mistakes_are_shown()
    {
        _server.Serve("/a", Rss("bittern"));
        await File.WriteAllTextAsync(
            Path.Combine(_service.DataFolder, "feeds.json"),
            $$"""[{"url":"{{_server.Url("/a")}}"},{{"\n"}}{"urk":"x"}]""",
            Cancelled
        );
        await Waiting.WhileAsync(async () => await _service.TotalAsync("q=bittern") == 0);
        var feeds = await _service.GetAsync(Feeds, asAdmin: true);
        Assert.Equal("file", Text(Assert.Single(feeds.GetProperty("items").EnumerateArray()), "origin"));
        var file = feeds.GetProperty("file");
        Assert.Equal(1, file.GetProperty("feeds").GetInt32());
        var problem = Assert.Single(file.GetProperty("problems").EnumerateArray());
        Assert.Equal(2, problem.GetProperty("line").GetInt32());
        Assert.Contains("urk", Text(problem, "reason"), StringComparison.Ordinal);
    }

    private static string Rss(string word) =>
        $"<rss version=\"2.0\"><channel><title>Birds</title><item><title>A {word} was seen</title>"
        + $"<link>https://birds.example/{word}</link><description>At the harbour, a {word}.</description></item></channel></rss>";

    private async Task<JsonElement> PostAsync(object body)
    {
        using var response = await SendAsync(HttpMethod.Post, Feeds, body);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return await JsonAsync(response);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", RunningService.Key);
        if (body is not null)
            request.Content = RunningService.Body(JsonSerializer.SerializeToUtf8Bytes(body), "application/json");
        return await _service.Client.SendAsync(request, Cancelled);
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage response) =>
        RunningService.Parse(await response.Content.ReadAsStringAsync(Cancelled));

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
