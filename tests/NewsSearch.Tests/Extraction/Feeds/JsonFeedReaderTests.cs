using System.Text;
using NewsSearch.Articles;

namespace NewsSearch.Tests.Extraction.Feeds;

public sealed class JsonFeedReaderTests
{
    private const string Feed = """
        {
          "version": "https://jsonfeed.org/version/1.1",
          "title": "Harbour \"Post\"", "home_page_url": "https://h.example/", "feed_url": "https://h.example/feed.json",
          "language": "en-us", "authors": [{ "name": "Eva Klein" }],
          "items": [
            { "id": 1, "url": "/1", "title": "AT&amp;T [1] {2}", "content_html": "<p>One</p><p>Two</p>", "summary": "S",
              "date_published": "2024-02-05T10:00:00-05:00", "date_modified": "2024-02-06T10:00:00Z",
              "authors": [{ "name": "Jane Doe" }, { "url": "https://x" }], "tags": ["sea", "ships"],
              "image": "https://h.example/a.jpg" },
            { "id": "2", "content_text": "Line one.\n\nLine \ud800 two.", "external_url": "https://else.example/x" },
            { "id": "3", "url": "https://h.example/3" },
            { "id": "4", "title": "Broken" "url": 5 },
            { "id": "5", "title": "Behind", "summary": "Only this", "url": "https://h.example/5" }
          ],
          "expired": false
        }
        """;

    [Fact]
    public async Task Items_are_read_and_a_broken_one_costs_only_itself()
    {
        Assert.Equal("jsonfeed", Reading.Recognized(Feed));
        var items = await Reading.Items("jsonfeed", Feed);
        Assert.Equal(5, items.Count);
        var first = items[0].Article!;
        Assert.Equal(("AT&T [1] {2}", "One\n\nTwo", "https://h.example/1"), (first.Headline, first.Body, first.Url));
        Assert.Equal(
            ("Harbour \"Post\"", "en-US", Completeness.Full),
            (first.Source.Name, first.Language, first.Completeness)
        );
        Assert.Equal(new DateTimeOffset(2024, 2, 5, 15, 0, 0, TimeSpan.Zero), first.Published!.Value);
        Assert.Equal(["Jane Doe"], first.Authors);
        Assert.Equal(["sea", "ships"], first.Keywords);
        Assert.Equal("https://h.example/a.jpg", Assert.Single(first.Images).Url);
        Assert.Equal("https://h.example/feed.json", Assert.Single(first.Via).Url);
        Assert.Equal(
            ("Line one.\n\nLine \uFFFD two.", "https://else.example/x"),
            (items[1].Article!.Body, items[1].Article!.Url)
        );
        Assert.Equal(["Eva Klein"], items[1].Article!.Authors);
        Assert.True(items[2].IsRejected);
        Assert.False(items[3].IsRejected);
        Assert.Equal(12, items[3].Line);
        Assert.Contains("line 12", items[3].Problem, StringComparison.Ordinal);
        Assert.Equal((Completeness.Excerpt, "Only this"), (items[4].Article!.Completeness, items[4].Article!.Body));
    }

    [Fact]
    public async Task Half_a_surrogate_pair_costs_neither_the_item_nor_a_backslash_in_its_text()
    {
        const string feed =
            """{"version":"https://jsonfeed.org/version/1.1","ti\udc00":"T","items":[{"ur\ud800":1,"id":"1","title":"C:\\ud800 and \ud83d\ude00","url":"https://h.example/1"}]}""";
        var article = Assert.Single(await Reading.Items("jsonfeed", feed)).Article!;
        Assert.Equal(("C:\\ud800 and 😀", "https://h.example/1"), (article.Headline, article.Url));
    }

    [Fact]
    public async Task The_version_may_stand_behind_the_items_and_in_other_encodings()
    {
        const string feed =
            """{"title":"T","home_page_url":"https://h.example/","items":[{"id":"1","title":"Größe","url":"https://h.example/1"}],"version":"https://jsonfeed.org/version/1"}""";
        foreach (var encoding in (Encoding[])[Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode])
        {
            var bytes = encoding.GetBytes(feed);
            Assert.Equal("jsonfeed", Reading.Recognized(bytes));
            var article = Assert.Single(await Reading.Items("jsonfeed", bytes)).Article!;
            Assert.Equal(("Größe", "T"), (article.Headline, article.Source.Name));
        }
    }

    [Fact]
    public async Task A_cut_feed_gives_the_items_before_the_cut()
    {
        var cut = Feed[..Feed.IndexOf("\"3\"", StringComparison.Ordinal)];
        var items = await Reading.Items("jsonfeed", cut);
        Assert.Equal(2, items.Count(i => i.Article is not null));
        Assert.Contains("cut off", items[^1].Problem, StringComparison.Ordinal);
        cut = Feed[..(Feed.IndexOf("Behind", StringComparison.Ordinal) + 3)]
            .Replace("\"id\": \"5\"", "\"url\": \"/5\", \"summary\": \"S\"");
        var last = (await Reading.Items("jsonfeed", cut))[^1].Article!;
        Assert.Equal(("https://h.example/5", "S", Completeness.Excerpt), (last.Url, last.Body, last.Completeness));
    }
}
