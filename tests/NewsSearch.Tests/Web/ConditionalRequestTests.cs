using System.Net;
using NewsSearch.Web.Api;

namespace NewsSearch.Tests.Web;

public sealed class ConditionalRequestTests : IClassFixture<EmptyService>
{
    private readonly EmptyService _service;

    public ConditionalRequestTests(EmptyService service) => _service = service;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_client_has_is_not_sent_again_until_it_changes()
    {
        var id = await IngestAsync("First");
        string[] addresses =
        [
            "/api/v1/search?q=article",
            $"/api/v1/articles/{id}",
            "/api/v1/sources",
            "/api/v1/search.atom?q=article",
            "/api/v1/search.feed.json?q=article",
            $"/api/v1/articles/{id}?format=nitf",
            "/?q=article",
            $"/articles/{id}",
            "/opensearch.xml",
            "/opensearch/suggest?q=fi",
            "/manifest.webmanifest",
            "/robots.txt",
        ];
        var tags = new List<string>();
        foreach (var address in addresses)
        {
            using var first = await GetAsync(address);
            Assert.Equal(HttpStatusCode.OK, first.StatusCode);
            var tag = first.Headers.ETag!;
            Assert.False(tag.IsWeak);
            tags.Add(tag.Tag);
            using var again = await GetAsync(address, ("If-None-Match", $"\"other\", W/{tag.Tag}"));
            Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
            Assert.Equal(tag, again.Headers.ETag);
            Assert.Empty(await again.Content.ReadAsByteArrayAsync(Cancelled));
            using var other = await GetAsync(address, ("If-None-Match", "\"other\""));
            Assert.Equal(HttpStatusCode.OK, other.StatusCode);
            using var compressed = await GetAsync(address, ("Accept-Encoding", "gzip"));
            Assert.NotEqual(tag, compressed.Headers.ETag);
            Assert.Contains("Accept-Encoding", compressed.Headers.Vary);
            Assert.Equal(["gzip"], compressed.Content.Headers.ContentEncoding);
        }
        Assert.Equal(tags.Count, tags.Distinct().Count());

        await IngestAsync("Second");

        for (var i = 0; i < addresses.Length; i++)
        {
            using var later = await GetAsync(addresses[i], ("If-None-Match", tags[i]));
            var isArticle = addresses[i].Contains(id, StringComparison.Ordinal);
            Assert.Equal(isArticle ? HttpStatusCode.NotModified : HttpStatusCode.OK, later.StatusCode);
        }
        using var moving = await GetAsync("/api/v1/search?date=P7D/");
        Assert.Null(moving.Headers.ETag);
        using var kept = await _service.PostAsync(
            "/api/v1/permalinks",
            RunningService.Body("""{"date":"P7D/"}""", "application/json"),
            RunningService.Key
        );
        using var permalink = await GetAsync(kept.Headers.Location!.PathAndQuery, ("Accept", "text/html"));
        Assert.Equal((HttpStatusCode.OK, null), (permalink.StatusCode, permalink.Headers.ETag));
        using var wrong = await GetAsync("/api/v1/search?nonsense=1");
        Assert.Null(wrong.Headers.ETag);
        using var page = await GetAsync("/?q=(open", ("Accept", "text/html"));
        Assert.Equal((HttpStatusCode.BadRequest, null), (page.StatusCode, page.Headers.ETag));
    }

    [Theory]
    [InlineData("/articles/", null, "text/html")]
    [InlineData("/articles/", "*/*", "text/html")]
    [InlineData("/articles/", "application/json", "application/json")]
    [InlineData("/articles/", "text/html;q=0, application/*", "application/json")]
    [InlineData("/api/v1/articles/", null, "application/json")]
    [InlineData("/api/v1/articles/", "text/html,application/xhtml+xml,*/*;q=0.8", "application/json")]
    [InlineData("/api/v1/articles/", "text/html", "text/html")]
    public async Task An_article_has_the_type_that_is_asked_for(string address, string? accept, string expected)
    {
        var id = await IngestAsync("Negotiated");
        using var response = accept is null
            ? await GetAsync(address + id)
            : await GetAsync(address + id, ("Accept", accept));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(expected, response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_type_that_there_is_not_is_refused_with_those_that_there_are()
    {
        var id = await IngestAsync("Refused");
        using var response = await GetAsync($"/api/v1/articles/{id}", ("Accept", "application/pdf"));
        var problem = await RunningService.ProblemAsync(response, 406, "not-acceptable");
        var alternatives = problem.GetProperty("alternatives").EnumerateArray().ToList();
        Assert.Equal(
            ArticleFormats.All.Select(f => f.MediaType),
            alternatives.Select(a => a.GetProperty("type").GetString())
        );
        foreach (var alternative in alternatives)
        {
            using var page = await GetAsync(alternative.GetProperty("url").GetString()!);
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        }
    }

    private async Task<string> IngestAsync(string title)
    {
        var report = await _service.IngestAsync($$"""{"id":"{{title}}","source":"Tags","title":"{{title}} article"}""");
        return report.GetProperty("items")[0].GetProperty("id").GetString()!;
    }

    private async Task<HttpResponseMessage> GetAsync(string address, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        foreach (var (name, value) in headers)
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        return await _service.Client.SendAsync(request, Cancelled);
    }
}
