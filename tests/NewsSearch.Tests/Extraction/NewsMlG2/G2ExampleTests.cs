using NewsSearch.Articles;
using NewsSearch.Extraction.Wire;

namespace NewsSearch.Tests.Extraction.NewsMlG2;

/// <summary>The official examples of NewsML-G2.</summary>
public sealed class G2ExampleTests
{
    private const string Folder = "iptc/newsml-g2/examples";

    [Theory]
    [InlineData("LISTING_1_A_NewsML-G2_News_Item", "Example Enews LLP", "Fed to halt QE to avert \"bubble\"", 2)]
    [InlineData("LISTING_2_NewsML-G2_Text_Document", "Associated Press", "Fed to halt QE to avert \"bubble\"", 3)]
    [InlineData(
        "LISTING_3_Photo_in_NewsML-G2",
        "Getty Images North America",
        "Variety Of Recessionary Forces Leave Las Vegas Economy Scarred",
        2
    )]
    [InlineData("LISTING_6_Simple_NewsML-G2_Package", "AcmeNews", "UK", 0)]
    [InlineData(
        "LISTING_22_Sports_story_in_NewsML-G2NITF",
        "xmlteam.com",
        "Preview: Arizona Diamondbacks (29-23) at Philadelphia Phillies (26-24), 7:05 p.m.",
        4
    )]
    [InlineData("LISTING_27_Company_Financial_Information", "acmenews.com", "Acme Widgets announces annual results", 0)]
    [InlineData("Receiver View", "Associated Press", "Fed to halt QE to avert \"bubble\"", 3)]
    public async Task Items_are_read_with_their_fields(string name, string source, string headline, int topics)
    {
        var article = await OneAsync(name);
        Assert.Equal((source, headline, topics), (article.Source.Name, article.Headline, article.Topics.Count));
        Assert.Equal("newsml-g2", article.Published!.Evidence);
    }

    [Fact]
    public async Task The_text_document_is_read_in_full()
    {
        var article = await OneAsync("LISTING_2_NewsML-G2_Text_Document");
        Assert.Equal(
            ("By Meredith Jameson, Staff Reporter", "New York, NY", "en-US"),
            (article.Byline, article.Dateline, article.Language)
        );
        Assert.Equal(["Meredith Jameson"], article.Authors);
        Assert.Equal(2, article.Body!.Split("\n\n").Length);
        Assert.Equal(new Topic("medtop:20000350", "central bank", "medtop"), article.Topics[1]);
        Assert.Equal(new DateTimeOffset(2016, 11, 21, 20, 21, 6, TimeSpan.Zero), article.Published!.Value);
        Assert.Equal(new DateTimeOffset(2018, 11, 21, 21, 22, 45, TimeSpan.Zero), article.Modified);
    }

    [Fact]
    public async Task The_photo_has_its_caption_and_credit_and_no_body_of_its_own()
    {
        var article = await OneAsync("LISTING_3_Photo_in_NewsML-G2");
        var image = Assert.Single(article.Images);
        Assert.Equal("Getty Images", image.Credit);
        Assert.StartsWith("A general view of part of downtown", image.Caption);
        Assert.Equal(["Las Vegas Boulevard", "Las Vegas"], article.Places);
        Assert.Contains("poverty", article.Keywords);
        Assert.Equal(Completeness.Excerpt, article.Completeness);
    }

    [Fact]
    public async Task Every_file_is_read_or_refused_with_a_reason()
    {
        var folder = SharedData.Require(Folder);
        var articles = 0;
        foreach (var file in Directory.GetFiles(folder, "*.xml"))
        {
            var name = Path.GetFileName(file);
            var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            if (Reading.Recognized(bytes) is not { } format)
            {
                // Parts of items, as the guidelines print them.
                Assert.Contains(Root(bytes), (string[])["contentSet", "contentMeta", "groupSet"]);
                continue;
            }
            Assert.Equal("newsml-g2", format);
            var items = await Reading.Items(format, bytes);
            Assert.NotEmpty(items);
            Assert.All(items, i => Assert.True(i.Article is not null || i.IsRejected, $"{name}: {i.Problem}"));
            if (name.Contains("Concept_Item") || name.Contains("Knowledge_Item") || name.Contains("Planning_Item"))
                Assert.All(items, i => Assert.Contains("no news", i.Problem));
            articles += items.Count(i => i.Article is not null);
        }
        Assert.InRange(articles, 12, int.MaxValue);
    }

    private static string? Root(byte[] bytes) => WireRoot.Find(bytes);

    private static async Task<Article> OneAsync(string name)
    {
        var file = SharedData.Require($"{Folder}/{name}.xml");
        var items = await Reading.Items(
            "newsml-g2",
            await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)
        );
        var item = Assert.Single(items);
        Assert.True(item.Article is not null, item.Problem);
        return item.Article!;
    }
}
