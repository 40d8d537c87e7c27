using System.Net;
using System.Net.Http.Headers;

namespace NewsSearch.Tests.Web;

/// <summary>Health, the state of the index, the job history, and who may see the jobs page.</summary>
public sealed class StateTests(EmptyService service) : IClassFixture<EmptyService>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task It_says_that_it_is_well(string address) =>
        Assert.Equal("ok", (await service.GetAsync(address)).GetProperty("status").GetString());

    [Fact]
    public async Task An_empty_archive_is_searched_like_any_other()
    {
        var answer = await service.SearchAsync("facet=source,date,topic&q=nothing");

        Assert.Equal(0, RunningService.Total(answer));
        Assert.Equal(0, answer.GetProperty("histogram").GetProperty("buckets").GetArrayLength());
        Assert.Equal(0, answer.GetProperty("facets").GetProperty("source").GetProperty("values").GetArrayLength());
    }

    [Fact]
    public async Task The_index_says_how_far_it_is()
    {
        var report = await service.IngestAsync("""{"headline":"State","source":"States"}""");
        var index = await service.GetAsync("/api/v1/index");

        var sequence = report.GetProperty("sequence").GetInt64();
        Assert.True(sequence > 0);
        Assert.True(index.GetProperty("sequence").GetInt64() >= sequence);
        Assert.Equal(index.GetProperty("archiveSequence").GetInt64(), index.GetProperty("sequence").GetInt64());
        Assert.Equal(0, index.GetProperty("lag").GetInt64());
        Assert.True(index.GetProperty("documents").GetInt64() >= 1);
        Assert.NotEmpty(index.GetProperty("generation").GetString()!);
        Assert.Equal("ok", index.GetProperty("state").GetString());
        Assert.Empty(index.GetProperty("changedFields").EnumerateArray());
        Assert.Equal(0, index.GetProperty("unreadable").GetProperty("count").GetInt64());
    }

    [Fact]
    public async Task The_job_history_tells_of_indexing()
    {
        await service.IngestAsync("""{"headline":"Job","source":"Jobs"}""");
        // The run that shows the article is recorded just behind that.
        for (var runs = 0; runs == 0; )
        {
            var items = (await service.GetAsync("/api/v1/runs?limit=5", asAdmin: true)).GetProperty("items");
            runs = items.GetArrayLength();
            if (runs == 0)
                await Task.Delay(TimeSpan.FromMilliseconds(20), Cancelled);
            else
                Assert.Equal("indexing", items[0].GetProperty("kind").GetString());
        }
    }

    [Theory]
    [InlineData("/jobs")]
    [InlineData("/jobs/")]
    [InlineData("/jobs/recurring")]
    [InlineData("/JOBS/servers")]
    [InlineData("/jobs/stats")]
    public async Task The_jobs_page_is_closed_without_the_key(string address)
    {
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Post, HttpMethod.Head })
        foreach (var header in new[] { null, "Bearer wrong", "Basic " + RunningService.Key })
        {
            using var request = new HttpRequestMessage(method, address);
            if (header is not null)
                request.Headers.TryAddWithoutValidation("Authorization", header);
            request.Headers.TryAddWithoutValidation("Cookie", "newssearch-admin=9999999999.00");
            using var response = await service.Client.SendAsync(request, Cancelled);
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            var text = await response.Content.ReadAsStringAsync(Cancelled);
            Assert.DoesNotContain("CatchUp", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_jobs_page_opens_with_the_key_and_after_logging_in_with_it()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/jobs");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", RunningService.Key);
        using var direct = await service.Client.SendAsync(request, Cancelled);
        Assert.Equal(HttpStatusCode.OK, direct.StatusCode);

        using var wrong = await LogInAsync("wrong");
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.False(wrong.Headers.Contains("Set-Cookie"));
        using var right = await LogInAsync(RunningService.Key);
        Assert.Equal("/jobs", right.Headers.Location?.OriginalString);
        var cookie = Assert.Single(right.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(RunningService.Key, cookie, StringComparison.Ordinal);
        using var page = new HttpRequestMessage(HttpMethod.Get, "/jobs");
        page.Headers.TryAddWithoutValidation("Cookie", cookie.Split(';')[0]);
        using var entered = await service.Client.SendAsync(page, Cancelled);
        Assert.Equal(HttpStatusCode.OK, entered.StatusCode);
    }

    [Fact]
    public async Task The_cookie_of_the_jobs_page_changes_nothing_through_the_api()
    {
        using var right = await LogInAsync(RunningService.Key);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/ingest")
        {
            Content = RunningService.Body("""{"headline":"Cookie","source":"Cookies"}"""),
        };
        request.Headers.TryAddWithoutValidation("Cookie", right.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        using var response = await service.Client.SendAsync(request, Cancelled);
        await RunningService.ProblemAsync(response, 401, "unauthorized");
    }

    [Fact]
    public void A_key_that_is_set_is_not_written_to_the_data_folder() =>
        Assert.Empty(Directory.GetFiles(service.DataFolder, "admin.key", SearchOption.AllDirectories));

    private Task<HttpResponseMessage> LogInAsync(string key) =>
        service.PostAsync(
            "/login",
            new FormUrlEncodedContent([KeyValuePair.Create("key", key), KeyValuePair.Create("next", "/jobs")])
        );
}
