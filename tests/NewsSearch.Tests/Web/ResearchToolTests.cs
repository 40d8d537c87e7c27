using System.Net;
using System.Text.Json;

namespace NewsSearch.Tests.Web;

/// <summary>Suggestions, samples, permalinks, pages backwards, and the explanation of an empty answer.</summary>
[Collection(SharedSample.Name)]
public sealed class ResearchToolTests(SampleService service)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sources_topics_and_headlines_are_suggested_for_what_was_typed()
    {
        var sources = await service.GetAsync("/api/v1/suggest?q=lakes");
        var source = Assert.Single(sources.GetProperty("sources").EnumerateArray().ToList());
        Assert.Equal("lakeside-tribune", source.GetProperty("value").GetString());
        Assert.Equal(await service.TotalAsync("source=lakeside-tribune"), source.GetProperty("count").GetInt64());
        var topics = await service.GetAsync("/api/v1/suggest?q=elec");
        Assert.Contains(
            "politics/elections",
            topics.GetProperty("topics").EnumerateArray().Select(t => t.GetProperty("value").GetString())
        );
        var headlines = (await service.GetAsync("/api/v1/suggest?q=night%20tra&size=3"))
            .GetProperty("headlines")
            .EnumerateArray()
            .Select(h => h.GetProperty("headline").GetString()!)
            .ToList();
        Assert.NotEmpty(headlines);
        Assert.All(headlines, h => Assert.Contains("night tra", h, StringComparison.OrdinalIgnoreCase));
        var arabic = await service.GetAsync("/api/v1/suggest?q=" + Uri.EscapeDataString("المرفا"));
        Assert.NotEmpty(arabic.GetProperty("sources").EnumerateArray().ToList());
        var wrong = await service.GetAsync("/api/v1/suggest?q=trian%20");
        Assert.Equal("train", wrong.GetProperty("spelling").GetString());
        Assert.False((await service.GetAsync("/api/v1/suggest?q=train%20")).TryGetProperty("spelling", out _));
        foreach (var text in (string[])["", "%20", "%22%28", "a", new string('x', 5_000)])
            await service.GetAsync("/api/v1/suggest?q=" + text);
    }

    [Fact]
    public async Task A_small_or_is_told_and_what_is_suggested_is_the_operator()
    {
        var answer = await service.SearchAsync("q=train%20or%20zzzquokka");
        Assert.Equal(0, RunningService.Total(answer));
        var warning = Assert.Single(answer.GetProperty("query").GetProperty("warnings").EnumerateArray());
        Assert.Equal("lowercase-operator", warning.GetProperty("code").GetString());
        var meant = answer.GetProperty("explanation").GetProperty("didYouMean").GetString()!;
        Assert.Equal("train OR zzzquokka", meant);
        Assert.Equal(await service.TotalAsync("q=train"), await service.TotalAsync("q=" + Uri.EscapeDataString(meant)));
        var none = (await service.SearchAsync("q=zzzquokka%20or%20zzzwombat")).GetProperty("explanation");
        Assert.False(none.TryGetProperty("didYouMean", out _));
    }

    [Fact]
    public async Task An_empty_answer_says_what_each_part_finds_and_which_filter_removed_most()
    {
        var answer = await service.SearchAsync("q=trian%20train&source=lakeside-tribune&date=2019-01");
        Assert.Equal(0, RunningService.Total(answer));
        var why = answer.GetProperty("explanation");
        Assert.Equal("train AND train", why.GetProperty("didYouMean").GetString());
        var clauses = why.GetProperty("clauses").EnumerateArray().ToList();
        Assert.Equal(["trian", "train"], clauses.Select(c => c.GetProperty("query").GetString()));
        Assert.Equal(await service.TotalAsync("q=train"), clauses[1].GetProperty("unfiltered").GetInt64());
        Assert.Equal(
            await service.TotalAsync("q=train&source=lakeside-tribune&date=2019-01"),
            clauses[1].GetProperty("count").GetInt64()
        );
        Assert.Equal(await service.TotalAsync("date=2019-01"), why.GetProperty("archivedInPeriod").GetInt64());
        var filters = (await service.SearchAsync("q=train&source=none&date=/2100"))
            .GetProperty("explanation")
            .GetProperty("filters")
            .EnumerateArray()
            .ToList();
        Assert.Equal("source", filters[0].GetProperty("parameter").GetString());
        Assert.Equal(await service.TotalAsync("q=train&date=/2100"), filters[0].GetProperty("without").GetInt64());
        Assert.False((await service.SearchAsync("q=train")).TryGetProperty("explanation", out _));
    }

    [Fact]
    public async Task A_sample_is_repeatable_and_names_its_frames()
    {
        var first = await service.SearchAsync("sample=50&seed=42&stratify=source");
        var again = await service.SearchAsync("sample=50&seed=42&stratify=source");
        var other = await service.SearchAsync("sample=50&seed=43&stratify=source");
        var ids = RunningService.Ids(first);
        Assert.Equal(50, ids.Distinct().Count());
        Assert.Equal(ids, RunningService.Ids(again));
        Assert.NotEqual(ids, RunningService.Ids(other));
        var strata = first.GetProperty("sample").GetProperty("strata").EnumerateArray().ToList();
        Assert.Equal(400, strata.Sum(s => s.GetProperty("frame").GetInt64()));
        Assert.Equal(50, strata.Sum(s => s.GetProperty("drawn").GetInt64()));
        Assert.Equal(400, RunningService.Total(first));
        await service.ProblemAsync("/api/v1/search?seed=1", 400, "invalid-parameter");
        await service.ProblemAsync("/api/v1/search?sample=0", 400, "invalid-parameter");
        await service.ProblemAsync("/api/v1/search?sample=5&sort=newest", 400, "invalid-parameter");
        await service.ProblemAsync("/api/v1/search?sample=5&stratify=topic", 400, "invalid-parameter");
    }

    [Fact]
    public async Task Pages_lead_back_to_the_first()
    {
        var first = await service.SearchAsync("q=the&limit=7");
        var second = await service.GetAsync(Link(first, "next"));
        var third = await service.GetAsync(Link(second, "next"));
        Assert.Equal(RunningService.Ids(second), RunningService.Ids(await service.GetAsync(Link(third, "prev"))));
        var back = await service.GetAsync(Link(second, "prev"));
        Assert.Equal(RunningService.Ids(first), RunningService.Ids(back));
        Assert.False(back.GetProperty("links").TryGetProperty("prev", out _));
        Assert.Equal(RunningService.Ids(second), RunningService.Ids(await service.GetAsync(Link(back, "next"))));
    }

    [Fact]
    public async Task A_kept_search_has_a_short_address_that_cites_and_repeats_it()
    {
        var body = RunningService.Body(
            """{"q":"night train OR bridge","source":["lakeside-tribune"],"limit":5}""",
            "application/json"
        );
        using var response = await service.PostAsync("/api/v1/permalinks", body, RunningService.Key);
        var kept = JsonElement.Parse(await response.Content.ReadAsStringAsync(Cancelled));
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var uri = kept.GetProperty("uri").GetString()!;
        Assert.Equal(uri, response.Headers.Location!.ToString());
        Assert.True(uri.Length <= 40, uri);
        var total = await service.TotalAsync("q=night+train+OR+bridge&source=lakeside-tribune");
        Assert.Equal(total, kept.GetProperty("total").GetInt64());
        Assert.Equal(total, RunningService.Total(await service.GetAsync(kept.GetProperty("search").GetString()!)));
        var page = await service.Client.GetStringAsync(new Uri(uri).AbsolutePath, Cancelled);
        Assert.Contains("night AND train OR bridge", page, StringComparison.Ordinal);
        Assert.Contains(uri, page, StringComparison.Ordinal);
        var same = await service.GetAsync("/api/v1/permalinks/" + kept.GetProperty("id").GetString());
        Assert.Equal(kept.GetRawText(), same.GetRawText());
        await service.ProblemAsync("/api/v1/permalinks/none", 404, "not-found");
    }

    [Fact]
    public async Task The_mode_of_matching_and_a_pattern_that_means_everything()
    {
        Assert.True(await service.TotalAsync("q=trains") >= await service.TotalAsync("q=trains&match=folded"));
        Assert.True(await service.TotalAsync("q=Train&match=folded") > await service.TotalAsync("q=Train&match=exact"));
        Assert.Equal(0, await service.TotalAsync("q=tRaIn&match=exact"));
        await service.ProblemAsync("/api/v1/search?q=a&match=fuzzy", 400, "invalid-parameter");
    }

    private static string Link(JsonElement answer, string name) =>
        answer.GetProperty("links").GetProperty(name).GetString()!;
}
