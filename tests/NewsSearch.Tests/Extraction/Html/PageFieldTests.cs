using NewsSearch.Articles;

namespace NewsSearch.Tests.Extraction.Html;

/// <summary>What a page says of its article beside the text: by JSON-LD, meta elements, microdata, and in plain sight.</summary>
public sealed class PageFieldTests
{
    private const string Prose =
        "<p>The council of the harbour town decided on Tuesday evening to rebuild the old lighthouse, after three years "
        + "of debate about its cost and its use for ships that have long had other means to find their way.</p>"
        + "<p>Work is to begin in spring, said the mayor, and the keeper's house will become a museum of the coast.</p>";

    [Fact]
    public async Task Microdata_gives_what_neither_json_ld_nor_meta_elements_say()
    {
        var article = await Page(
            $"""
            <article itemscope itemtype="https://schema.org/NewsArticle">
              <meta itemprop="inLanguage" content="en-GB">
              <h1 itemprop="headline">Lighthouse to be rebuilt</h1>
              <span itemprop="author" itemscope itemtype="https://schema.org/Person"><b itemprop="name">Nora Lund</b></span>
              <span itemprop="publisher" itemscope itemtype="https://schema.org/Organization">
                <meta itemprop="name" content="Harbour Post"></span>
              <time itemprop="datePublished" datetime="2024-02-10T08:00:00+01:00">Saturday</time>
              <meta itemprop="dateModified" content="2024-02-11T09:30:00Z">
              <span itemprop="articleSection">Coast</span>
              <div itemprop="articleBody">{Prose}</div>
              <div itemprop="hasPart" itemscope itemtype="https://schema.org/NewsArticle">
                <span itemprop="author">Somebody Else</span><h2 itemprop="headline">Another story</h2></div>
            </article>
            """
        );
        Assert.Equal("Lighthouse to be rebuilt", article.Headline);
        Assert.Equal(["Nora Lund"], article.Authors);
        Assert.Equal(new ArticleSource("harbour-post", "Harbour Post"), article.Source);
        Assert.Equal("Coast", article.Section);
        Assert.Equal("en-GB", article.Language);
        Assert.Equal(("microdata", DatePrecision.Second), (article.Published!.Evidence, article.Published.Precision));
        Assert.Equal(new DateTimeOffset(2024, 2, 10, 7, 0, 0, TimeSpan.Zero), article.Published.Value);
        Assert.Equal(new DateTimeOffset(2024, 2, 11, 9, 30, 0, TimeSpan.Zero), article.Modified);
    }

    [Theory]
    [InlineData(
        "<p>By Nora Lund</p><p>Published: Saturday, 10 February 2024, 14:05 GMT | Updated 12 February 2024</p>"
    )]
    [InlineData("<div>By Nora Lund • Feb. 10, 2024 2:05 PM UTC</div>")]
    [InlineData("<ul><li>By Nora Lund</li><li>10 February 2024 at 14:05</li></ul>")]
    public async Task Credit_and_date_are_read_where_the_page_shows_them(string shown)
    {
        var article = await Page($"<h1>Lighthouse to be rebuilt</h1>{shown}{Prose}");
        Assert.Equal(["Nora Lund"], article.Authors);
        Assert.Equal("By Nora Lund", article.Byline);
        Assert.Equal("text", article.Published?.Evidence);
        Assert.Equal(new DateTimeOffset(2024, 2, 10, 14, 5, 0, TimeSpan.Zero), article.Published!.Value);
        Assert.StartsWith("The council", article.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<p>Updated 12 February 2024</p>")]
    [InlineData("<p>Copyright 2024 Harbour Post</p>")]
    [InlineData("<p>More than 2024 people came</p>")]
    public async Task A_page_that_shows_no_date_of_publication_has_none(string shown) =>
        Assert.Null((await Page($"<h1>Lighthouse to be rebuilt</h1>{shown}{Prose}")).Published);

    [Fact]
    public async Task A_name_in_a_comment_is_no_byline()
    {
        var article = await Page(
            $"<h1>Lighthouse to be rebuilt</h1>{Prose}<div class=comments><span class=author-name>Max Troll</span></div>"
        );
        Assert.Null(article.Byline);
        Assert.Empty(article.Authors);
    }

    [Fact]
    public async Task The_headline_is_the_name_that_the_page_shows_and_not_a_description_of_its_subject()
    {
        var article = await Page(
            "<script type='application/ld+json'>"
                + """{"@type":"Article","name":"Old Lighthouse","headline":"tower built in 1848"}</script>"""
                + $"<h1>Old Lighthouse</h1>{Prose}"
        );
        Assert.Equal("Old Lighthouse", article.Headline);
    }

    private static Task<Article> Page(string body) =>
        Reading.One(
            "html",
            $"<!doctype html><html><head><title>Lighthouse to be rebuilt - Harbour Post</title></head><body>{body}</body></html>"
        );
}
