using System.Net;
using AngleSharp.Dom;

namespace NewsSearch.Tests.Web;

/// <summary>The pages of the admin: behind the login, without script, with forms that no other site can send.</summary>
public sealed class AdminPageTests(SampleService service) : IClassFixture<SampleService>
{
    private static readonly string[] Addresses =
    [
        "/admin",
        "/admin/ledger",
        "/admin/ledger/1",
        "/admin/feeds",
        "/admin/snapshots",
        "/admin/rebuilds",
    ];

    private readonly HtmlPages _admin = new(service, asAdmin: true);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nobody_else_sees_them()
    {
        foreach (var address in Addresses.Append("/admin/ledger/1/raw"))
        {
            var asked = await new HtmlPages(service).GetAsync(address, status: 401);
            Assert.NotNull(asked.QuerySelector("form[action='/login'] input[name=key]"));
        }
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ar")]
    public async Task They_speak_both_languages_and_are_kept_by_no_cache(string language)
    {
        foreach (var address in Addresses)
        {
            var page = await _admin.GetAsync($"{address}?hl={language}");
            Assert.Equal(language, page.DocumentElement.GetAttribute("lang"));
            Assert.NotNull(page.QuerySelector(".tabs a[aria-current=page]"));
            Assert.Empty(page.QuerySelectorAll("[style], script:not([src])"));
            using var response = await _admin.SendAsync(new HttpRequestMessage(HttpMethod.Get, address));
            Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        }
    }

    [Fact]
    public async Task The_overview_has_the_numbers_of_the_api()
    {
        var index = await service.GetAsync("/api/v1/index");
        var text = (await _admin.GetAsync("/admin")).QuerySelector("main")!.TextContent;
        Assert.Contains(index.GetProperty("generation").GetString()!, text, StringComparison.Ordinal);
        Assert.Contains(index.GetProperty("documents").GetInt64().ToString("N0"), text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_ledger_is_read_page_by_page_and_by_outcome()
    {
        await service.IngestAsync(
            "{\"source\":\"Ledger\",\"title\":\"Read\",\"date\":\"2024-02-10\"}",
            "<b>no article</b>",
            "{\"source\":\"Ledger\",\"title\":\"Read\",\"date\":\"2024-02-10\"}"
        );
        var ledger = await service.GetAsync("/api/v1/ledger?limit=1000", asAdmin: true);
        var expected = ledger.GetProperty("items").EnumerateArray().Select(l => l.GetProperty("id").GetInt64());
        Assert.Equal(expected, (await LinesAsync("/admin/ledger")).Select(l => l.Id));

        var refused = (await LinesAsync("/admin/ledger?outcome=quarantined"))[0];
        Assert.NotEmpty(refused.Reason);
        Assert.Single(await LinesAsync("/admin/ledger?outcome=unchanged"));

        var line = await _admin.GetAsync($"/admin/ledger/{refused.Id}");
        Assert.Contains("<b>no article</b>", line.QuerySelector(".raw")!.TextContent, StringComparison.Ordinal);
        using var raw = await _admin.SendAsync(
            new HttpRequestMessage(HttpMethod.Get, $"/admin/ledger/{refused.Id}/raw")
        );
        Assert.Equal("attachment", raw.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("<b>no article</b>", (await raw.Content.ReadAsStringAsync(Cancelled)).Trim());
        await _admin.GetAsync("/admin/ledger/999999", status: 404);
    }

    [Fact]
    public async Task Bytes_are_read_again_and_both_tries_know_of_each_other()
    {
        await service.IngestAsync(RunningService.Body("no article at all"), "wait=searchable&format=jsonl");
        var line = (await LinesAsync("/admin/ledger?outcome=quarantined"))[0].Id;
        var page = await _admin.GetAsync($"/admin/ledger/{line}");
        using var answer = await _admin.SubmitAsync(page.QuerySelector("form[action$=retry]")!);
        Assert.Equal($"/admin/ledger/{line}?done=retried", answer.Headers.Location?.OriginalString);

        var tried = await _admin.GetAsync(answer.Headers.Location!.OriginalString);
        Assert.NotNull(tried.QuerySelector(".notice"));
        var later = tried.QuerySelector(".pairs a[href^='/admin/ledger/']")!.GetAttribute("href")!;
        Assert.NotNull((await _admin.GetAsync(later)).QuerySelector($".pairs a[href='/admin/ledger/{line}']"));
    }

    [Fact]
    public async Task A_feed_is_added_disabled_enabled_and_removed()
    {
        const string url = "https://feeds.invalid/news.xml";
        var form = (await _admin.GetAsync("/admin/feeds")).QuerySelector("form.form")!;
        using (var refused = await _admin.SubmitAsync(form, ("url", "feeds.invalid"), ("source", "The Paper")))
        {
            var told = HtmlPages.Parse(await refused.Content.ReadAsStringAsync(Cancelled));
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.NotNull(told.QuerySelector(".problem"));
            Assert.Equal("The Paper", told.QuerySelector("input[name=source]")!.GetAttribute("value"));
        }
        await DoAsync(form, "declared", ("url", url), ("source", "The Paper"), ("interval", "PT1H"));
        Assert.Contains(
            url,
            (await _admin.GetAsync("/admin/feeds")).QuerySelector("table")!.TextContent,
            StringComparison.Ordinal
        );
        foreach (var (verb, done) in new[] { ("disable", "disabled"), ("enable", "enabled"), ("poll", "polling") })
            await DoAsync(await FormAsync("/admin/feeds", verb), done);
        var log = (await _admin.GetAsync("/admin/feeds")).QuerySelector("tbody th a")!.GetAttribute("href")!;
        Assert.Contains(url, (await _admin.GetAsync(log)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        await DoAsync(await FormAsync("/admin/feeds", "remove"), "removed");
        Assert.Null((await _admin.GetAsync("/admin/feeds")).QuerySelector("table"));
    }

    [Fact]
    public async Task A_snapshot_is_made_checked_and_deleted()
    {
        await DoAsync((await _admin.GetAsync("/admin/snapshots")).QuerySelector("form.act")!, "snapshot");
        await UntilAsync("tbody th code");
        await DoAsync(await FormAsync("/admin/snapshots", "verify"), "checking");
        await UntilAsync(".badge.good");
        await DoAsync(await FormAsync("/admin/snapshots", "delete"), "deleted");
        Assert.Null((await _admin.GetAsync("/admin/snapshots")).QuerySelector("tbody"));

        async Task UntilAsync(string selector)
        {
            await Waiting.WhileAsync(async () =>
                (await _admin.GetAsync("/admin/snapshots")).QuerySelector(selector) is null
            );
        }
    }

    [Fact]
    public async Task A_form_without_the_token_is_refused_and_changes_nothing()
    {
        using var answer = await _admin.SubmitAsync(
            (await _admin.GetAsync("/admin/snapshots")).QuerySelector("form.act")!,
            ("token", "x")
        );
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Every_form_carries_the_token_of_the_session()
    {
        foreach (var address in Addresses)
        {
            var forms = (await _admin.GetAsync(address)).QuerySelectorAll("form[method=post]");
            foreach (var form in forms.Where(f => f.GetAttribute("action") != "/preferences"))
                Assert.NotEmpty(form.QuerySelector("input[name=token]")?.GetAttribute("value") ?? "");
        }
    }

    private async Task<IElement> FormAsync(string address, string verb) =>
        (await _admin.GetAsync(address)).QuerySelector($"form[action$='/{verb}']")!;

    private async Task DoAsync(IElement form, string done, params (string Name, string Value)[] typed)
    {
        using var answer = await _admin.SubmitAsync(form, typed);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var address = answer.Headers.Location!.OriginalString;
        Assert.EndsWith("?done=" + done, address, StringComparison.Ordinal);
        Assert.NotNull((await _admin.GetAsync(address)).QuerySelector(".notice"));
    }

    private async Task<List<(long Id, string Reason)>> LinesAsync(string address)
    {
        var lines = new List<(long, string)>();
        for (var next = address; next is not null; )
        {
            var page = await _admin.GetAsync(next);
            foreach (var row in page.QuerySelectorAll("tbody tr"))
                lines.Add(
                    (
                        long.Parse(row.QuerySelector("th a")!.GetAttribute("href")!.Split('/')[^1]),
                        row.QuerySelector(".reason")!.TextContent.Trim()
                    )
                );
            next = page.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }
        return lines;
    }
}
