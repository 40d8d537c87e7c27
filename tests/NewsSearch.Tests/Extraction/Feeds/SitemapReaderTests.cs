using NewsSearch.Articles;
using NewsSearch.Extraction;

namespace NewsSearch.Tests.Extraction.Feeds;

public sealed class SitemapReaderTests
{
    private const string News = """
        <?xml version="1.0" encoding="UTF-8"?>
        <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"
                xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
          <url>
            <loc>https://h.example/2024/a?x=1&amp;y=2</loc>
            <lastmod>2024-02-05T12:00:00+00:00</lastmod>
            <n:news>
              <n:publication><n:name>The Harbour Post</n:name><n:language>pt-br</n:language></n:publication>
              <n:access>Subscription</n:access><n:genres>Opinion</n:genres>
              <n:publication_date>2024-02-05T10:30:00+02:00</n:publication_date>
              <n:title>Ferries &amp; trains</n:title>
              <n:keywords>ferries, trains</n:keywords>
            </n:news>
            <image:image><image:loc>https://h.example/a.jpg</image:loc><image:caption>A pier</image:caption></image:image>
          </url>
          <url><loc>https://h.example/about</loc></url>
        </urlset>
        """;

    [Fact]
    public async Task News_entries_are_articles_and_bare_pages_are_refused()
    {
        Assert.Equal("sitemap", Reading.Recognized(News));
        var items = await Reading.Items(
            "sitemap",
            News,
            new ReadContext(Reading.Retrieved, Source: "Elsewhere", Url: "https://h.example/news.xml")
        );
        var article = items[0].Article!;
        Assert.Equal(("Ferries & trains", "https://h.example/2024/a?x=1&y=2"), (article.Headline, article.Url));
        Assert.Equal(("The Harbour Post", "pt-BR", "Opinion"), (article.Source.Name, article.Language, article.Genre));
        Assert.Equal(new DateTimeOffset(2024, 2, 5, 8, 30, 0, TimeSpan.Zero), article.Published!.Value);
        Assert.Equal("sitemap", article.Published.Evidence);
        Assert.Equal(new DateTimeOffset(2024, 2, 5, 12, 0, 0, TimeSpan.Zero), article.Modified);
        Assert.Equal(["ferries", "trains"], article.Keywords);
        Assert.False(article.IsAccessibleForFree);
        Assert.Equal(new ArticleImage("https://h.example/a.jpg", "A pier", null), Assert.Single(article.Images));
        Assert.Equal(Completeness.Headline, article.Completeness);
        Assert.Equal(("h.example", "https://h.example/news.xml"), (article.Via[0].Name, article.Via[0].Url));
        Assert.True(items[1].IsRejected);
        Assert.Contains("https://h.example/about", items[1].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sitemap_index_names_no_articles()
    {
        const string index =
            "<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><sitemap><loc>https://h.example/1.xml</loc></sitemap></sitemapindex>";
        Assert.Equal("sitemap", Reading.Recognized(index));
        Assert.True(Assert.Single(await Reading.Items("sitemap", index)).IsRejected);
    }

    [Fact]
    public async Task The_same_page_has_one_id_in_feed_and_sitemap()
    {
        var feed =
            "<rss><channel><title>Other name</title><item><title>T</title><guid>77</guid><link>https://h.example/2024/a?x=1&amp;y=2</link></item></channel></rss>";
        Assert.Equal((await Reading.One("feed", feed)).Id, (await Reading.Items("sitemap", News))[0].Article!.Id);
    }
}
