using System.Net;
using System.Net.Http.Headers;

namespace NewsSearch.Tests.Web;

public sealed class IdempotencyTests(EmptyService service) : IClassFixture<EmptyService>
{
    private const string Line = """{"id":"1","headline":"Once","source":"Idempotent"}""";

    private const string Other = """{"id":"2","headline":"Twice","source":"Others"}""";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_repeated_request_gets_its_first_answer_and_is_not_received_again()
    {
        using var first = await PostAsync("key-1", Line);
        var answer = await first.Content.ReadAsStringAsync(Cancelled);
        using var again = await PostAsync("key-1", Line);

        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(answer, await again.Content.ReadAsStringAsync(Cancelled));
        Assert.Contains("\"created\":1", answer, StringComparison.Ordinal);
        Assert.Equal("true", again.Headers.GetValues("Idempotency-Replayed").Single());
        var ledger = await service.GetAsync("/api/v1/ledger?source=idempotent", asAdmin: true);
        Assert.Equal(1, ledger.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task The_key_with_another_body_or_another_source_is_refused()
    {
        using var first = await PostAsync("key-2", Other);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        using var other = await PostAsync("key-2", Line);
        await RunningService.ProblemAsync(other, 422, "idempotency-reuse");
        using var source = await PostAsync("key-2", Other, "?source=x");
        await RunningService.ProblemAsync(source, 422, "idempotency-reuse");
    }

    [Fact]
    public async Task What_was_refused_can_be_sent_again_under_its_key()
    {
        using var refused = await PostAsync("key-3", "");
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, refused.StatusCode);
        using var mended = await PostAsync("key-3", Other);
        Assert.Equal(HttpStatusCode.OK, mended.StatusCode);
        using var blank = await PostAsync("a b", Line);
        await RunningService.ProblemAsync(blank, 400, "invalid-parameter");
    }

    private async Task<HttpResponseMessage> PostAsync(string key, string body, string query = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/ingest" + query)
        {
            Content = RunningService.Body(body),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", RunningService.Key);
        request.Headers.Add("Idempotency-Key", key);
        return await service.Client.SendAsync(request, Cancelled);
    }
}
