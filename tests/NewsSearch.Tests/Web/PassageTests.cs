namespace NewsSearch.Tests.Web;

public sealed class PassageTests(EmptyService service) : IClassFixture<EmptyService>
{
    [Theory]
    [InlineData("Apple\n\npear one. And more of it.", "apple")]
    [InlineData("quince", "quince")]
    [InlineData("  Plum and nothing behind it  ", "nothing")]
    public async Task A_text_that_is_shown_whole_has_no_dots(string body, string query)
    {
        await service.IngestAsync(
            $$"""{"source":"Orchard","headline":"Fruit","body":{{System.Text.Json.JsonSerializer.Serialize(body)}}}"""
        );
        var page = await new HtmlPages(service).GetAsync("/?q=" + query);
        var shown = Assert.Single(page.QuerySelectorAll(".hit .snippet")).TextContent;
        Assert.Equal(body.Split((char[]?)null, Options), shown.Split((char[]?)null, Options));
    }

    private const StringSplitOptions Options = StringSplitOptions.RemoveEmptyEntries;
}
