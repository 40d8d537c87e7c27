using System.Net;
using System.Text.Json;

namespace NewsSearch.Tests.Web;

/// <summary>Rebuilds and generations over HTTP.</summary>
public sealed class RebuildTests(SampleRebuilds service) : IClassFixture<SampleRebuilds>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_rebuild_is_asked_for_followed_and_rolled_back()
    {
        var before = (await service.GetAsync("/api/v1/index")).GetProperty("generation").GetString()!;
        using var accepted = await PostAsync("/api/v1/rebuilds", """{"reason":"new stemmer"}""");
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        var location = accepted.Headers.Location!.ToString();
        Assert.StartsWith("/api/v1/rebuilds/", location, StringComparison.Ordinal);

        var run = await service.EndedAsync(location);

        Assert.Equal("completed", run.GetProperty("state").GetString());
        Assert.Equal(("new stemmer", "admin"), (Text(run, "reason"), Text(run, "startedBy")));
        Assert.Equal(before, Text(run, "previousGeneration"));
        Assert.Equal(400, run.GetProperty("documentsDone").GetInt64());
        Assert.Equal(400, run.GetProperty("documentsTotal").GetInt64());
        Assert.True(run.GetProperty("docsPerSecond").GetProperty("average").GetDouble() > 0);
        Assert.True(run.GetProperty("bytes").GetInt64() > 0);
        Assert.True(run.GetProperty("checkpoint").GetInt64() >= 400);
        Assert.Empty(run.GetProperty("errors").EnumerateObject());
        var index = await service.GetAsync("/api/v1/index");
        Assert.Equal(Text(run, "generation"), Text(index, "generation"));
        Assert.Equal("ok", Text(index, "state"));
        Assert.Equal(400, await service.TotalAsync(""));
        var list = (await service.GetAsync("/api/v1/rebuilds?limit=1")).GetProperty("items");
        Assert.Equal(Text(run, "id"), Text(list[0], "id"));

        using var activated = await PostAsync($"/api/v1/generations/{before}/activate", "");
        Assert.Equal(HttpStatusCode.OK, activated.StatusCode);
        Assert.Equal(before, Text(await service.GetAsync("/api/v1/index"), "generation"));
        var generations = (await service.GetAsync("/api/v1/generations")).GetProperty("items");
        Assert.Equal(["kept", "live"], generations.EnumerateArray().Select(g => Text(g, "state")));
    }

    [Fact]
    public async Task The_progress_is_a_stream_of_events_that_ends_with_the_rebuild()
    {
        using var accepted = await PostAsync("/api/v1/rebuilds", "");
        using var request = new HttpRequestMessage(HttpMethod.Get, accepted.Headers.Location);
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var response = await service.Client.SendAsync(request, Cancelled);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        var lines = (await response.Content.ReadAsStringAsync(Cancelled)).Split('\n');
        var last = lines.Last(l => l.StartsWith("data:", StringComparison.Ordinal))["data:".Length..];
        Assert.Equal("completed", Text(RunningService.Parse(last), "state"));
        Assert.Contains("event: progress", lines);
    }

    [Fact]
    public async Task A_request_says_what_is_built_and_is_refused_by_the_name_of_what_there_is_not()
    {
        var schema = (await service.GetAsync("/api/v1/schema")).GetProperty("indexVersion").GetInt32();
        var sources = (await service.GetAsync("/api/v1/sources"))
            .GetProperty("items")
            .EnumerateArray()
            .Select(s => Text(s, "id"))
            .ToList();
        await RefusedAsync("""{"schema":1}""", "schema", $"{schema}");
        await RefusedAsync("""{"schema":"3"}""", "schema", null);
        await RefusedAsync("""{"analyzers":["english"]}""", "analyzers", "folded-words");
        await RefusedAsync("""{"analyzers":[]}""", "analyzers", "folded-words");
        await RefusedAsync("""{"analyzers":"folded-words"}""", "analyzers", null);
        await RefusedAsync("""{"sources":["no-such-source"]}""", "sources", sources[0]);
        await RefusedAsync("""{"sources":[]}""", "sources", sources[^1]);
        var before = (await service.GetAsync("/api/v1/rebuilds")).GetProperty("items").GetArrayLength();

        var request = new
        {
            schema,
            analyzers = new[] { "folded-words" },
            sources,
            reason = (string?)null,
        };
        using var accepted = await PostAsync("/api/v1/rebuilds", JsonSerializer.Serialize(request));
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        var run = await service.EndedAsync(accepted.Headers.Location!.ToString());
        Assert.Equal(("completed", schema), (Text(run, "state"), run.GetProperty("schemaVersion").GetInt32()));
        Assert.Equal(before + 1, (await service.GetAsync("/api/v1/rebuilds")).GetProperty("items").GetArrayLength());

        // A part of them: the others are taken over.
        using var part = await PostAsync("/api/v1/rebuilds", $$"""{"sources":["{{sources[0]}}"]}""");
        var ended = await service.EndedAsync(part.Headers.Location!.ToString());
        Assert.Equal("completed", Text(ended, "state"));
        Assert.Equal(sources[0], Assert.Single(ended.GetProperty("sources").EnumerateArray()).GetString());

        async Task RefusedAsync(string body, string field, string? allowed)
        {
            using var refused = await PostAsync("/api/v1/rebuilds", body);
            var problem = await RunningService.ProblemAsync(refused, 400, "invalid-parameter");
            Assert.Equal(field, Text(problem, "parameter"));
            if (allowed is not null)
                Assert.Contains(allowed, problem.GetProperty("allowed").EnumerateArray().Select(a => a.GetString()));
        }
    }

    [Fact]
    public async Task What_does_not_fit_is_refused()
    {
        using var accepted = await PostAsync("/api/v1/rebuilds", "");
        var ended = await service.EndedAsync(accepted.Headers.Location!.ToString());
        var address = "/api/v1/rebuilds/" + Text(ended, "id");
        foreach (var step in new[] { "pause", "resume", "cancel" })
        {
            using var refused = await PostAsync($"{address}/{step}", "");
            var problem = await RunningService.ProblemAsync(refused, 409, "conflict");
            Assert.Equal(address, Text(problem, "current"));
        }
        using var swap = await PostAsync(address + "/swap?force=true", """{"reason":"I know"}""");
        await RunningService.ProblemAsync(swap, 409, "conflict");
        using var unforced = await PostAsync(address + "/swap", """{"reason":"I know"}""");
        await RunningService.ProblemAsync(unforced, 400, "invalid-parameter");
        using var silent = await PostAsync(address + "/swap?force=true", "");
        await RunningService.ProblemAsync(silent, 400, "invalid-parameter");
        using var odd = await PostAsync("/api/v1/rebuilds", """{"reasons":"x"}""");
        await RunningService.ProblemAsync(odd, 400, "invalid-parameter");
        using var broken = await PostAsync("/api/v1/rebuilds", "{");
        await RunningService.ProblemAsync(broken, 400, "invalid-parameter");
        using var unknown = await PostAsync("/api/v1/generations/000999/activate", "");
        await RunningService.ProblemAsync(unknown, 404, "not-found");
        await service.ProblemAsync("/api/v1/rebuilds/999", 404, "not-found");
        await service.ProblemAsync("/api/v1/rebuilds?limit=0", 400, "invalid-parameter");
        using var keyless = await service.PostAsync("/api/v1/rebuilds", RunningService.Body(""));
        await RunningService.ProblemAsync(keyless, 401, "unauthorized");
    }

    private Task<HttpResponseMessage> PostAsync(string address, string body) =>
        service.PostAsync(address, RunningService.Body(body, "application/json"), RunningService.Key);

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}

/// <summary>The service with the built-in sample, for tests that rebuild its index.</summary>
public sealed class SampleRebuilds() : RunningService("--NewsSearch:RebuildNiceness=0");
