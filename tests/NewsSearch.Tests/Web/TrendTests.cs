using System.Net;
using System.Text.Json;

namespace NewsSearch.Tests.Web;

/// <summary><c>GET /trends</c> over HTTP: its numbers are those of searches.</summary>
[Collection(SharedSample.Name)]
public sealed class TrendTests(SampleService service)
{
    private const string Trends = "/api/v1/trends?";

    [Theory]
    [InlineData("q=train&q=flood&facet=source&interval=month&normalize=documents&date=2021")]
    [InlineData("q=train&facet=topic&facet.topic.size=8&interval=quarter&normalize=documents")]
    [InlineData("q=train OR flood&interval=week&lang=en&date=2021-02-10/2021-05-20&tz=Asia/Riyadh&normalize=documents")]
    [InlineData("q=&facet=lang&interval=year&normalize=documents")]
    public async Task Every_number_is_what_a_search_finds(string asked)
    {
        var answer = await service.GetAsync(Trends + asked);
        var queries = asked.Split('&').Where(p => p.StartsWith("q=", StringComparison.Ordinal)).ToList();
        var shared = string.Join(
            '&',
            asked.Split('&').Where(p => p.Split('=')[0] is "lang" or "tz" or "date" or "source")
        );
        var facet = answer.TryGetProperty("facet", out var named) ? named.GetString() : null;
        var tz = asked.Contains("Riyadh", StringComparison.Ordinal) ? "&tz=Asia/Riyadh" : "";
        var looked = 0;
        foreach (var (query, q) in answer.GetProperty("queries").EnumerateArray().Select((query, q) => (query, q)))
        {
            var found = await service.SearchAsync(
                $"{queries[q]}&{shared}&facet=date&interval={Text(answer, "interval")}"
            );
            Assert.Equal(RunningService.Total(found), query.GetProperty("total").GetProperty("value").GetInt64());
            Assert.Equal(
                found.GetProperty("histogram").GetProperty("undated").GetInt64(),
                query.GetProperty("undated").GetInt64()
            );
            Assert.Equal(
                Text(found.GetProperty("index"), "generation"),
                Text(answer.GetProperty("index"), "generation")
            );
        }
        foreach (var series in answer.GetProperty("series").EnumerateArray())
        {
            var own = facet is null ? "" : $"&{facet}={Uri.EscapeDataString(Text(series, "value"))}";
            var query = queries[series.GetProperty("query").GetInt32()];
            Assert.Equal(await service.TotalAsync($"{query}&{shared}{own}"), Number(series, "count"));
            var sum = Number(series, "undated") + Number(series, "outOfRange");
            foreach (var bucket in series.GetProperty("buckets").EnumerateArray())
            {
                sum += Number(bucket, "count");
                AssertShare(bucket);
                // Each bucket by a search of its own would take long; some of each line do.
                if (looked++ % 37 != 0 || IsCut(bucket, asked))
                    continue;
                var period = $"&date={Period(Text(bucket, "start"), Text(answer, "interval"))}{tz}";
                var filters = asked.Contains("lang=en", StringComparison.Ordinal) ? "&lang=en" : "";
                Assert.Equal(await service.TotalAsync($"{query}{filters}{own}{period}"), Number(bucket, "count"));
                Assert.Equal(await service.TotalAsync($"limit=0{own}{period}"), Number(bucket, "total"));
            }
            Assert.Equal(Number(series, "count"), sum);
        }
        Assert.True(looked > 0);
    }

    [Fact]
    public async Task Without_normalize_there_is_no_ratio()
    {
        var answer = await service.GetAsync(Trends + "q=train&interval=year");
        Assert.Equal("none", Text(answer, "normalize"));
        var series = Assert.Single(answer.GetProperty("series").EnumerateArray());
        Assert.False(series.TryGetProperty("value", out _));
        Assert.All(series.GetProperty("buckets").EnumerateArray(), b => Assert.False(b.TryGetProperty("ratio", out _)));
    }

    [Fact]
    public async Task A_value_that_the_archive_does_not_have_is_a_line_of_which_nothing_is_known()
    {
        var answer = await service.GetAsync(
            Trends + "q=train&facet=source&source=no-such&interval=year&normalize=documents"
        );
        var series = Assert.Single(answer.GetProperty("series").EnumerateArray());
        Assert.Equal((0, "no-such"), (Number(series, "count"), Text(series, "value")));
        Assert.NotEmpty(series.GetProperty("buckets").EnumerateArray());
        Assert.All(
            series.GetProperty("buckets").EnumerateArray(),
            b =>
            {
                Assert.Equal("none", Text(b, "coverage"));
                Assert.Equal(JsonValueKind.Null, b.GetProperty("ratio").ValueKind);
            }
        );
    }

    [Theory]
    [InlineData("q=a&q=b&q=c&q=d&q=e&q=f", "q")]
    [InlineData("facet=source,topic", "facet")]
    [InlineData("facet=source&facet=topic", "facet")]
    [InlineData("facet=date", "facet")]
    [InlineData("normalize=yes", "normalize")]
    [InlineData("interval=fortnight", "interval")]
    [InlineData("tz=Mars/Olympus", "tz")]
    [InlineData("date=2024-13", "date")]
    [InlineData("facet.topic.size=3", "facet.topic.size")]
    [InlineData("facet=topic&facet.topic.size=many", "facet.topic.size")]
    public async Task A_value_that_cannot_be_used_is_refused(string asked, string parameter)
    {
        var problem = await service.ProblemAsync(Trends + asked, 400, "invalid-parameter");
        Assert.Equal(parameter, Text(problem, "parameter"));
    }

    [Theory]
    [InlineData("normalise=documents", "normalize")]
    [InlineData("limit=5", null)]
    [InlineData("sort=newest", null)]
    public async Task A_parameter_of_something_else_is_refused(string asked, string? meant)
    {
        var problem = await service.ProblemAsync(Trends + asked, 400, "unknown-parameter");
        Assert.Equal(meant, problem.TryGetProperty("didYouMean", out var near) ? near.GetString() : null);
    }

    [Fact]
    public async Task A_query_that_cannot_be_read_is_named()
    {
        var problem = await service.ProblemAsync(Trends + "q=train&q=(open", 400, "query-syntax");
        Assert.Equal("(open", Text(problem, "value"));
        Assert.Equal("(open)", Text(problem, "suggestion"));
    }

    [Fact]
    public async Task Too_many_numbers_are_refused()
    {
        // The sample's years, hour by hour, are more than a histogram may have.
        var problem = await service.ProblemAsync(Trends + "q=train&interval=hour", 422, "too-many-buckets");
        Assert.True(Number(problem, "requested") > Number(problem, "max"));
    }

    [Fact]
    public async Task The_same_state_has_the_same_tag()
    {
        using var first = await service.Client.GetAsync(Trends + "q=train&interval=year", Cancelled);
        using var request = new HttpRequestMessage(HttpMethod.Get, Trends + "q=train&interval=year");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var again = await service.Client.SendAsync(request, Cancelled);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static void AssertShare(JsonElement bucket)
    {
        var (count, total) = (Number(bucket, "count"), Number(bucket, "total"));
        Assert.InRange(count, 0, total);
        var ratio = bucket.GetProperty("ratio");
        Assert.Equal(total == 0, ratio.ValueKind == JsonValueKind.Null);
        Assert.Equal(total == 0 ? "none" : "complete", Text(bucket, "coverage"));
        if (total > 0)
            Assert.Equal((double)count / total, ratio.GetDouble());
    }

    // A period that begins or ends within a bucket cuts it.
    private static bool IsCut(JsonElement bucket, string asked) =>
        asked.Contains("interval=week", StringComparison.Ordinal)
        && Text(bucket, "start") is "2021-02-08" or "2021-05-17";

    private static string Period(string start, string interval) =>
        interval switch
        {
            "year" => start[..4],
            "month" => start[..7],
            "week" => $"{start}/P1W",
            _ => $"{start}/P3M",
        };

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static long Number(JsonElement element, string name) => element.GetProperty(name).GetInt64();
}
