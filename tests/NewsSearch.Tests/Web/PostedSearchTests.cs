using System.Text;
using System.Text.Json;

namespace NewsSearch.Tests.Web;

[Collection(SharedSample.Name)]
public sealed class PostedSearchTests(SampleService service)
{
    private const string Search = "/api/v1/search";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_posted_search_is_the_same_search()
    {
        var got = await service.SearchAsync(
            "q=the&source=harbour-wire&source=lakeside-tribune&limit=7&facet=lang,date"
        );
        var posted = await SearchAsync(
            new
            {
                q = "the",
                source = new[] { "harbour-wire", "lakeside-tribune" },
                limit = 7,
                facet = new[] { "lang", "date" },
            }
        );

        Assert.Equal(RunningService.Ids(got), RunningService.Ids(posted));
        foreach (var part in new[] { "total", "facets", "histogram", "query" })
            Assert.Equal(got.GetProperty(part).GetRawText(), posted.GetProperty(part).GetRawText());
        var next = posted.GetProperty("links").GetProperty("next").GetString()!;
        Assert.Equal(7, (await service.GetAsync(next)).GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_search_of_a_megabyte_is_answered_and_can_be_paged()
    {
        var sources = Enumerable.Range(0, 60_000).Select(i => $"unknown-{i:000000}").Append("harbour-wire").ToArray();
        var body = JsonSerializer.SerializeToUtf8Bytes(new { source = sources, limit = 30 });
        Assert.InRange(body.Length, 1_000_000, 1_048_576);
        var first = await AnswerAsync(await service.PostAsync(Search, RunningService.Body(body, "application/json")));
        var next = first.GetProperty("links").GetProperty("next").GetString()!;
        var second = await AnswerAsync(await service.PostAsync(next, RunningService.Body(body, "application/json")));

        Assert.Equal(44, RunningService.Total(first));
        Assert.True(next.Length < 6_000);
        Assert.Equal(
            44,
            RunningService.Ids(first).Concat(RunningService.Ids(second)).Distinct(StringComparer.Ordinal).Count()
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_longer_body_is_refused_with_the_limit(bool hasLength)
    {
        var bytes = Encoding.UTF8.GetBytes(new string(' ', 1_100_000) + "{}");
        var body = RunningService.Body(bytes, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, Search) { Content = body };
        request.Headers.TransferEncodingChunked = !hasLength;
        using var response = await service.Client.SendAsync(request, Cancelled);

        var problem = await RunningService.ProblemAsync(response, 413, "too-large");
        Assert.Equal(1_048_576, problem.GetProperty("max").GetInt64());
    }

    [Theory]
    [InlineData("""{"q":"a",""", "body")]
    [InlineData("", "body")]
    [InlineData("[]", "body")]
    [InlineData("\"train\"", "body")]
    [InlineData("""{"q":"\ud800"}""", "body")]
    [InlineData("""{"\ud800":"a"}""", "body")]
    [InlineData("""{"q":{"a":1}}""", "q")]
    [InlineData("""{"q":null}""", "q")]
    [InlineData("""{"limit":1.5}""", "limit")]
    [InlineData("""{"limit":true}""", "limit")]
    [InlineData("""{"q":["a","b"]}""", "q")]
    public async Task A_body_that_is_no_search_is_named(string json, string parameter)
    {
        using var response = await service.PostAsync(Search, RunningService.Body(json, "application/json"));
        var problem = await RunningService.ProblemAsync(response, 400, "invalid-parameter");
        Assert.Equal(parameter, problem.GetProperty("parameter").GetString());
    }

    [Fact]
    public async Task A_body_that_is_not_utf_8_is_refused()
    {
        byte[] bytes = [.. "{\"q\":\"a"u8, 0xff, .. "\"}"u8];
        using var response = await service.PostAsync(Search, RunningService.Body(bytes, "application/json"));
        await RunningService.ProblemAsync(response, 400, "invalid-parameter");
    }

    [Theory]
    [InlineData("""{"qq":"a"}""", 400, "unknown-parameter")]
    [InlineData("""{"q":"(a"}""", 400, "query-syntax")]
    [InlineData("""{"cursor":"AAAA"}""", 400, "cursor-mismatch")]
    [InlineData("""{"facet":["date"],"interval":"hour"}""", 422, "too-many-buckets")]
    public async Task Its_problems_are_those_of_the_address(string json, int status, string problem)
    {
        using var response = await service.PostAsync(Search, RunningService.Body(json, "application/json"));
        await RunningService.ProblemAsync(response, status, problem);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task Another_type_than_json_is_refused_with_what_is_accepted(string? mediaType)
    {
        using var response = await service.PostAsync(Search, RunningService.Body("""{"q":"a"}""", mediaType));
        var problem = await RunningService.ProblemAsync(response, 415, "unsupported-media");
        Assert.Equal("application/json", Assert.Single(problem.GetProperty("accepted").EnumerateArray()).GetString());
    }

    private async Task<JsonElement> SearchAsync(object search) =>
        await AnswerAsync(
            await service.PostAsync(
                Search,
                RunningService.Body(JsonSerializer.SerializeToUtf8Bytes(search), "application/json")
            )
        );

    private static async Task<JsonElement> AnswerAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync(Cancelled);
            Assert.True(response.IsSuccessStatusCode, text.Length > 500 ? text[..500] : text);
            return RunningService.Parse(text);
        }
    }
}
