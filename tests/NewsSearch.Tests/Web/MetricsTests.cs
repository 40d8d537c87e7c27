using System.Net;
using System.Text.RegularExpressions;
using NewsSearch.Web.Hosting;

namespace NewsSearch.Tests.Web;

/// <summary>The measurements: they are there, they move, and only those may read them whom the setting lets in.</summary>
public sealed class MetricsTests(EmptyService service) : IClassFixture<EmptyService>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task They_tell_of_requests_searches_ingest_index_jobs_and_memory()
    {
        await service.IngestAsync("""{"headline":"Measured","source":"Metrics"}""", """no article""");
        await service.SearchAsync("q=measured");
        await service.ProblemAsync("/api/v1/search?q=(", 400, "query-syntax");

        foreach (
            var line in new[]
            {
                """newssearch_search_duration_seconds_count\{[^}]*outcome="answered"[^}]*\} [1-9]""",
                """newssearch_search_duration_seconds_bucket\{[^}]*outcome="refused"[^}]*le="\+Inf"\} [1-9]""",
                """newssearch_ingest_items_total\{[^}]*outcome="created"\} 1""",
                """newssearch_ingest_items_total\{[^}]*outcome="quarantined"\} 1""",
                """newssearch_archive_sequence(\{[^}]*\})? 1""",
                """newssearch_archive_unreadable\{[^}]*error="unreadable-text"\} 0""",
                """newssearch_index_lag(\{[^}]*\})? 0""",
                """newssearch_index_documents\{[^}]*generation="000001"\} 1""",
                """newssearch_job_duration_seconds_count\{[^}]*job="CatchUpJob.RunAsync"[^}]*outcome="succeeded"\} [1-9]""",
                """http_server_request_duration_seconds_count\{[^}]*http_route="/api/v1/search""",
                """dotnet_process_memory_working_set_bytes(\{[^}]*\})? [1-9]""",
            }
        )
            await MatchAsync(line);
    }

    [Fact]
    public async Task A_scraper_that_asks_for_openmetrics_gets_it()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Monitoring.Path);
        request.Headers.TryAddWithoutValidation("Accept", "application/openmetrics-text; version=1.0.0");
        using var response = await service.Client.SendAsync(request, Cancelled);
        Assert.Equal("application/openmetrics-text", response.Content.Headers.ContentType?.MediaType);
        Assert.EndsWith("# EOF\n", await response.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MetricsAccess.Loopback, "127.0.0.1", false, true)]
    [InlineData(MetricsAccess.Loopback, "::1", false, true)]
    [InlineData(MetricsAccess.Loopback, "::ffff:127.0.0.1", false, true)]
    [InlineData(MetricsAccess.Loopback, "192.0.2.1", false, false)]
    [InlineData(MetricsAccess.Loopback, "192.0.2.1", true, true)]
    [InlineData(MetricsAccess.Loopback, null, false, false)]
    [InlineData(MetricsAccess.Key, "127.0.0.1", false, false)]
    [InlineData(MetricsAccess.Key, "192.0.2.1", true, true)]
    [InlineData(MetricsAccess.Anyone, "192.0.2.1", false, true)]
    [InlineData(MetricsAccess.None, "127.0.0.1", true, false)]
    public void Who_may_read_them(MetricsAccess access, string? caller, bool hasKey, bool isAllowed) =>
        Assert.Equal(isAllowed, Monitoring.Allows(access, caller is null ? null : IPAddress.Parse(caller), hasKey));

    // A scrape is answered from memory for a moment, and a job is counted just behind its effect.
    private async Task MatchAsync(string pattern)
    {
        var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var text = await service.Client.GetStringAsync(Monitoring.Path, Cancelled);
            if (Regex.IsMatch(text, pattern, RegexOptions.None, TimeSpan.FromSeconds(5)))
                return;
            Assert.False(limit.IsCancellationRequested, $"{pattern}\n{text}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), Cancelled);
        }
    }
}

/// <summary>Measurements that are only for holders of the key.</summary>
public sealed class ClosedMetricsTests(ClosedMetricsTests.Service service) : IClassFixture<ClosedMetricsTests.Service>
{
    [Fact]
    public async Task Without_the_key_they_are_refused()
    {
        await service.ProblemAsync(Monitoring.Path, 403, "forbidden");
        using var request = new HttpRequestMessage(HttpMethod.Get, Monitoring.Path);
        request.Headers.Authorization = new("Bearer", RunningService.Key);
        using var response = await service.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    public sealed class Service() : RunningService("--NewsSearch:Sample=false", "--NewsSearch:Metrics=Key");
}
