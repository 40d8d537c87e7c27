using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace NewsSearch.Tests.Web;

public sealed class VersionTests(EmptyService service) : IClassFixture<EmptyService>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Versions_and_their_difference_are_told_as_json_and_as_a_page()
    {
        var id = await TakeAsync("Bridge <b>opens</b>", "The bridge opened on Monday.");
        await TakeAsync("Bridge <b>opens</b>", "The bridge opened on  Monday. ");
        await TakeAsync("Bridge closes", "The bridge opened on Tuesday.\n\nCorrection: it was Tuesday.");

        var versions = await service.GetAsync($"/api/v1/articles/{id}/versions");
        var items = versions.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal([1, 2], items.Select(i => i.GetProperty("version").GetInt32()));
        Assert.Empty(items[0].GetProperty("changed").EnumerateArray());
        Assert.Equal(
            ["headline", "body", "correction"],
            items[1].GetProperty("changed").EnumerateArray().Select(c => c.GetString())
        );
        var first = await service.GetAsync(items[0].GetProperty("self").GetString()!);
        Assert.Equal("The bridge opened on Monday.", first.GetProperty("body").GetString());

        var diff = await service.GetAsync($"/api/v1/articles/{id}/versions/1..2/diff");
        var body = diff.GetProperty("fields")
            .EnumerateArray()
            .Single(f => f.GetProperty("field").GetString() == "body");
        Assert.Equal(first.GetProperty("body").GetString(), Text(body, "inserted"));
        Assert.Equal("The bridge opened on Tuesday.\n\nCorrection: it was Tuesday.", Text(body, "deleted"));
        var page = await PageAsync($"/api/v1/articles/{id}/versions/1..2/diff");
        Assert.Contains("<del>Monday</del><ins>Tuesday.</ins>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
        Assert.Contains(
            $"/articles/{id}/versions/1..2/diff",
            await PageAsync($"/articles/{id}/versions"),
            StringComparison.Ordinal
        );
        var article = HtmlPages.Parse(await PageAsync($"/articles/{id}"));
        Assert.NotNull(article.QuerySelector($".record a[href='/articles/{id}/versions']"));
        Assert.Equal("Correction: it was Tuesday.", article.QuerySelector(".correction p")?.TextContent);
        var data = RunningService.Parse(article.QuerySelector("script[type='application/ld+json']")!.TextContent);
        Assert.Equal("Correction: it was Tuesday.", data.GetProperty("correction")[0].GetProperty("text").GetString());
        Assert.Null(article.QuerySelector(".warning"));
        var older = HtmlPages.Parse(await PageAsync($"/articles/{id}/versions/1"));
        Assert.NotNull(older.QuerySelector($".warning a[href='/articles/{id}/versions/1..2/diff']"));
        Assert.Null(older.QuerySelector(".correction"));
        var back = await service.GetAsync($"/api/v1/articles/{id}/versions/2..1/diff");
        Assert.Equal(2, back.GetProperty("from").GetInt32());
    }

    [Fact]
    public async Task A_page_of_a_right_to_left_article_says_so_where_its_words_stand()
    {
        var id = await TakeAsync("فتح الجسر", "فتح الجسر يوم الاثنين", "ar");
        await TakeAsync("فتح الجسر", "فتح الجسر يوم الثلاثاء", "ar");
        var page = await PageAsync($"/articles/{id}/versions/1..2/diff");
        Assert.Contains("<p class=\"diff\" lang=\"ar\" dir=\"auto\">", page, StringComparison.Ordinal);
        Assert.Contains("<del>الاثنين</del><ins>الثلاثاء</ins>", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fa", "rtl")]
    [InlineData("az-Arab", "rtl")]
    [InlineData("ku-Arab-IQ", "rtl")]
    [InlineData("pnb", "rtl")]
    [InlineData("az-Latn", "ltr")]
    [InlineData("ar-Latn", "ltr")]
    [InlineData("de-AT", "ltr")]
    public async Task The_script_of_its_language_gives_an_article_its_direction(string language, string direction)
    {
        var id = await TakeAsync("Direction of " + language, "Text", language);
        var story = HtmlPages.Parse(await PageAsync($"/articles/{id}")).QuerySelector(".story")!;
        Assert.Equal((language, direction), (story.GetAttribute("lang"), story.GetAttribute("dir")));
    }

    [Fact]
    public async Task Changed_and_corrected_articles_are_found()
    {
        var changed = await TakeAsync("Quokka seen", "A quokka was seen.");
        await TakeAsync("Quokka seen", "A quokka was heard.");
        var corrected = await TakeAsync("Quokka count", "Ten quokkas.\n\nCorrection: nine quokkas.");
        Assert.Equal([changed], RunningService.Ids(await service.SearchAsync("q=quokka+changed:body")));
        Assert.Equal([corrected], RunningService.Ids(await service.SearchAsync("q=quokka+has:correction")));
        Assert.Equal([corrected], RunningService.Ids(await service.SearchAsync("q=quokka+NOT+changed:body")));
        Assert.Equal(0, await service.TotalAsync("q=quokka+changed:headline"));
        var problem = await service.ProblemAsync("/api/v1/search?q=changed:nonsense", 400, "query-syntax");
        Assert.Contains("headline", problem.GetProperty("expected").EnumerateArray().Select(e => e.GetString()));
    }

    [Fact]
    public async Task Any_version_is_searched_when_asked_for_and_says_which_it_is()
    {
        var id = await TakeAsync("Wombat seen", "A wombat dug at dawn.");
        await TakeAsync("Wombat seen", "A wombat dug at dusk.");

        Assert.Equal(0, await service.TotalAsync("q=wombat+dawn"));
        Assert.Equal(0, await service.TotalAsync("q=wombat+dawn&versions=latest"));
        var older = await service.SearchAsync("q=wombat+dawn&versions=any&facet=source");
        var item = Assert.Single(older.GetProperty("items").EnumerateArray());
        Assert.Equal(id, item.GetProperty("id").GetString());
        Assert.Equal((1, false), (item.GetProperty("version").GetInt32(), item.GetProperty("isLatest").GetBoolean()));
        Assert.Contains("dawn", item.GetProperty("snippet").GetString(), StringComparison.Ordinal);
        Assert.Equal(
            1,
            older.GetProperty("facets").GetProperty("source").GetProperty("values")[0].GetProperty("count").GetInt32()
        );
        var both = await service.SearchAsync("q=wombat&versions=any");
        Assert.Equal(1, both.GetProperty("total").GetProperty("value").GetInt32());
        Assert.Equal(2, both.GetProperty("items")[0].GetProperty("version").GetInt32());
        Assert.True(both.GetProperty("items")[0].GetProperty("isLatest").GetBoolean());
        var page = await PageAsync("/?q=wombat+dawn&versions=any");
        Assert.Contains("Earlier version 1", page, StringComparison.Ordinal);
        var problem = await service.ProblemAsync("/api/v1/search?versions=all", 400, "invalid-parameter");
        Assert.Equal("versions", problem.GetProperty("parameter").GetString());
    }

    [Theory]
    [InlineData("/versions/3")]
    [InlineData("/versions/x")]
    [InlineData("/versions/0")]
    [InlineData("/versions/1..9/diff")]
    [InlineData("/versions/1/diff")]
    public async Task What_is_no_version_is_not_found(string tail)
    {
        var id = await TakeAsync("Lone", "Text.");
        await service.ProblemAsync($"/api/v1/articles/{id}{tail}", 404, "not-found");
        await service.ProblemAsync($"/api/v1/articles/nope{tail}", 404, "not-found");
    }

    private async Task<string> TakeAsync(string headline, string text, string language = "en")
    {
        var line = JsonSerializer.Serialize(
            new
            {
                id = headline.Split(' ')[0] + headline.Length % 2,
                source = "Versions",
                headline,
                text,
                language,
            }
        );
        if (headline.StartsWith("Bridge", StringComparison.Ordinal))
            line = line.Replace("\"id\":\"Bridge0\"", "\"id\":\"Bridge1\"", StringComparison.Ordinal);
        var report = await service.IngestAsync(line);
        return report.GetProperty("items")[0].GetProperty("id").GetString()!;
    }

    private static string Text(JsonElement field, string without) =>
        string.Concat(
            field
                .GetProperty("spans")
                .EnumerateArray()
                .Where(s => s.GetProperty("kind").GetString() != without)
                .Select(s => s.GetProperty("text").GetString())
        );

    private async Task<string> PageAsync(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Accept", "text/html");
        using var response = await service.Client.SendAsync(request, Cancelled);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var page = await response.Content.ReadAsStringAsync(Cancelled);
        // Markup is told from text by where references stand; only letters beyond ASCII are read here.
        return Regex.Replace(
            page,
            "&#x([0-9A-F]+);",
            m => char.ConvertFromUtf32(Convert.ToInt32(m.Groups[1].Value, 16))
        );
    }
}
