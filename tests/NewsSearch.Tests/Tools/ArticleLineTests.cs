using System.Text.Json;
using NewsSearch.Articles;
using NewsSearch.Tools;

namespace NewsSearch.Tests.Tools;

public sealed class ArticleLineTests
{
    [Fact]
    public void The_line_has_the_known_fields_and_the_file()
    {
        using var json = JsonDocument.Parse(
            ArticleLine.Of(
                Sample with
                {
                    Headline = "خبر",
                    Topics = [new Topic("medtop:11000000", "politics", "medtop")],
                    Authors = ["Mara Ellison"],
                },
                "a/page.html"
            )
        );
        var root = json.RootElement;
        Assert.Equal("a/page.html", root.GetProperty("file").GetString());
        Assert.Equal("خبر", root.GetProperty("headline").GetString());
        Assert.Equal("Harbour Wire", root.GetProperty("source").GetProperty("name").GetString());
        Assert.Equal("medtop:11000000", root.GetProperty("topics")[0].GetProperty("code").GetString());
        Assert.Equal("Mara Ellison", root.GetProperty("authors")[0].GetString());
        Assert.Equal("full", root.GetProperty("completeness").GetString());
    }

    [Fact]
    public void What_is_unknown_is_absent()
    {
        using var json = JsonDocument.Parse(ArticleLine.Of(Sample, "x"));
        Assert.Equal(
            ["completeness", "file", "id", "retrieved", "source", "version"],
            json.RootElement.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData(DatePrecision.Year, "2024", "year")]
    [InlineData(DatePrecision.Month, "2024-02", "month")]
    [InlineData(DatePrecision.Day, "2024-02-03", "day")]
    [InlineData(DatePrecision.Second, "2024-02-03T02:05:06Z", "second")]
    public void A_date_shows_no_more_than_is_known(DatePrecision precision, string value, string name)
    {
        var offset = precision == DatePrecision.Second ? TimeSpan.FromHours(2) : TimeSpan.Zero;
        var article = Sample with
        {
            Published = new PublishedDate(new DateTimeOffset(2024, 2, 3, 4, 5, 6, offset), precision, "json-ld"),
        };
        using var json = JsonDocument.Parse(ArticleLine.Of(article, "x"));
        var published = json.RootElement.GetProperty("published");
        Assert.Equal(value, published.GetProperty("value").GetString());
        Assert.Equal(name, published.GetProperty("precision").GetString());
        Assert.Equal("json-ld", published.GetProperty("evidence").GetString());
    }

    [Fact]
    public void A_rejected_date_shows_its_raw_text_only()
    {
        var article = Sample with { Published = new PublishedDate(null, DatePrecision.Day, "meta", "2924-02-03") };
        using var json = JsonDocument.Parse(ArticleLine.Of(article, "x"));
        var published = json.RootElement.GetProperty("published");
        Assert.Equal("2924-02-03", published.GetProperty("rejected").GetString());
        Assert.False(published.TryGetProperty("value", out _));
    }

    private static readonly Article Sample = new()
    {
        Id = "1",
        Source = new ArticleSource("harbour-wire", "Harbour Wire"),
        Retrieved = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero),
        Completeness = Completeness.Full,
    };
}
