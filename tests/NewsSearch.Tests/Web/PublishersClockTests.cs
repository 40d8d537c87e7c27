namespace NewsSearch.Tests.Web;

/// <summary>
/// An instant is shown in the reader's zone and counted in the one that is asked for; the day on which its publisher
/// dated it stays known.
/// </summary>
public sealed class PublishersClockTests(EmptyService service) : IClassFixture<EmptyService>
{
    // Already the eleventh in UTC.
    private const string Late = "2024-02-10T23:30:00-05:00";

    [Fact]
    public async Task What_a_publisher_wrote_is_told_beside_the_instant_and_cited()
    {
        var id = await IngestAsync($$"""{"id":"1","source":"Late Edition","title":"Late","date":"{{Late}}"}""");
        var published = (await service.GetAsync($"/api/v1/articles/{id}")).GetProperty("published");
        Assert.Equal("2024-02-11T04:30:00Z", published.GetProperty("value").GetString());
        Assert.Equal(Late, published.GetProperty("local").GetString());

        var page = await new HtmlPages(service).GetAsync($"/articles/{id}");
        var time = page.QuerySelector(".credit time")!;
        Assert.Equal(("2024-02-11T04:30:00Z", Late), (time.GetAttribute("datetime"), time.GetAttribute("title")));
        Assert.Equal("11 February 2024, 04:30 UTC", time.TextContent);
        Assert.Contains("10 February 2024, 23:30 UTC−5", page.QuerySelector(".record")!.TextContent);
        Assert.Equal("2024/02/10", page.QuerySelector("meta[name=citation_publication_date]")!.GetAttribute("content"));
        var ris = await service.Client.GetStringAsync(
            $"/api/v1/articles/{id}?format=ris",
            TestContext.Current.CancellationToken
        );
        Assert.Contains("DA  - 2024/02/10/", ris, StringComparison.Ordinal);

        // Periods are those of the zone that is asked for, whatever the publisher's clock was.
        Assert.Equal(0, await service.TotalAsync("source=late-edition&date=2024-02-10"));
        Assert.Equal(1, await service.TotalAsync("source=late-edition&date=2024-02-11"));
        Assert.Equal(1, await service.TotalAsync("source=late-edition&date=2024-02-10&tz=America/New_York"));
    }

    [Fact]
    public async Task What_the_api_tells_is_read_back_as_it_was()
    {
        var first = await IngestAsync($$"""{"id":"2","source":"Copied","title":"Copied","date":"{{Late}}"}""");
        var told = (await service.GetAsync($"/api/v1/articles/{first}")).GetProperty("published");
        var second = await IngestAsync(
            $$"""{"id":"3","source":"Copied","title":"Copied again","published":{{told.GetRawText()}}}"""
        );
        var again = (await service.GetAsync($"/api/v1/articles/{second}")).GetProperty("published");
        Assert.Equal(told.GetRawText(), again.GetRawText());
    }

    [Theory]
    [InlineData("""{"value":"2024-02-11T04:30:00Z","local":"2024-02-10T23:00:00-05:00"}""")]
    [InlineData("""{"value":"2024-02-11T04:30:00Z","local":"nonsense"}""")]
    [InlineData("""{"value":"2024-02-11T04:30:00Z","local":null}""")]
    [InlineData("\"2024-02-11T04:30:00Z\"")]
    public async Task Without_a_clock_that_shows_the_instant_there_is_none(string published)
    {
        var id = await IngestAsync($$"""{"source":"Plain","title":"Plain","published":{{published}}}""");
        var told = (await service.GetAsync($"/api/v1/articles/{id}")).GetProperty("published");
        Assert.Equal("2024-02-11T04:30:00Z", told.GetProperty("value").GetString());
        Assert.False(told.TryGetProperty("local", out _));
    }

    [Fact]
    public async Task The_same_instant_in_another_zone_is_no_new_version()
    {
        var id = await IngestAsync($$"""{"id":"4","source":"Zones","title":"Zones","date":"{{Late}}"}""");
        var report = await service.IngestAsync(
            """{"id":"4","source":"Zones","title":"Zones","date":"2024-02-11T04:30:00Z"}"""
        );
        Assert.Equal("unchanged", report.GetProperty("items")[0].GetProperty("outcome").GetString());
        var article = await service.GetAsync($"/api/v1/articles/{id}");
        Assert.Equal(1, article.GetProperty("version").GetInt32());
        Assert.Equal(Late, article.GetProperty("published").GetProperty("local").GetString());
    }

    private async Task<string> IngestAsync(string line)
    {
        var items = (await service.IngestAsync(line)).GetProperty("items");
        return items[0].GetProperty("id").GetString()!;
    }
}
