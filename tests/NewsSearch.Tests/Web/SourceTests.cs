using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace NewsSearch.Tests.Web;

public sealed class SourceTests(EmptyService service) : IClassFixture<EmptyService>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_health_of_a_source_shows_its_days_beside_the_band()
    {
        var today = TimeProvider.System.GetUtcNow().Date;
        await service.IngestAsync([
            .. Enumerable
                .Range(1, 60)
                .Select(n =>
                    $$"""{"headline":"Day {{n}}","source":"Steady Post","date":"{{today.AddDays(-n):yyyy-MM-dd}}T12:00:00Z"}"""
                ),
        ]);
        var health = await service.GetAsync("/api/v1/sources/steady-post/health");
        Assert.Equal(("steady-post", "ok"), (Text(health, "source"), Text(health, "state")));
        var days = health.GetProperty("days").EnumerateArray().ToList();
        Assert.Equal($"{today.AddDays(-1):yyyy-MM-dd}", Text(days[^1], "day"));
        Assert.All(days, d => Assert.Equal(1, d.GetProperty("count").GetInt64()));
        Assert.Equal(1, days[^1].GetProperty("band").GetProperty("typical").GetDouble());
        Assert.Empty(health.GetProperty("events").EnumerateArray());
        await service.ProblemAsync("/api/v1/sources/no-such/health", 404, "not-found");
        await service.ProblemAsync("/api/v1/sources/steady-post/health?x=1", 400, "unknown-parameter");
    }

    [Fact]
    public async Task A_domain_and_a_name_that_are_declared_one_source_are_one_everywhere()
    {
        var first = await service.IngestAsync(
            """{"headline":"Old","url":"https://www.example.com/2020/old-story-1","date":"2020-03-05","text":"numbat"}""",
            """{"headline":"New","source":"Example News","url":"https://example.com/2024/2","date":"2024-03-05","text":"numbat"}""",
            """{"headline":"Undated","source":"Example News","text":"numbat"}"""
        );
        Assert.Equal(1, await service.TotalAsync("q=numbat&source=example-com"));
        var tag = (await service.Client.GetAsync("/api/v1/sources", Cancelled)).Headers.ETag;

        var declared = await DeclareAsync(
            HttpMethod.Put,
            "example-news",
            """{"country":"GB","issn":"0261-3077","sameAs":["www.example.com"],"names":[{"value":"The Old Example","from":"1990","to":"2019-12"}]}"""
        );

        Assert.Equal("example-news", declared.GetProperty("id").GetString());
        await Waiting.WhileAsync(async () => await service.TotalAsync("q=numbat&source=example-news") < 3);
        Assert.Equal(0, await service.TotalAsync("q=numbat&source=example-com"));
        Assert.NotEqual(tag, (await service.Client.GetAsync("/api/v1/sources", Cancelled)).Headers.ETag);
        var record = await service.GetAsync("/api/v1/sources/example-com");
        Assert.Equal(
            ("Example News", 3, "GB"),
            (Text(record, "name"), record.GetProperty("articles").GetInt32(), Text(record, "country"))
        );
        Assert.Equal(
            ("2020-03-05T00:00:00Z", "2024-03-05T00:00:00Z"),
            (Text(record, "firstPublished"), Text(record, "lastPublished"))
        );
        var old = record.GetProperty("names").EnumerateArray().Single(n => Text(n, "value") == "The Old Example");
        Assert.Equal(("1990", "2019-12", "declared"), (Text(old, "from"), Text(old, "to"), Text(old, "evidence")));
        var directory = await new HtmlPages(service).GetAsync("/sources");
        var entry = directory
            .QuerySelectorAll(".entry")
            .Single(e => e.QuerySelector("h2")!.TextContent.Trim() == "Example News");
        Assert.Contains("The Old Example", entry.QuerySelectorAll(".volume bdi").Select(n => n.TextContent));
        Assert.Equal("example.com", Text(Assert.Single(record.GetProperty("domains").EnumerateArray()), "value"));
        var volume = record.GetProperty("volume");
        Assert.Equal(
            (49, 1),
            (volume.GetProperty("buckets").GetArrayLength(), volume.GetProperty("undated").GetInt32())
        );

        var later = await service.IngestAsync(
            """{"headline":"Later","url":"https://example.com/2024/later-story","text":"numbat"}"""
        );
        var article = await service.GetAsync("/api/v1/articles/" + Text(later.GetProperty("items")[0], "id"));
        Assert.Equal("example-news", Text(article.GetProperty("source"), "id"));
        var moved = await service.GetAsync("/api/v1/articles/" + Text(first.GetProperty("items")[0], "id"));
        Assert.Equal(
            ("example-news", 1),
            (Text(moved.GetProperty("source"), "id"), moved.GetProperty("version").GetInt32())
        );

        var patched = await DeclareAsync(HttpMethod.Patch, "example-news", """{"name":"The Example"}""");
        Assert.Equal(("The Example", "GB"), (Text(patched, "name"), Text(patched, "country")));
        Assert.Contains("example-com", patched.GetProperty("sameAs").EnumerateArray().Select(s => s.GetString()));
    }

    [Theory]
    [InlineData("""{"country":"Great Britain"}""")]
    [InlineData("""{"names":[{"value":"X","from":"yesterday"}]}""")]
    [InlineData("""{"nmae":"X"}""")]
    [InlineData("""{"issn":"1"}""")]
    [InlineData("null")]
    [InlineData("[")]
    public async Task A_declaration_that_makes_no_sense_is_refused(string body)
    {
        using var response = await SendAsync(HttpMethod.Put, "refused", body);
        await RunningService.ProblemAsync(response, 400, "invalid-parameter");
        await service.ProblemAsync("/api/v1/sources/refused", 404, "not-found");
    }

    [Fact]
    public async Task A_source_that_is_another_one_cannot_be_declared()
    {
        await DeclareAsync(HttpMethod.Put, "whole", """{"name":"Whole","sameAs":["Part"]}""");
        using var part = await SendAsync(HttpMethod.Put, "part", """{"name":"Part"}""");
        await RunningService.ProblemAsync(part, 409, "conflict");
        using var thief = await SendAsync(HttpMethod.Put, "thief", """{"name":"Thief","sameAs":["Part"]}""");
        await RunningService.ProblemAsync(thief, 409, "conflict");
        using var unknown = await SendAsync(HttpMethod.Patch, "unheard-of", """{"name":"X"}""");
        await RunningService.ProblemAsync(unknown, 404, "not-found");
    }

    private async Task<JsonElement> DeclareAsync(HttpMethod method, string id, string body)
    {
        using var response = await SendAsync(method, id, body);
        var text = await response.Content.ReadAsStringAsync(Cancelled);
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        return RunningService.Parse(text);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string id, string body)
    {
        using var request = new HttpRequestMessage(method, "/api/v1/admin/sources/" + id)
        {
            Content = RunningService.Body(body, "application/json"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", RunningService.Key);
        return await service.Client.SendAsync(request, Cancelled);
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
