using System.Net;
using System.Xml.Linq;
using NewsSearch.Tests.Extraction;

namespace NewsSearch.Tests.Web;

/// <summary>Every search is a feed that other programs, and our own readers, can take in.</summary>
[Collection(SharedSample.Name)]
public sealed class SearchFeedTests(SampleService service)
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";
    private static readonly XNamespace OpenSearch = "http://a9.com/-/spec/opensearch/1.1/";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Its_pages_hold_each_article_of_the_search_once()
    {
        var total = await service.TotalAsync("q=train");
        var ids = new List<string>();
        for (var next = "/api/v1/search.atom?q=train&limit=7"; next is not null; )
        {
            var feed = await AtomAsync(next);
            Assert.Equal(total.ToString(), feed.Element(OpenSearch + "totalResults")?.Value);
            ids.AddRange(feed.Elements(Atom + "entry").Select(e => e.Element(Atom + "id")!.Value));
            next = Link(feed, "next") is { } address ? new Uri(address).PathAndQuery : null;
        }
        Assert.Equal(total, ids.Count);
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public async Task Its_pages_are_linked_both_ways_as_rfc_5005_says()
    {
        const string address = "/api/v1/search.atom?q=train&limit=7";
        var first = await AtomAsync(address);
        Assert.Null(Link(first, "previous"));
        var second = await AtomAsync(new Uri(Link(first, "next")!).PathAndQuery);
        Assert.Equal(Link(first, "self"), Link(second, "first"));
        var back = await AtomAsync(new Uri(Link(second, "previous")!).PathAndQuery);
        Assert.Equal(Ids(first), Ids(back));
        Assert.Equal(first.Element(Atom + "id")?.Value, second.Element(Atom + "id")?.Value);

        static IEnumerable<string> Ids(XElement feed) =>
            feed.Elements(Atom + "entry").Select(e => e.Element(Atom + "id")!.Value);
    }

    [Fact]
    public async Task It_has_what_rfc_4287_asks_for()
    {
        foreach (
            var address in new[]
            {
                "/api/v1/search.atom",
                "/api/v1/search.atom?lang=ar",
                "/api/v1/search.atom?q=nosuchword",
            }
        )
        {
            var feed = await AtomAsync(address);
            Assert.Equal(Atom + "feed", feed.Name);
            Assert.NotNull(Link(feed, "self"));
            AssertUniversal(feed);
            foreach (var entry in feed.Elements(Atom + "entry"))
            {
                AssertUniversal(entry);
                Assert.NotEmpty(entry.Elements(Atom + "author"));
                using var page = await service.Client.GetAsync(new Uri(Link(entry, "alternate")!), Cancelled);
                Assert.Equal(HttpStatusCode.OK, page.StatusCode);
            }
        }

        static void AssertUniversal(XElement element)
        {
            Assert.True(Uri.TryCreate(Assert.Single(element.Elements(Atom + "id")).Value, UriKind.Absolute, out _));
            Assert.Single(element.Elements(Atom + "title"));
            Assert.True(DateTimeOffset.TryParse(Assert.Single(element.Elements(Atom + "updated")).Value, out _));
            Assert.NotNull(Link(element, "alternate"));
        }
    }

    [Fact]
    public async Task The_newest_come_first_and_the_json_feed_has_the_same()
    {
        var feed = await AtomAsync("/api/v1/search.atom?q=train");
        var json = await service.Client.GetStringAsync("/api/v1/search.feed.json?q=train", Cancelled);
        var items = RunningService.Parse(json).GetProperty("items").EnumerateArray().ToList();
        var newest = RunningService.Ids(await service.SearchAsync("q=train&sort=newest&limit=50"));

        Assert.Equal("https://jsonfeed.org/version/1.1", RunningService.Parse(json).GetProperty("version").GetString());
        Assert.Equal(
            newest.Select(id => $"urn:uuid:{Guid.Parse(id)}"),
            feed.Elements(Atom + "entry").Select(e => e.Element(Atom + "id")!.Value)
        );
        Assert.Equal(
            feed.Elements(Atom + "entry").Select(e => e.Element(Atom + "id")!.Value),
            items.Select(i => i.GetProperty("id").GetString())
        );
        Assert.All(items, i => Assert.True(i.TryGetProperty("content_text", out _)));
    }

    [Theory]
    [InlineData("application/atom+xml", "application/atom+xml")]
    [InlineData("application/feed+json", "application/feed+json")]
    [InlineData("application/atom+xml;q=0.5, application/json", "application/json")]
    [InlineData("*/*", "application/json")]
    [InlineData("text/html, */*;q=0.1", "application/json")]
    public async Task A_search_is_what_the_client_accepts(string accepted, string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/search?q=train");
        request.Headers.TryAddWithoutValidation("Accept", accepted);
        using var response = await service.Client.SendAsync(request, Cancelled);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("Accept", response.Headers.Vary);
    }

    [Fact]
    public async Task A_reader_that_has_it_gets_304()
    {
        using var first = await service.Client.GetAsync("/api/v1/search.atom?source=the-harbour-post", Cancelled);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/search.atom?source=the-harbour-post");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var again = await service.Client.SendAsync(request, Cancelled);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public async Task A_mistake_is_a_problem_and_no_empty_feed()
    {
        await service.ProblemAsync("/api/v1/search.atom?sorce=x", 400, "unknown-parameter");
        await service.ProblemAsync("/api/v1/search.feed.json?q=(open", 400, "query-syntax");
    }

    [Fact]
    public async Task Our_own_reader_takes_it_in()
    {
        var found = await service.SearchAsync("q=train&limit=20&sort=newest");
        var feed = await service.Client.GetStringAsync("/api/v1/search.atom?q=train&limit=20", Cancelled);

        Assert.Equal("feed", Reading.Recognized(feed));
        var read = await Reading.Items("feed", feed);
        Assert.Equal(
            found.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("headline").GetString()),
            read.Select(i => i.Article?.Headline)
        );
    }

    private async Task<XElement> AtomAsync(string address)
    {
        using var response = await service.Client.GetAsync(address, Cancelled);
        var text = await response.Content.ReadAsStringAsync(Cancelled);
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        Assert.Equal("application/atom+xml", response.Content.Headers.ContentType?.MediaType);
        return XElement.Parse(text);
    }

    private static string? Link(XElement element, string relation) =>
        element
            .Elements(Atom + "link")
            .FirstOrDefault(l => l.Attribute("rel")?.Value == relation)
            ?.Attribute("href")
            ?.Value;
}
