using System.Text.Json;

namespace NewsSearch.Tests.Web;

/// <summary>A9 over HTTP: the page text that the project started from.</summary>
public sealed class SeedPageTests(EmptyService service) : IClassFixture<EmptyService>
{
    private static readonly string[] Boilerplate =
    [
        "Sign up to read this article",
        "Related Stories",
        "Top stories on inkl right now",
        "Our Picks",
        "100+ trusted global sources",
        "One app. One membership.",
        "Get all your news in one place",
        "Already a member? Sign in here",
        "Fourteen days free",
        "Download the app",
        "Start reading",
        "Read news from 100’s of titles",
    ];

    private static readonly string[] BoilerplateWords =
    [
        "\"Sign up to read this article\"",
        "\"Related Stories\"",
        "\"Top stories\"",
        "\"Our Picks\"",
        "\"trusted global sources\"",
        "\"One membership\"",
        "inkl",
        "curated",
        "\"Download the app\"",
        "subscription",
    ];

    [Fact]
    public async Task Its_article_is_stored_with_its_fields_and_found_and_what_is_around_it_is_not()
    {
        var bytes = await File.ReadAllBytesAsync(
            SharedData.Require("seed/inkl-page.txt"),
            TestContext.Current.CancellationToken
        );
        var report = await service.IngestAsync(RunningService.Body(bytes, "text/plain"));
        Assert.Equal(1, report.GetProperty("received").GetInt64());
        var found = await service.SearchAsync("q=Soleimani&source=asharq-al-awsat");
        var id = Assert.Single(RunningService.Ids(found));
        Assert.Equal(report.GetProperty("items")[0].GetProperty("id").GetString(), id);

        CheckFields(await service.GetAsync("/api/v1/articles/" + id));
        foreach (var words in BoilerplateWords)
            Assert.True(await service.TotalAsync("limit=0&q=" + Uri.EscapeDataString(words)) == 0, words);
        foreach (var query in new[] { "caption:Qayyarah", "byline:Youssef", "dateline:Washington", "section:World" })
            Assert.True(await service.TotalAsync("limit=0&q=" + query) == 1, query);
        foreach (var filter in new[] { "via=inkl", "section=World", "date=unknown" })
            Assert.True(await service.TotalAsync("limit=0&" + filter) == 1, filter);
        Assert.Equal(0, await service.TotalAsync("q=body:Qayyarah"));

        var again = await service.IngestAsync(RunningService.Body(bytes));
        Assert.Equal(1, again.GetProperty("outcomes").GetProperty("unchanged").GetInt64());
    }

    private static void CheckFields(JsonElement article)
    {
        Assert.Equal("Asharq Al-Awsat", article.GetProperty("source").GetProperty("name").GetString());
        var via = Assert.Single(article.GetProperty("via").EnumerateArray());
        Assert.Equal("inkl", via.GetProperty("name").GetString());
        Assert.Equal("World", Text(article, "section"));
        Assert.Equal(
            "Pentagon Refuses to Comment on Report About Resumption of Operations With Iraqi Forces",
            Text(article, "headline")
        );
        Assert.Equal("Washington", Text(article, "dateline"));
        Assert.Equal("Elie Youssef", Text(article, "byline"));
        Assert.Equal("Elie Youssef", Assert.Single(article.GetProperty("authors").EnumerateArray()).GetString());
        var image = Assert.Single(article.GetProperty("images").EnumerateArray());
        Assert.StartsWith("US army soldiers walk at the Qayyarah", Text(image, "caption"), StringComparison.Ordinal);
        Assert.Equal("REUTERS/Azad Lashkari", Text(image, "credit"));
        Assert.DoesNotContain("REUTERS", Text(image, "caption"), StringComparison.Ordinal);
        var body = Text(article, "body");
        Assert.StartsWith("The command of the International Coalition", body, StringComparison.Ordinal);
        Assert.EndsWith("understanding with the United States.", body, StringComparison.Ordinal);
        Assert.Equal(7, body.Split("\n\n").Length);
        Assert.All(Boilerplate, b => Assert.DoesNotContain(b, body, StringComparison.OrdinalIgnoreCase));
        Assert.False(article.GetProperty("isAccessibleForFree").GetBoolean());
        Assert.Contains(Text(article, "completeness"), new[] { "full", "excerpt" });
        Assert.False(article.TryGetProperty("published", out _)); // The page names no date, and none is invented.
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
