using System.Net;
using System.Text.Json;

namespace NewsSearch.Tests.Web;

[Collection(SharedSample.Name)]
public sealed class SearchProblemTests(SampleService service)
{
    private const string Search = "/api/v1/search?";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("sorce=x", "sorce", "x", "source")]
    [InlineData("q=a&Limit=3", "Limit", "3", "limit")]
    [InlineData("facet.sourc.size=3", "facet.sourc.size", "3", "facet.source.size")]
    [InlineData("langs=en", "langs", "en", "lang")]
    public async Task An_unknown_parameter_is_named_with_what_was_probably_meant(
        string query,
        string parameter,
        string value,
        string meant
    )
    {
        var problem = await service.ProblemAsync(Search + query, 400, "unknown-parameter");

        Assert.Equal(parameter, Text(problem, "parameter"));
        Assert.Equal(value, Text(problem, "value"));
        Assert.Equal(meant, Text(problem, "didYouMean"));
        Assert.Contains(meant, problem.GetProperty("allowed").EnumerateArray().Select(a => a.GetString()));
    }

    [Theory]
    [InlineData("/api/v1/sources?x=1")]
    [InlineData("/api/v1/index?x=1")]
    [InlineData("/api/v1/articles/abc?x=1")]
    [InlineData("/health/live?x=1")]
    [InlineData("/api/v1/search?nothinglikeit=1")]
    public async Task No_address_ignores_an_unknown_parameter(string address)
    {
        var problem = await service.ProblemAsync(address, 400, "unknown-parameter");
        Assert.False(problem.TryGetProperty("didYouMean", out _));
    }

    [Theory]
    [InlineData("sort=newestt", "sort", "newest")]
    [InlineData("dateField=publishd", "dateField", "published")]
    [InlineData("facet=date&interval=weak", "interval", "week")]
    [InlineData("facet=source,topik", "facet", "topic")]
    [InlineData("limit=1001", "limit", null)]
    [InlineData("limit=-1", "limit", null)]
    [InlineData("limit=ten", "limit", null)]
    [InlineData("limit=99999999999", "limit", null)]
    [InlineData("date=2024-13", "date", null)]
    [InlineData("date=2024-03/2024-01", "date", null)]
    [InlineData("date=yesterday", "date", null)]
    [InlineData("tz=Europe/Berln", "tz", "Europe/Berlin")]
    [InlineData("facet.source.size=3", "facet.source.size", null)]
    [InlineData("q=a&q=b", "q", null)]
    [InlineData("highlight=maybe", "highlight", null)]
    public async Task A_wrong_value_is_named(string query, string parameter, string? meant)
    {
        var problem = await service.ProblemAsync(Search + query, 400, "invalid-parameter");

        Assert.Equal(parameter, Text(problem, "parameter"));
        Assert.NotEmpty(Text(problem, "detail"));
        Assert.Equal(JsonValueKind.Array, problem.GetProperty("allowed").ValueKind);
        Assert.Equal(meant, problem.TryGetProperty("didYouMean", out var name) ? name.GetString() : null);
    }

    [Theory]
    [InlineData("(trump AND (biden", 17, ")")]
    [InlineData("a AND", 5, "word")]
    [InlineData("a OR OR b", 5, "word")]
    [InlineData("headlin:a", 0, "headline")]
    [InlineData("a )", 2, "end of query")]
    [InlineData("\"open", 0, null)]
    [InlineData("()", 0, "word")]
    [InlineData("!!!", 0, "word")]
    public async Task A_query_that_cannot_be_read_says_where_and_suggests_one_that_can(
        string query,
        int position,
        string? expected
    )
    {
        var problem = await service.ProblemAsync(Search + "q=" + Uri.EscapeDataString(query), 400, "query-syntax");

        Assert.Equal(position, problem.GetProperty("position").GetInt32());
        Assert.InRange(problem.GetProperty("length").GetInt32(), 0, query.Length);
        if (expected is not null)
            Assert.Contains(expected, problem.GetProperty("expected").EnumerateArray().Select(e => e.GetString()));
        await service.SearchAsync("q=" + Uri.EscapeDataString(Text(problem, "suggestion")));
    }

    [Fact]
    public async Task An_altered_cursor_never_gives_another_result()
    {
        var first = await service.SearchAsync("q=the&limit=5");
        var next = Text(first.GetProperty("links"), "next");
        var at = next.IndexOf("cursor=", StringComparison.Ordinal) + "cursor=".Length;
        for (var i = at; i < next.Length; i += 3)
        {
            var altered = next[..i] + (next[i] == 'A' ? 'B' : 'A') + next[(i + 1)..];
            var problem = await service.ProblemAsync(altered, 400, "cursor-mismatch");
            var restart = await service.GetAsync(Text(problem, "restart"));
            Assert.Equal(5, restart.GetProperty("items").GetArrayLength());
        }
        foreach (var cut in new[] { next[..^1], next + "A", next[..(at + 4)], next + "=", next + "%20" })
            await service.ProblemAsync(cut, 400, "cursor-mismatch");
    }

    [Theory]
    [InlineData("q=the", "q=of")]
    [InlineData("q=the", "q=the&lang=en")]
    [InlineData("q=the", "q=the&sort=oldest")]
    [InlineData("lang=en&source=harbour-wire", "lang=en")]
    public async Task A_cursor_continues_no_other_search(string asked, string other)
    {
        var first = await service.SearchAsync(asked + "&limit=5");
        var next = Text(first.GetProperty("links"), "next");
        var cursor = next[(next.IndexOf("cursor=", StringComparison.Ordinal) + "cursor=".Length)..];

        var problem = await service.ProblemAsync($"{Search}{other}&limit=5&cursor={cursor}", 400, "cursor-mismatch");
        Assert.DoesNotContain("cursor", Text(problem, "restart"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_buckets_are_refused_with_how_many()
    {
        var problem = await service.ProblemAsync(Search + "facet=date&interval=hour", 422, "too-many-buckets");

        var (requested, max) = (problem.GetProperty("requested").GetInt64(), problem.GetProperty("max").GetInt64());
        Assert.True(requested > max && max > 0);
    }

    [Fact]
    public async Task Too_many_terms_are_refused_with_how_many()
    {
        var words = string.Join('+', Enumerable.Range(0, 2_000));
        var problem = await service.ProblemAsync(Search + "q=" + words, 422, "too-many-clauses");

        Assert.Equal(2_000, problem.GetProperty("requested").GetInt64());
        Assert.Equal(1_024, problem.GetProperty("max").GetInt64());
    }

    [Theory]
    [InlineData("/api/v1/articles/0123456789abcdef0123456789abcdef")]
    [InlineData("/api/v1/articles/nope")]
    [InlineData("/api/v1/nothing")]
    [InlineData("/api/v2/search")]
    [InlineData("/nowhere")]
    public async Task What_is_not_there_is_not_found(string address) =>
        await service.ProblemAsync(address, 404, "not-found");

    [Theory]
    [InlineData("DELETE", "/api/v1/search", "GET, POST")]
    [InlineData("GET", "/api/v1/ingest", "POST")]
    [InlineData("POST", "/api/v1/sources", "GET")]
    [InlineData("PUT", "/api/v1/index", "GET")]
    public async Task A_method_that_an_address_does_not_take_is_refused(string method, string address, string allowed)
    {
        using var response = await service.Client.SendAsync(new HttpRequestMessage(new(method), address), Cancelled);

        await RunningService.ProblemAsync(response, (int)HttpStatusCode.MethodNotAllowed, "method-not-allowed");
        Assert.Equal(allowed, string.Join(", ", response.Content.Headers.Allow.Order()));
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
