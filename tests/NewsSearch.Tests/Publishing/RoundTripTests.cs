using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using NewsSearch.Articles;
using NewsSearch.Extraction;
using NewsSearch.Extraction.Ninjs;
using NewsSearch.Publishing;
using NewsSearch.Tests.Extraction;

namespace NewsSearch.Tests.Publishing;

/// <summary>What the wire formats carry comes back as it went, and they are what their standards say.</summary>
public sealed class RoundTripTests
{
    private const int Articles = 300;
    private const string Schemas = "iptc/newsml-g2/examples/";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    [Theory]
    [InlineData("nitf")]
    [InlineData("newsml-g2")]
    [InlineData("ninjs")]
    public async Task An_article_that_is_written_and_read_again_is_equal(string format)
    {
        var writer = Writer(format);
        var random = new RandomPublications(seed: 20260301);
        for (var i = 0; i < Articles; i++)
        {
            var publication = random.Next();
            var text = writer.Write(publication);
            Assert.Equal(format, Reading.Recognized(text));
            var read = await Reading.One(format, text);
            Assert.Equal(Carried(Expected(publication, format)), Carried(read));
        }
    }

    [Theory]
    [InlineData("nitf", "nitf-3-6.xsd")]
    [InlineData("newsml-g2", "NewsML-G2_2.24-spec-All-Core.xsd")]
    public void The_xml_is_valid_by_the_published_schema(string format, string schema)
    {
        var problems = new List<string>();
        var path = SharedData.Require(Schemas + schema);
        var schemas = new XmlSchemaSet { XmlResolver = new XmlUrlResolver() };
        schemas.ValidationEventHandler += (_, e) => problems.Add("schema: " + e.Message);
        schemas.Add(null, path);
        if (format != "nitf")
            schemas.Add(null, SharedData.Require(Schemas + "nitf-3-6.xsd"));
        schemas.Compile();
        Assert.Empty(problems);
        var random = new RandomPublications(seed: 7);
        for (var i = 0; i < Articles; i++)
        {
            var document = XDocument.Parse(Writer(format).Write(random.Next()));
            document.Validate(schemas, (_, e) => problems.Add(e.Message));
            Assert.True(problems.Count == 0, string.Join('\n', problems) + "\n" + document);
        }
    }

    [Fact]
    public void The_json_is_valid_ninjs_3_1()
    {
        var random = new RandomPublications(seed: 8);
        for (var i = 0; i < Articles; i++)
        {
            var text = Writer("ninjs").Write(random.Next());
            Assert.Null(NinjsVersion.Problem(Encoding.UTF8.GetBytes(text), 3, 1));
        }
    }

    [Fact]
    public void Media_topics_are_coded_as_abstract_concepts()
    {
        var article = new Article
        {
            Id = "1",
            Source = SourceId.FromName("Example"),
            Headline = "Talks",
            Topics = [new("medtop:20000639", "diplomacy", "medtop")],
            Retrieved = Reading.Retrieved,
            Completeness = Completeness.Headline,
        };
        var publication = new Publication(article, "https://archive.example/articles/1");
        XNamespace g2 = "http://iptc.org/std/nar/2006-10-01/";
        var subject = XDocument.Parse(Writer("newsml-g2").Write(publication)).Descendants(g2 + "subject").Single();
        Assert.Equal(
            ("medtop:20000639", "cpnat:abstract"),
            ((string?)subject.Attribute("qcode"), (string?)subject.Attribute("type"))
        );
        var json = JsonNode.Parse(Writer("ninjs").Write(publication))!["subjects"]![0]!;
        Assert.Equal("medtop:20000639", (string?)json["literal"]);
        Assert.Equal("http://cv.iptc.org/newscodes/mediatopic/20000639", (string?)json["uri"]);
    }

    [Theory]
    [InlineData("nitf", "<date.release norm=\"2026-05-01T06:30:00Z\" />", "management-status=\"embargoed\"")]
    [InlineData("newsml-g2", "<embargoed>2026-05-01T06:30:00Z</embargoed>", "<pubStatus qcode=\"stat:usable\" />")]
    [InlineData("ninjs", "\"embargoedUntil\":\"2026-05-01T06:30:00Z\"", "\"pubStatus\":\"usable\"")]
    public void An_embargo_stands_where_the_standard_has_it(string format, string embargo, string status)
    {
        var article = Plain with { EmbargoedUntil = new(2026, 5, 1, 8, 30, 0, TimeSpan.FromHours(2)) };
        var text = Writer(format)
            .Write(new Publication(article, "https://archive.example/articles/1") { IsHeld = true });
        Assert.Contains(embargo, Compact(text), StringComparison.Ordinal);
        Assert.Contains(status, Compact(text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nitf", "management-status=\"canceled\"")]
    [InlineData("newsml-g2", "<pubStatus qcode=\"stat:canceled\" />")]
    [InlineData("ninjs", "\"pubStatus\":\"canceled\"")]
    public void A_kill_is_a_status(string format, string status)
    {
        var article = Plain with { Status = PublicationStatus.Canceled };
        var text = Writer(format).Write(new Publication(article, "https://archive.example/articles/1"));
        Assert.Contains(status, Compact(text), StringComparison.Ordinal);
    }

    private static Article Plain { get; } =
        new()
        {
            Id = "1",
            Source = SourceId.FromName("Example"),
            Headline = "Talks",
            Retrieved = Reading.Retrieved,
            Completeness = Completeness.Headline,
        };

    private static string Compact(string text) => text.Replace("\": ", "\":", StringComparison.Ordinal);

    [Fact]
    public void Characters_that_xml_does_not_have_are_replaced()
    {
        var article = new Article
        {
            Id = "1",
            Source = SourceId.FromName("Example"),
            Headline = "a\u0001b\uD800c\uFFFEd 👩‍🚀",
            Retrieved = Reading.Retrieved,
            Completeness = Completeness.Headline,
        };
        var publication = new Publication(article, "https://archive.example/articles/1");
        foreach (var format in new[] { "nitf", "newsml-g2" })
            Assert.Contains(
                "a\uFFFDb\uFFFDc\uFFFDd 👩‍🚀",
                XDocument.Parse(Writer(format).Write(publication)).Root!.Value,
                StringComparison.Ordinal
            );
    }

    private static IArticleWriter Writer(string format) => ArticleWriters.All.Single(w => w.Format == format);

    // An article without a name of its own is named by its address.
    private static Article Expected(Publication publication, string format)
    {
        var article = publication.Article;
        return article with
        {
            Identifiers = article.Identifiers.Count > 0 ? article.Identifiers : [publication.Identifier],
            // The description of NewsML-G2 has no preformatted text: blanks are blanks there.
            Body =
                format == "newsml-g2" && publication.IsExcerpt
                    ? string.Join("\n\n", publication.Paragraphs.Select(CleanText.Line))
                    : article.Body,
        };
    }

    // The fields of the mapping; id, channels, version and evidence belong to an archive and not to the article.
    private static string Carried(Article article) =>
        JsonSerializer.Serialize(
            new
            {
                Source = article.Source.Id,
                article.Source.Name,
                article.Identifiers,
                article.Headline,
                article.Subheadline,
                article.Body,
                article.Byline,
                article.Authors,
                article.Dateline,
                article.Section,
                article.Genre,
                article.Language,
                article.Topics,
                article.Keywords,
                article.Places,
                article.Images,
                Published = article.Published?.Value,
                article.Published?.Precision,
                article.Modified,
                article.Url,
                article.Completeness,
                article.EmbargoedUntil,
                article.Status,
            },
            Readable
        );
}
