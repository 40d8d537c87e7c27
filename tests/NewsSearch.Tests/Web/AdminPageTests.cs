using System.Net;
using AngleSharp.Dom;

namespace NewsSearch.Tests.Web;

/// <summary>The pages of the admin: behind the login, without script, with forms that no other site can send.</summary>
public sealed class AdminPageTests(SampleService service) : IClassFixture<SampleService>
{
    private static readonly string[] Addresses = ["/admin", "/admin/ledger", "/admin/ledger/1"];

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

        var refused = Assert.Single(await LinesAsync("/admin/ledger?outcome=quarantined"));
        Assert.NotEmpty(refused.Reason);
        Assert.Single(await LinesAsync("/admin/ledger?outcome=unchanged"));

        var line = await _admin.GetAsync($"/admin/ledger/{refused.Id}");
        Assert.Contains("<b>no article</b>", line.QuerySelector(".raw")!.TextContent, StringComparison.Ordinal);
        using var raw = await _admin.SendAsync(new HttpRequestMessage(HttpMethod.Get, $"/admin/ledger/{refused.Id}/raw"));
        Assert.Equal("attachment", raw.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("<b>no article</b>", (await raw.Content.ReadAsStringAsync(Cancelled)).Trim());
        await _admin.GetAsync("/admin/ledger/999999", status: 404);
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
