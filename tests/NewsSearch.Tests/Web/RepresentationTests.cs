using System.Net;
using System.Xml.Linq;
using NewsSearch.Web.Api;

namespace NewsSearch.Tests.Web;

/// <summary>Every representation of one article, by what the client accepts and by its address.</summary>
[Collection(SharedSample.Name)]
public sealed class RepresentationTests(SampleService service)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Formats =>
        new(ArticleFormats.All.Select(f => (f.Name, f.MediaType)).ToArray());

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Both_addresses_give_it_by_accept_and_by_parameter(string format, string type)
    {
        var id = await FirstAsync();
        foreach (var address in new[] { "/api/v1/articles/" + id, "/articles/" + id })
        {
            using var accepted = await GetAsync(address, type);
            using var linked = await GetAsync($"{address}?format={format}", "application/pdf");
            foreach (var response in new[] { accepted, linked })
            {
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
                Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
                Assert.Equal("utf-8", response.Content.Headers.ContentType?.CharSet ?? "utf-8", ignoreCase: true);
                Assert.Contains("Accept", response.Headers.Vary);
                Assert.False(response.Headers.ETag!.IsWeak);
                Assert.NotEmpty(await response.Content.ReadAsByteArrayAsync(Cancelled));
            }
            using var head = await GetAsync(address, type, HttpMethod.Head);
            Assert.Equal((HttpStatusCode.OK, type), (head.StatusCode, head.Content.Headers.ContentType?.MediaType));
            Assert.Equal(accepted.Headers.ETag, head.Headers.ETag);
            Assert.Empty(await head.Content.ReadAsByteArrayAsync(Cancelled));
            using var known = await GetAsync(address, type, tag: accepted.Headers.ETag!.Tag);
            Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
        }
    }

    [Theory]
    [InlineData("/articles/", "text/html;q=0.2, application/x-bibtex;q=0.9", "application/x-bibtex")]
    [InlineData("/articles/", "application/json;q=0.5, application/ld+json", "application/ld+json")]
    [InlineData("/articles/", "application/ld+json;q=0.5, */*;q=0.4", "application/ld+json")]
    [InlineData("/articles/", "*/*;q=0.1, text/*;q=0", "application/json")]
    [InlineData("/api/v1/articles/", "application/json;q=0.3, text/vnd.iptc.nitf;q=0.4", "text/vnd.iptc.nitf")]
    [InlineData("/api/v1/articles/", "text/html, application/json;q=0.1", "application/json")]
    public async Task The_greatest_quality_decides(string address, string accept, string expected)
    {
        using var response = await GetAsync(address + await FirstAsync(), accept);
        Assert.Equal(expected, response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Representations_have_tags_of_their_own_and_links_to_the_others()
    {
        var id = await FirstAsync();
        var tags = new HashSet<string>();
        foreach (var format in ArticleFormats.Others)
        {
            using var response = await GetAsync($"/api/v1/articles/{id}?format={format.Name}", "*/*");
            Assert.True(tags.Add(response.Headers.ETag!.Tag));
            var links = Assert.Single(response.Headers.GetValues("Link"));
            foreach (var other in ArticleFormats.All.Where(f => f != format))
                Assert.Contains($"type=\"{other.MediaType}\"", links, StringComparison.Ordinal);
        }
        using var page = await GetAsync("/articles/" + id, "text/html");
        var html = await page.Content.ReadAsStringAsync(Cancelled);
        foreach (var format in ArticleFormats.Others)
        {
            var address = $"href=\"/api/v1/articles/{id}?format={format.Name}\"";
            Assert.Equal(3, html.Split(address).Length);
        }
    }

    [Fact]
    public async Task A_reference_manager_finds_the_ris_of_what_a_page_names()
    {
        var hits = HtmlPages.Parse(await TextAsync("/"));
        var named = hits.QuerySelectorAll(".hit abbr.unapi-id").Select(a => a.GetAttribute("title")!).ToList();
        Assert.Equal(10, named.Distinct().Count());
        var page = HtmlPages.Parse(await TextAsync("/articles/" + named[0]));
        Assert.Equal(named[0], Assert.Single(page.QuerySelectorAll("abbr.unapi-id")).GetAttribute("title"));
        var server = page.QuerySelector("link[rel=unapi-server]")!.GetAttribute("href")!;
        Assert.Equal(server, hits.QuerySelector("link[rel=unapi-server]")!.GetAttribute("href"));

        using var all = await GetAsync(server, "*/*");
        var formats = XDocument.Parse(await all.Content.ReadAsStringAsync(Cancelled)).Root!;
        Assert.Equal(HttpStatusCode.OK, all.StatusCode);
        Assert.Equal(
            ArticleFormats.Others.Select(f => f.Name),
            formats.Elements().Select(f => (string)f.Attribute("name")!)
        );
        using var choices = await GetAsync($"{server}?id={named[0]}", "*/*");
        Assert.Equal(HttpStatusCode.MultipleChoices, choices.StatusCode);
        formats.SetAttributeValue("id", named[0]);
        var offered = XDocument.Parse(await choices.Content.ReadAsStringAsync(Cancelled)).Root!;
        Assert.Equal(formats.ToString(), offered.ToString());

        foreach (var format in ArticleFormats.Others)
        {
            using var found = await GetAsync($"{server}?id={named[0]}&format={format.Name}", "*/*");
            Assert.Equal(HttpStatusCode.Found, found.StatusCode);
            using var direct = await GetAsync(found.Headers.Location!.ToString(), "*/*");
            Assert.Equal(
                (HttpStatusCode.OK, format.MediaType),
                (direct.StatusCode, direct.Content.Headers.ContentType?.MediaType)
            );
        }
    }

    [Theory]
    [InlineData("?id=none", HttpStatusCode.NotFound)]
    [InlineData("?id=none&format=ris", HttpStatusCode.Found)]
    [InlineData("?id=none&format=marc", HttpStatusCode.NotAcceptable)]
    [InlineData("?format=ris", HttpStatusCode.BadRequest)]
    [InlineData("?ident=none", HttpStatusCode.BadRequest)]
    public async Task What_unapi_cannot_give_is_said_in_its_own_terms(string query, HttpStatusCode expected)
    {
        using var response = await GetAsync("/unapi" + query, "*/*");
        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task A_format_that_there_is_not_is_refused_with_those_that_there_are()
    {
        var problem = await service.ProblemAsync(
            $"/api/v1/articles/{await FirstAsync()}?format=pdf",
            400,
            "invalid-parameter"
        );
        Assert.Equal(
            ArticleFormats.All.Select(f => f.Name),
            problem.GetProperty("allowed").EnumerateArray().Select(a => a.GetString())
        );
    }

    private async Task<string> FirstAsync() => RunningService.Ids(await service.SearchAsync("limit=1"))[0];

    private Task<string> TextAsync(string address) => service.Client.GetStringAsync(address, Cancelled);

    private async Task<HttpResponseMessage> GetAsync(
        string address,
        string accept,
        HttpMethod? method = null,
        string? tag = null
    )
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        if (tag is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        return await service.Client.SendAsync(request, Cancelled);
    }
}
