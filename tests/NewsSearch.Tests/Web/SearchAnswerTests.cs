using System.Net;
using System.Text.Json;

namespace NewsSearch.Tests.Web;

[Collection(SharedSample.Name)]
public sealed class SearchAnswerTests(SampleService service)
{
    private static readonly string[] SingleValued = ["source", "lang", "section", "genre"];
    private static readonly string[] MultiValued = ["topic", "author", "place", "via"];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_envelope_says_what_was_asked_of_which_index_and_what_was_found()
    {
        var answer = await service.SearchAsync("q=train&limit=3");

        Assert.Equal("train", Text(answer, "query", "canonical"));
        Assert.NotEmpty(Text(answer, "query", "parsed"));
        Assert.Equal(0, answer.GetProperty("query").GetProperty("warnings").GetArrayLength());
        Assert.NotEmpty(Text(answer, "index", "generation"));
        Assert.True(answer.GetProperty("index").GetProperty("schemaVersion").GetInt32() > 0);
        Assert.Equal(400, answer.GetProperty("index").GetProperty("documents").GetInt64());
        Assert.InRange(RunningService.Total(answer), 4, 100);
        Assert.True(answer.GetProperty("total").GetProperty("exact").GetBoolean());
        Assert.Equal(3, answer.GetProperty("items").GetArrayLength());
        foreach (var item in answer.GetProperty("items").EnumerateArray())
        {
            Assert.NotEmpty(Text(item, "headline"));
            Assert.NotEmpty(Text(item, "source", "id"));
            Assert.NotEmpty(Text(item, "source", "name"));
            Assert.Equal(JsonValueKind.Array, item.GetProperty("topics").ValueKind);
            Assert.StartsWith("https://", Text(item, "url"), StringComparison.Ordinal);
            Assert.True(item.GetProperty("score").GetDouble() > 0);
        }
    }

    [Fact]
    public async Task Highlights_mark_the_words_that_were_asked_for()
    {
        var answer = await service.SearchAsync("q=train");

        var marked = answer
            .GetProperty("items")
            .EnumerateArray()
            .SelectMany(i =>
                Marked(i, "headline", Text(i, "headline")).Concat(Marked(i, "snippet", Text(i, "snippet")))
            )
            .ToList();
        Assert.NotEmpty(marked);
        Assert.All(marked, word => Assert.StartsWith("train", word, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Counts_of_a_single_valued_facet_add_up_to_the_total()
    {
        foreach (var facet in SingleValued)
        foreach (var filter in new[] { "", "&q=the", "&lang=en", "&q=train&topic=transport" })
        foreach (var options in new[] { "", $"&facet.{facet}.size=2", $"&facet.{facet}.min=30" })
        {
            var query = $"facet={facet}{options}{filter}";
            var answer = await service.SearchAsync(query);
            var counts = answer.GetProperty("facets").GetProperty(facet);
            var own = filter.Contains($"&{facet}", StringComparison.Ordinal)
                ? await service.TotalAsync("limit=0" + filter.Replace("&lang=en", "", StringComparison.Ordinal))
                : RunningService.Total(answer);
            Assert.True(own == Sum(counts), $"{query}: {own} instead of {counts}");
        }
    }

    [Fact]
    public async Task Counts_are_what_a_filter_by_the_value_finds()
    {
        foreach (var facet in SingleValued.Concat(MultiValued))
        {
            var answer = await service.SearchAsync($"q=the&limit=0&facet={facet}&facet.{facet}.size=3");
            foreach (
                var value in answer.GetProperty("facets").GetProperty(facet).GetProperty("values").EnumerateArray()
            )
            {
                var filter = $"q=the&limit=0&{facet}={Uri.EscapeDataString(Text(value, "value"))}";
                Assert.Equal(value.GetProperty("count").GetInt64(), await service.TotalAsync(filter));
                Assert.NotEmpty(Text(value, "label"));
                Assert.False(value.GetProperty("selected").GetBoolean());
            }
        }
    }

    [Fact]
    public async Task A_selected_value_is_marked_and_does_not_change_its_own_counts()
    {
        var all = await service.SearchAsync("facet=source,lang&limit=0");
        var chosen = await service.SearchAsync("facet=source,lang&limit=0&source=harbour-wire&source=lakeside-tribune");

        Assert.Equal(Counts(all, "source"), Counts(chosen, "source"));
        Assert.Equal(
            ["harbour-wire", "lakeside-tribune"],
            Values(chosen, "source")
                .Where(v => v.GetProperty("selected").GetBoolean())
                .Select(v => Text(v, "value"))
                .Order()
        );
        Assert.All(Counts(chosen, "lang"), c => Assert.True(c.Value <= Counts(all, "lang")[c.Key]));
        Assert.Equal(RunningService.Total(chosen), Counts(chosen, "lang").Values.Sum());
    }

    [Fact]
    public async Task Buckets_undated_and_out_of_range_add_up_to_the_total()
    {
        foreach (var interval in new[] { "year", "quarter", "month", "week", "day" })
        foreach (
            var filter in new[] { "", "&q=the", "&date=2021-03/2022", "&date=unknown", "&q=zzzz", "&tz=Asia/Tokyo" }
        )
        {
            var answer = await service.SearchAsync($"facet=date&interval={interval}&limit=0{filter}");
            var histogram = answer.GetProperty("histogram");
            Assert.Equal(interval, Text(histogram, "interval"));
            Assert.Equal(filter == "&tz=Asia/Tokyo" ? "Asia/Tokyo" : "UTC", Text(histogram, "tz"));
            var buckets = histogram.GetProperty("buckets").EnumerateArray().ToList();
            var sum =
                buckets.Sum(b => b.GetProperty("count").GetInt64())
                + histogram.GetProperty("undated").GetInt64()
                + histogram.GetProperty("outOfRange").GetInt64();
            Assert.True(sum == RunningService.Total(answer), $"{interval}{filter}: {sum} {histogram}");
            var starts = buckets.ConvertAll(b => Text(b, "start"));
            Assert.Equal(starts.Distinct().Order(StringComparer.Ordinal), starts);
        }
    }

    [Fact]
    public async Task Links_are_in_the_body_and_in_the_header_and_lead_to_where_they_say()
    {
        using var response = await service.Client.GetAsync(
            "/api/v1/search?q=the&lang=en&limit=5&facet=source&source=harbour-wire&source=lakeside-tribune",
            Cancelled
        );
        var answer = RunningService.Parse(await response.Content.ReadAsStringAsync(Cancelled));
        var links = answer.GetProperty("links");
        var header = string.Join(", ", response.Headers.GetValues("Link"));

        foreach (var rel in new[] { "self", "first", "next" })
            Assert.Contains($"<{Text(links, rel)}>; rel=\"{rel}\"", header, StringComparison.Ordinal);
        Assert.Equal(RunningService.Ids(answer), RunningService.Ids(await service.GetAsync(Text(links, "self"))));
        var next = await service.GetAsync(Text(links, "next"));
        Assert.Equal(RunningService.Total(answer), RunningService.Total(next));
        Assert.Empty(RunningService.Ids(answer).Intersect(RunningService.Ids(next)));
        Assert.Equal(
            RunningService.Ids(answer),
            RunningService.Ids(await service.GetAsync(Text(next.GetProperty("links"), "first")))
        );
        using var page = await service.Client.GetAsync(Text(links, "permalink"), Cancelled);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task No_hits_are_an_answer_and_no_error()
    {
        var answer = await service.SearchAsync("q=nosuchwordanywhere&facet=source,date");

        Assert.Equal(0, RunningService.Total(answer));
        Assert.Equal(0, answer.GetProperty("items").GetArrayLength());
        Assert.Equal(0, Sum(answer.GetProperty("facets").GetProperty("source")));
        Assert.False(answer.GetProperty("links").TryGetProperty("next", out _));
    }

    [Fact]
    public async Task Head_is_answered_like_get_without_a_body()
    {
        foreach (var address in new[] { "/api/v1/search?q=train", "/api/v1/sources", "/", "/nope", "/health/live" })
        {
            using var get = await service.Client.GetAsync(address, Cancelled);
            using var head = await service.Client.SendAsync(
                new HttpRequestMessage(HttpMethod.Head, address),
                Cancelled
            );
            Assert.Equal(get.StatusCode, head.StatusCode);
            Assert.Equal(get.Content.Headers.ContentType, head.Content.Headers.ContentType);
            Assert.Equal(get.Headers.Contains("Link"), head.Headers.Contains("Link"));
            Assert.Empty(await head.Content.ReadAsByteArrayAsync(Cancelled));
        }
    }

    [Fact]
    public async Task Sources_and_one_article_agree_with_the_search()
    {
        var sources = (await service.GetAsync("/api/v1/sources")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(9, sources.Count);
        Assert.Equal(400, sources.Sum(s => s.GetProperty("articles").GetInt64()));
        Assert.Equal(
            Counts(await service.SearchAsync("facet=source&limit=0"), "source"),
            sources.ToDictionary(s => Text(s, "id"), s => s.GetProperty("articles").GetInt64())
        );

        var item = (await service.SearchAsync("q=train&limit=1")).GetProperty("items")[0];
        var article = await service.GetAsync("/api/v1/articles/" + Text(item, "id"));
        foreach (var field in new[] { "id", "headline", "url", "source", "published", "topics" })
            Assert.Equal(item.GetProperty(field).GetRawText(), article.GetProperty(field).GetRawText());
        Assert.Contains("train", Text(article, "body"), StringComparison.OrdinalIgnoreCase);
        foreach (var time in new[] { "retrieved", "indexed" })
            Assert.EndsWith("Z", Text(article, time), StringComparison.Ordinal);
        Assert.Equal(1, article.GetProperty("version").GetInt32());
        Assert.Equal("full", Text(article, "completeness"));
        Assert.DoesNotContain(article.EnumerateObject(), p => p.Value.ValueKind == JsonValueKind.Null);
    }

    private static string Text(JsonElement element, params string[] path) =>
        path.Aggregate(element, (e, name) => e.GetProperty(name)).GetString()!;

    private static List<JsonElement> Values(JsonElement answer, string facet) =>
        answer.GetProperty("facets").GetProperty(facet).GetProperty("values").EnumerateArray().ToList();

    private static Dictionary<string, long> Counts(JsonElement answer, string facet) =>
        Values(answer, facet).ToDictionary(v => Text(v, "value"), v => v.GetProperty("count").GetInt64());

    private static long Sum(JsonElement facet) =>
        facet.GetProperty("values").EnumerateArray().Sum(v => v.GetProperty("count").GetInt64())
        + facet.GetProperty("other").GetInt64()
        + facet.GetProperty("missing").GetInt64();

    private static IEnumerable<string> Marked(JsonElement item, string field, string text) =>
        item.GetProperty("highlights")
            .GetProperty(field)
            .EnumerateArray()
            .Select(r => text.Substring(r.GetProperty("start").GetInt32(), r.GetProperty("length").GetInt32()));
}
