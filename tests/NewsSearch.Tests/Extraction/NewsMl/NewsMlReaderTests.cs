using NewsSearch.Articles;

namespace NewsSearch.Tests.Extraction.NewsMl;

public sealed class NewsMlReaderTests
{
    private const string Item = """
        <NewsItem xml:lang="en"><Identification><NewsIdentifier><ProviderId>agency.example</ProviderId><DateId>20240210</DateId>
        <NewsItemId>TX-1</NewsItemId><RevisionId PreviousRevision="1" Update="N">2</RevisionId>
        <PublicIdentifier>urn:newsml:agency.example:20240210:TX-1:2</PublicIdentifier></NewsIdentifier></Identification>
        <NewsManagement><NewsItemType FormalName="News"/><FirstCreated>20240210T080000+0000</FirstCreated>
        <ThisRevisionCreated>20240210T093000+0000</ThisRevisionCreated><Status FormalName="Usable"/></NewsManagement>
        <NewsComponent><NewsLines><HeadLine>Talks resume</HeadLine><ByLine>By Jane Doe</ByLine>
        <DateLine>Geneva, Switzerland, Feb 10, 2024 (AGY) -</DateLine><KeywordLine>peace, talks</KeywordLine></NewsLines>
        <AdministrativeMetadata><Provider><Party FormalName="Example Agency"/></Provider></AdministrativeMetadata>
        <DescriptiveMetadata><Language FormalName="en"/><Genre FormalName="Article"/>
        <SubjectCode><SubjectMatter FormalName="11002000"/></SubjectCode>
        <Location HowPresent="Event"><Property FormalName="City" Value="Geneva"/></Location></DescriptiveMetadata>
        <NewsComponent><Role FormalName="Photo"/><NewsLines><HeadLine>The table</HeadLine><CreditLine>Max Lens</CreditLine></NewsLines>
        <ContentItem Href="https://a.example/s.jpg"><MimeType FormalName="image/jpeg"/><Characteristics><Property FormalName="PixelWidth" Value="72"/></Characteristics></ContentItem>
        <ContentItem Href="https://a.example/l.jpg"><MimeType FormalName="image/jpeg"/><Characteristics><Property FormalName="PixelWidth" Value="640"/></Characteristics></ContentItem></NewsComponent>
        <NewsComponent><Role FormalName="Main"/><ContentItem>TEXT</ContentItem></NewsComponent></NewsComponent></NewsItem>
        """;

    [Theory]
    [InlineData(
        "<DataContent><nitf><body><body.content><p>One.</p><p>Two.</p></body.content></body></nitf></DataContent>"
    )]
    [InlineData("<MimeType FormalName='text/plain'/><DataContent>One.\n\nTwo.</DataContent>")]
    [InlineData(
        "<DataContent><html xmlns='http://www.w3.org/1999/xhtml'><head><title>x</title></head><body><p>One.</p><p>Two.</p></body></html></DataContent>"
    )]
    [InlineData("<MimeType FormalName='text/html'/><DataContent>&lt;p>One.&lt;p>Two.</DataContent>")]
    public async Task Every_field_is_read_around_any_kind_of_text(string content)
    {
        var text = $"<NewsML Version='1.2'><NewsEnvelope/>{Item.Replace("TEXT", content)}</NewsML>";
        Assert.Equal("newsml", Reading.Recognized(text));
        var article = await Reading.One("newsml", text);
        Assert.Equal(
            ("Talks resume", "One.\n\nTwo.", "By Jane Doe", "Geneva, Switzerland"),
            (article.Headline, article.Body, article.Byline, article.Dateline)
        );
        Assert.Equal(("Example Agency", "Article", "en"), (article.Source.Name, article.Genre, article.Language));
        Assert.Equal(["Jane Doe"], article.Authors);
        Assert.Equal([new Topic("subj:11002000", null, "subj")], article.Topics);
        Assert.Equal(["Geneva"], article.Places);
        Assert.Equal(["peace", "talks"], article.Keywords);
        Assert.Equal([new ArticleImage("https://a.example/l.jpg", "The table", "Max Lens")], article.Images);
        Assert.Equal(
            new PublishedDate(new(2024, 2, 10, 8, 0, 0, TimeSpan.Zero), DatePrecision.Second, "newsml"),
            article.Published
        );
        Assert.Equal(new DateTimeOffset(2024, 2, 10, 9, 30, 0, TimeSpan.Zero), article.Modified);
        Assert.Equal(
            ArticleId.Derive(article.Source, "urn:newsml:agency.example:20240210:TX-1", null, null, null, null),
            article.Id
        );
    }

    [Fact]
    public async Task Many_items_are_read_one_by_one_and_each_can_be_read_again()
    {
        var item = Item.Replace("TEXT", "<DataContent>Text.</DataContent>");
        var items = await Reading.Items("newsml", $"<NewsML>{item}{item.Replace("TX-1", "TX-2")}</NewsML>");
        Assert.Equal(2, items.Select(i => i.Article!.Id).Distinct().Count());
        foreach (var one in items)
        {
            Assert.Equal("newsml", Reading.Recognized(one.Raw.ToArray()));
            var again = Assert.Single(await Reading.Items("newsml", one.Raw.ToArray()));
            Assert.Equal(one.Article!.Id, again.Article!.Id);
            Assert.Equal(one.Article.Body, again.Article.Body);
        }
    }

    [Theory]
    [InlineData("Canceled", "", PublicationStatus.Canceled, null)]
    [InlineData("Withheld", "", PublicationStatus.Withheld, null)]
    [InlineData("Embargoed", "", PublicationStatus.Embargoed, null)]
    [InlineData("Embargoed", "Usable", PublicationStatus.Usable, "2027-01-01")]
    [InlineData("Embargoed", "Canceled", PublicationStatus.Embargoed, null)]
    [InlineData("Usable", "Canceled", PublicationStatus.Usable, null)]
    public async Task Status_and_embargo_are_kept(string name, string future, PublicationStatus status, string? until)
    {
        var change =
            future.Length == 0
                ? ""
                : $"<StatusWillChange><FutureStatus FormalName='{future}'/><DateAndTime>20270101T000000Z</DateAndTime></StatusWillChange>";
        var article = await Reading.One(
            "newsml",
            $"<NewsML><NewsItem><Identification><NewsIdentifier><NewsItemId>7</NewsItemId></NewsIdentifier></Identification><NewsManagement><Status FormalName='{name}'/>{change}</NewsManagement>"
                + "<NewsComponent><NewsLines><HeadLine>H</HeadLine></NewsLines></NewsComponent></NewsItem></NewsML>"
        );
        Assert.Equal((status, until), (article.Status, article.EmbargoedUntil?.ToString("yyyy-MM-dd")));
    }

    [Fact]
    public async Task A_notice_needs_no_component()
    {
        var notice = await Reading.One(
            "newsml",
            "<NewsML><NewsItem><Identification><NewsIdentifier><NewsItemId>7</NewsItemId></NewsIdentifier></Identification><NewsManagement><Status FormalName='Canceled'/></NewsManagement></NewsItem></NewsML>"
        );
        Assert.Equal((PublicationStatus.Canceled, "7"), (notice.Status, Assert.Single(notice.Identifiers)));
    }

    [Fact]
    public async Task The_official_examples_are_read()
    {
        var folder = SharedData.Require("iptc/ninjs/examples/NewsML");
        var files = Directory.GetFiles(folder, "*.xml").Order().ToList();
        Assert.Equal(4, files.Count);
        var articles = new List<Article>();
        foreach (var file in files)
        {
            var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            Assert.Equal("newsml", Reading.Recognized(bytes));
            var item = Assert.Single(await Reading.Items("newsml", bytes));
            Assert.True(item.Article is not null, item.Problem);
            articles.Add(item.Article!);
        }
        Assert.All(articles, a => Assert.Equal("Business Wire", a.Source.Name));
        Assert.Equal(["en", "zh", "zh", "en"], articles.Select(a => a.Language));
        Assert.All(
            articles,
            a => Assert.Equal(("newsml", 2013), (a.Published!.Evidence, a.Published.Value!.Value.Year))
        );
        Assert.All(articles, a => Assert.InRange(a.Body!.Length, 500, 50_000));
        var lunch = articles[^1];
        Assert.StartsWith("Lunch Taking a Toll?", lunch.Headline);
        Assert.Equal("KANSAS CITY, Mo", lunch.Dateline!.TrimEnd('.'));
        foreach (var photo in (string[])["/0025lf.jpg", "/00095.jpg"])
            Assert.Contains(articles[0].Images, i => i.Url?.EndsWith(photo, StringComparison.Ordinal) == true);
    }
}
