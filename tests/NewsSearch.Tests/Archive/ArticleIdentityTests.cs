using NewsSearch.Archive;
using NewsSearch.Articles;

namespace NewsSearch.Tests.Archive;

public sealed class ArticleIdentityTests
{
    private static readonly DateTimeOffset Noon = new(2024, 2, 10, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("https://daily.example/", true)]
    [InlineData("https://daily.example/news", true)]
    [InlineData("https://daily.example/world/middle-east/", true)]
    [InlineData("https://daily.example/2024/02/10/bridge", false)]
    [InlineData("https://daily.example/bridge-reopens-after-two-years", false)]
    [InlineData("https://daily.example/story.html", false)]
    [InlineData("https://daily.example/?p=17", false)]
    [InlineData("https://daily.example/1", false)]
    public void An_address_that_many_articles_may_share_is_told_by_its_form(string url, bool isShared) =>
        Assert.Equal(isShared, ArticleIdentity.LooksShared(url));

    [Fact]
    public void A_section_is_no_article_and_a_changed_headline_is()
    {
        var bridge = Article("Bridge reopens", "https://daily.example/news");
        Assert.False(Same(bridge, Article("Mayor resigns", "https://daily.example/news"), ArticleKeyKind.Address));
        Assert.True(Same(bridge, Article("Bridge reopens late", "https://daily.example/news"), ArticleKeyKind.Address));
        var story = Article("Bridge reopens", "https://daily.example/2024/17");
        Assert.True(Same(story, Article("Mayor resigns", "https://daily.example/2024/17"), ArticleKeyKind.Address));
    }

    [Fact]
    public void Two_identifiers_at_one_address_are_two_articles_unless_they_read_alike()
    {
        var first = Article("Bridge reopens", "https://daily.example/2024/17") with { Identifiers = ["a"] };
        var other = Article("Mayor resigns", "https://daily.example/2024/17") with { Identifiers = ["b"] };
        Assert.False(Same(first, other, ArticleKeyKind.Address));
        Assert.True(Same(first, first with { Identifiers = ["b"] }, ArticleKeyKind.Address));
    }

    [Fact]
    public void An_identifier_that_is_used_again_for_another_page_is_another_article()
    {
        var first = Article("Bridge reopens", "https://daily.example/2024/17") with { Identifiers = ["17"] };
        var other = Article("Mayor resigns", "https://daily.example/2025/17") with { Identifiers = ["17"] };
        Assert.False(Same(first, other, ArticleKeyKind.Identifier));
        Assert.True(Same(first, other with { Url = null }, ArticleKeyKind.Identifier));
        Assert.True(Same(first, other with { Headline = "Bridge reopens at last" }, ArticleKeyKind.Identifier));
    }

    [Fact]
    public void A_wire_story_without_an_address_is_known_by_headline_day_and_text()
    {
        var page = Article("Bridge over river reopens", "https://daily.example/2024/17");
        var wire = page with { Url = null, Identifiers = ["urn:wire:1"] };
        Assert.True(Same(page, wire, ArticleKeyKind.Headline));
        Assert.False(
            Same(page, wire with { Body = "Quite other news of shares, oil and grain." }, ArticleKeyKind.Headline)
        );
        Assert.False(Same(page, page with { Url = "https://daily.example/2024/18" }, ArticleKeyKind.Headline));
    }

    private static bool Same(Article stored, Article incoming, ArticleKeyKind kind) =>
        ArticleIdentity.IsSame(stored, incoming, kind, () => stored.Body);

    private static Article Article(string headline, string url) =>
        new()
        {
            Id = "1",
            Source = SourceId.FromName("The Daily"),
            Headline = headline,
            Body = "The bridge over the river reopened on Saturday after two years of work.",
            Url = url,
            Published = new PublishedDate(Noon, DatePrecision.Second),
            Retrieved = Noon,
            Completeness = Completeness.Full,
        };
}
