using System.Net;
using AngleSharp.Dom;

namespace NewsSearch.Tests.Web;

/// <summary>The directory of sources and the page of each.</summary>
[Collection(SharedSample.Name)]
public sealed class SourcesPageTests(SampleService service)
{
    private readonly HtmlPages _pages = new(service);

    [Fact]
    public async Task The_directory_lists_every_source_with_its_articles_and_a_picture()
    {
        var sources = (await service.GetAsync("/api/v1/sources")).GetProperty("items").EnumerateArray().ToList();
        var page = await _pages.GetAsync("/sources");
        var entries = page.QuerySelectorAll(".entry");

        Assert.Equal(sources.Select(s => s.GetProperty("name").GetString()), entries.Select(Name));
        foreach (var (source, entry) in sources.Zip(entries))
        {
            var search = entry.QuerySelector("a.count")!.GetAttribute("href")!;
            Assert.Equal(source.GetProperty("articles").GetInt64(), await service.TotalAsync(search[2..]));
            foreach (var trait in entry.QuerySelectorAll(".traits a"))
                Assert.True(await service.TotalAsync(trait.GetAttribute("href")![2..]) > 0);
            if (entry.QuerySelector("svg.spark") is { } picture)
                Assert.NotEmpty(picture.GetAttribute("aria-label")!);
        }
        Assert.True(page.QuerySelectorAll("svg.spark").Length > sources.Count / 2);
    }

    [Fact]
    public async Task The_table_has_the_numbers_of_the_pictures_and_each_source_its_feed()
    {
        var page = await _pages.GetAsync("/sources");
        foreach (var row in page.QuerySelectorAll("details.numbers tbody tr"))
        {
            var entry = page.QuerySelectorAll(".entry").Single(e => Name(e) == row.QuerySelector("th")!.TextContent);
            var id = entry.QuerySelector("h2 a")!.GetAttribute("href")!.Split('/')[^1];
            var trend = await service.GetAsync($"/api/v1/trends?facet=source&source={id}&interval=quarter");
            var counted = row.QuerySelectorAll("td").Sum(c => long.Parse(c.TextContent));
            var points = trend.GetProperty("series")[0].GetProperty("buckets").EnumerateArray();
            Assert.Equal(points.Sum(p => p.GetProperty("count").GetInt64()), counted);
            Assert.NotNull(entry.QuerySelector("svg.spark"));
        }
        foreach (var entry in page.QuerySelectorAll(".entry"))
        {
            var feed = entry.QuerySelector("a[type='application/atom+xml']")!.GetAttribute("href")!;
            using var response = await service.Client.GetAsync(feed, TestContext.Current.CancellationToken);
            Assert.Equal("application/atom+xml", response.Content.Headers.ContentType?.MediaType);
            Assert.Contains("direct delivery", entry.QuerySelector(".traits")!.TextContent, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/sources?name=tribune", "Lakeside Tribune")]
    [InlineData("/sources?name=TRIB&lang=en-GB", "Lakeside Tribune")]
    [InlineData("/sources?lang=de", "Der Talbote")]
    [InlineData("/sources?name=nosuch", "")]
    public async Task It_is_filtered_without_script(string address, string expected) =>
        Assert.Equal(
            expected,
            string.Join(", ", (await _pages.GetAsync(address)).QuerySelectorAll(".entry").Select(Name))
        );

    [Fact]
    public async Task Behind_the_last_page_stands_the_last_page() =>
        Assert.Equal(
            (await _pages.GetAsync("/sources")).QuerySelectorAll(".entry").Select(Name),
            (await _pages.GetAsync("/sources?page=999")).QuerySelectorAll(".entry").Select(Name)
        );

    [Fact]
    public async Task It_is_sorted_without_script()
    {
        var sources = (await service.GetAsync("/api/v1/sources")).GetProperty("items").EnumerateArray().ToList();
        var page = await _pages.GetAsync("/sources?sort=articles");
        Assert.Equal(
            sources
                .OrderByDescending(s => s.GetProperty("articles").GetInt64())
                .Select(s => s.GetProperty("name").GetString()),
            page.QuerySelectorAll(".entry").Select(Name)
        );
    }

    [Theory]
    [InlineData("/sources?sort=nonsense")]
    [InlineData("/sources?page=0")]
    [InlineData("/sources?limit=3")]
    public async Task A_mistake_is_told(string address) =>
        Assert.NotNull((await _pages.GetAsync(address, status: 400)).QuerySelector(".problem"));

    [Fact]
    public async Task The_page_of_a_source_has_its_first_and_last_article_its_volume_and_its_gaps()
    {
        const string source = "lakeside-tribune";
        var page = await _pages.GetAsync("/sources/" + source);
        var oldest = RunningService.Ids(await service.SearchAsync($"source={source}&sort=oldest&limit=1"));
        var newest = RunningService.Ids(await service.SearchAsync($"source={source}&sort=newest&limit=1"));
        var ends = page.QuerySelectorAll(".facts-list a[href^='/articles/']").Select(a => a.GetAttribute("href"));

        Assert.Equal(oldest.Concat(newest).Select(id => "/articles/" + id), ends);
        var days = (await service.SearchAsync($"source={source}&facet=date&interval=day&limit=0")).GetProperty(
            "histogram"
        );
        var empty = days.GetProperty("buckets").EnumerateArray().Count(b => b.GetProperty("count").GetInt64() == 0);
        var gaps = page.QuerySelector("section[aria-labelledby=gaps]")!;
        Assert.Contains(
            empty.ToString("N0", System.Globalization.CultureInfo.InvariantCulture),
            gaps.TextContent,
            StringComparison.Ordinal
        );
        Assert.NotEmpty(page.QuerySelectorAll("section[aria-labelledby=volume] table a"));
        var feed = page.QuerySelector("link[rel=alternate][type='application/atom+xml']")!.GetAttribute("href")!;
        using var response = await service.Client.GetAsync(feed, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/atom+xml", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Every_source_of_the_directory_has_a_page()
    {
        foreach (var link in (await _pages.GetAsync("/sources")).QuerySelectorAll(".entry h2 a"))
            await _pages.GetAsync(link.GetAttribute("href")!);
        await _pages.GetAsync("/sources/no-such", status: 404);
    }

    private static string Name(IElement entry) => entry.QuerySelector("h2")!.TextContent.Trim();
}

/// <summary>A directory of many sources, which come in pages.</summary>
public sealed class LargeDirectoryTests(EmptyService service) : IClassFixture<EmptyService>
{
    [Fact]
    public async Task Its_pages_hold_each_source_once()
    {
        await service.IngestAsync([
            .. Enumerable
                .Range(1, 320)
                .Select(n => $$"""{"source":"Paper {{n:000}}","title":"One","date":"2024-0{{n % 9 + 1}}-10"}"""),
        ]);
        var pages = new HtmlPages(service);
        var names = new List<string>();
        for (var next = "/sources"; next is not null; )
        {
            var page = await pages.GetAsync(next);
            names.AddRange(page.QuerySelectorAll(".entry h2").Select(h => h.TextContent.Trim()));
            next = page.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }
        Assert.Equal(Enumerable.Range(1, 320).Select(n => $"Paper {n:000}"), names);
    }
}
