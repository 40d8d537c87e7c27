using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace NewsSearch.Tests.Web;

/// <summary>Nobody but the admin sees an embargoed article before its release, and everybody does from then on.</summary>
public sealed class EmbargoTests : IAsyncLifetime
{
    private const string Word = EmbargoedItem.Word;

    private readonly MovableClock _clock = new();
    private readonly RunningService _service;

    public EmbargoTests() => _service = new("--NewsSearch:Sample=false") { Clock = _clock };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _service.InitializeAsync();

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Fact]
    public async Task After_each_step_of_the_clock_exactly_what_was_released_is_in_every_answer()
    {
        // Hours until the release; two at once, and one that is public from the beginning.
        int[] hours = [0, 2, 4, 4, 7, 9, 12];
        var start = _clock.GetUtcNow();
        var all = hours.Select((h, n) => new EmbargoedItem(n, h == 0 ? null : start.AddHours(h))).ToList();
        all[0] = all[0] with { Text = "former0" };
        await TakeAsync(all);
        // A version that is held of the article that is public.
        await TakeAsync([all[0] with { Text = "amended0", Until = start.AddHours(9) }]);
        await ShownAsync(all, 0);
        foreach (var (step, hour) in new[] { 2, 3, 4, 7, 9, 12 }.Index())
        {
            // A second before it nothing has changed, whatever was built or started meanwhile.
            var moment = start.AddHours(hour) - TimeSpan.FromSeconds(30);
            _clock.Advance(moment - _clock.GetUtcNow());
            if (step % 2 == 0)
                await RebuildAsync();
            else if (step == 1)
                await _service.RestartAsync();
            await ShownAsync(all, hour - 1);
            if (step == 3)
                await _service.RestartAsync(() => _clock.Advance(TimeSpan.FromSeconds(31)));
            else
                _clock.Advance(TimeSpan.FromSeconds(31));
            await ShownAsync(all, hour);
        }
        await RebuildAsync();
        await ShownAsync(all, 12);
        Assert.Equal(all.Count, await _service.TotalAsync(""));
        Assert.Empty(
            (await _service.GetAsync("/api/v1/embargoes", asAdmin: true)).GetProperty("items").EnumerateArray()
        );
    }

    [Fact]
    public async Task The_admin_sees_what_is_held_in_every_format_and_nobody_keeps_it()
    {
        var item = new EmbargoedItem(1, _clock.GetUtcNow().AddHours(1));
        await TakeAsync([item]);
        using (var anonymous = await AskAsync($"/api/v1/articles/{item.Id}", key: null))
            await RunningService.ProblemAsync(anonymous, 404, "not-found");
        var article = await _service.GetAsync($"/api/v1/articles/{item.Id}", asAdmin: true);
        Assert.Equal(
            (item.Headline, "usable", false),
            (Text(article, "headline"), Text(article, "pubStatus"), article.TryGetProperty("indexed", out _))
        );
        Assert.Equal(item.Until, DateTimeOffset.Parse(Text(article, "embargoedUntil")));
        foreach (
            var (format, sign) in new[]
            {
                ("ninjs", "embargoedUntil"),
                ("newsml-g2", "<embargoed>"),
                ("nitf", "\"embargoed\""),
            }
        )
        {
            var address = $"/api/v1/articles/{item.Id}?format={format}";
            using var refused = await AskAsync(address, key: null);
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
            using var shown = await AskAsync(address, RunningService.Key);
            Assert.Contains(sign, await shown.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
            Assert.True(shown.Headers.CacheControl!.NoStore);
            Assert.Null(shown.Headers.ETag);
        }
        using var page = await AskAsync($"/articles/{item.Id}", RunningService.Key);
        var html = HtmlPages.Parse(await page.Content.ReadAsStringAsync(Cancelled));
        Assert.Contains("embargo", html.QuerySelector(".warning")!.TextContent, StringComparison.Ordinal);
        var listed = Assert.Single(
            (await _service.GetAsync("/api/v1/embargoes", asAdmin: true)).GetProperty("items").EnumerateArray()
        );
        Assert.Equal(item.Id, Text(listed, "id"));
        var held = await _service.GetAsync(Text(listed, "self"), asAdmin: true);
        Assert.Contains(item.Text, Text(held, "body"), StringComparison.Ordinal);
        var line = await _service.GetAsync(Text(listed, "ledger"), asAdmin: true);
        Assert.Equal(item.Id, Text(line, "articleId"));
        using var secret = await AskAsync("/api/v1/embargoes", key: null);
        await RunningService.ProblemAsync(secret, 401, "unauthorized");
    }

    [Fact]
    public async Task An_article_that_was_canceled_is_gone_and_leaves_a_tombstone()
    {
        var item = new EmbargoedItem(1, Until: null);
        await TakeAsync([item]);
        Assert.Equal(1, await _service.TotalAsync("q=" + Word));
        var kill = JsonSerializer.Serialize(
            new
            {
                id = "own1",
                source = item.Source,
                title = "Kill",
                pubStatus = "canceled",
            }
        );
        var answer = await _service.IngestAsync(kill);
        Assert.Equal(1, answer.GetProperty("outcomes").GetProperty("updated").GetInt32());
        Assert.StartsWith("withdrawn", Text(answer.GetProperty("items")[0], "reason"), StringComparison.Ordinal);
        Assert.Equal(0, await _service.TotalAsync("q=" + Word));
        Assert.Equal(0, await _service.TotalAsync("versions=any"));
        foreach (var tail in new[] { "", "?format=nitf", "/versions", "/versions/1", "/versions/1..2/diff" })
        {
            var problem = await _service.ProblemAsync($"/api/v1/articles/{item.Id}{tail}", 410, "gone");
            var tombstone = problem.GetProperty("tombstone");
            Assert.Equal((item.Id, "canceled"), (Text(tombstone, "id"), Text(tombstone, "reason")));
            Assert.Equal(Text(problem, "removedAt"), Text(tombstone, "removedAt"));
            Assert.DoesNotContain(
                item.Token,
                problem
                    .GetRawText()
                    .Replace(item.Source, "", StringComparison.Ordinal)
                    .Replace("outlet-" + item.Token, "", StringComparison.Ordinal),
                StringComparison.Ordinal
            );
        }
        Assert.Empty((await _service.GetAsync("/api/v1/sources")).GetProperty("items").EnumerateArray());
        Assert.Equal(
            "canceled",
            Text(await _service.GetAsync($"/api/v1/articles/{item.Id}", asAdmin: true), "pubStatus")
        );
        using var killed = await AskAsync($"/api/v1/articles/{item.Id}?format=newsml-g2", RunningService.Key);
        Assert.Contains("stat:canceled", await killed.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        await RebuildAsync();
        Assert.Equal(0, await _service.TotalAsync("versions=any"));
    }

    // Waits until the search has what is to be there; then nothing else may be anywhere.
    private async Task ShownAsync(List<EmbargoedItem> all, int hour)
    {
        var start = all[1].Until!.Value.AddHours(-2);
        var released = all.Where(i => i.Until is null || i.Until <= start.AddHours(hour)).ToList();
        var isAmended = hour >= 9;
        await Waiting.WhileAsync(async () =>
            await _service.TotalAsync("q=" + Word) < released.Count
            || (isAmended && await _service.TotalAsync("q=amended0") == 0)
        );
        var answer = await _service.SearchAsync($"q={Word}&facet=source,topic,author,date&limit=100&versions=any");
        Assert.Equal(released.Count, RunningService.Total(answer));
        Assert.Equal(1, await _service.TotalAsync("q=former0&versions=any"));
        Assert.Equal(isAmended ? 0 : 1, await _service.TotalAsync("q=former0"));
        Assert.Equal(isAmended ? 1 : 0, await _service.TotalAsync("q=amended0&versions=any"));
        answer = await _service.SearchAsync($"q={Word}&facet=source,topic,author,date&limit=100");
        Assert.Equal(released.Select(i => i.Id).Order(), RunningService.Ids(answer).Order());
        Assert.Equal(released.Count, RunningService.Total(answer));
        foreach (var facet in new[] { "source", "topic", "author" })
            Assert.Equal(
                released.Count,
                answer
                    .GetProperty("facets")
                    .GetProperty(facet)
                    .GetProperty("values")
                    .EnumerateArray()
                    .Sum(v => v.GetProperty("count").GetInt32())
            );
        Assert.Equal(
            released.Count,
            answer
                .GetProperty("histogram")
                .GetProperty("buckets")
                .EnumerateArray()
                .Sum(b => b.GetProperty("count").GetInt32())
        );
        var sources = (await _service.GetAsync("/api/v1/sources")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(
            released.Select(i => i.Source).Order(StringComparer.Ordinal),
            sources.Select(s => Text(s, "name")).Order(StringComparer.Ordinal)
        );
        Assert.Equal(released.Count, sources.Sum(s => s.GetProperty("articles").GetInt32()));
        await SaidAsync(all, released, isAmended);
        foreach (var item in all)
        foreach (
            var address in (string[])
                [$"/api/v1/articles/{item.Id}", $"/articles/{item.Id}", $"/api/v1/articles/{item.Id}/versions"]
        )
        {
            using var response = await AskAsync(address, key: null);
            Assert.Equal(released.Contains(item) ? HttpStatusCode.OK : HttpStatusCode.NotFound, response.StatusCode);
        }
    }

    // The words of an article stand in all public answers, or in none.
    private async Task SaidAsync(List<EmbargoedItem> all, List<EmbargoedItem> released, bool isAmended)
    {
        string[] lists =
        [
            $"/api/v1/search?q={Word}&limit=100&highlight=true",
            $"/api/v1/search.atom?q={Word}&limit=100",
            $"/api/v1/search.feed.json?q={Word}&limit=100",
            $"/api/v1/search?limit=100&facet=source,topic,author,section,via",
            $"/?q={Word}&limit=100",
            "/sources",
            "/api/v1/sources",
        ];
        string[] others =
        [
            "/api/v1/suggest?q=disclo&size=20",
            "/api/v1/suggest?q=outlet&size=20",
            "/opensearch/suggest?q=disclo",
            $"/api/v1/trends?q={Word}&by=source&interval=year",
            $"/trends?q={Word}&by=source",
            "/api/v1/index",
            "/api/v1/sources/" + all[^1].SourceId,
            "/sources/" + all[^1].SourceId,
            "/metrics",
        ];
        foreach (var address in lists.Concat(others))
        {
            using var response = await AskAsync(address, key: null);
            var text = await response.Content.ReadAsStringAsync(Cancelled);
            var said = all.Where(i => text.Contains(i.Token, StringComparison.OrdinalIgnoreCase)).ToList();
            // The address itself names one.
            said.RemoveAll(i => address.Contains(i.Token, StringComparison.Ordinal) && !response.IsSuccessStatusCode);
            Assert.True(said.All(released.Contains), $"{address}: {text}");
            if (lists.Contains(address))
                Assert.True(said.Count == released.Count, $"{address}: {string.Join(", ", said)}");
            Assert.True(isAmended || !text.Contains("amended0", StringComparison.Ordinal), address);
        }
    }

    private async Task TakeAsync(IReadOnlyList<EmbargoedItem> items)
    {
        var answer = await _service.IngestAsync([.. items.Select(i => i.Line())]);
        foreach (var (item, saved) in items.Zip(answer.GetProperty("items").EnumerateArray()))
        {
            Assert.Equal(item.Until is not null, saved.TryGetProperty("reason", out _));
            item.Id = Text(saved, "id");
        }
    }

    private async Task RebuildAsync()
    {
        using var accepted = await _service.PostAsync(
            "/api/v1/rebuilds",
            RunningService.Body("{}"),
            RunningService.Key
        );
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        var state = Text(await _service.EndedAsync(accepted.Headers.Location!.ToString()), "state");
        Assert.Equal("completed", state);
    }

    private Task<HttpResponseMessage> AskAsync(string address, string? key)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (key is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return _service.Client.SendAsync(request, Cancelled);
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
