using System.Text.Json.Nodes;
using NewsSearch.Articles;
using NewsSearch.Publishing;
using NewsSearch.Tests.Extraction;

namespace NewsSearch.Tests.Publishing;

/// <summary>What reference managers get: every author, and no date that is more exact than it is known.</summary>
public sealed class CitationWriterTests
{
    private const string Address = "https://archive.example/articles/0a";

    [Fact]
    public void Ris_has_a_line_for_each_field_and_each_author()
    {
        var ris = Write("ris", Article(new(2024, 2, 3, 0, 0, 0, TimeSpan.Zero), DatePrecision.Day));
        Assert.Equal(
            [
                "TY  - NEWS",
                "ID  - 0a",
                "TI  - Talks & 100% {more}",
                "T2  - The Daily",
                "AU  - Lee, Ann",
                "AU  - Smith and Sons Ltd",
                "AU  - King, Martin, Jr.",
                "DA  - 2024/02/03/",
                "CY  - Geneva",
                "SE  - World",
                "AB  - What was said",
                "KW  - peace, talks",
                "LA  - en",
                "UR  - https://news.example/1",
                "Y2  - 2026/03/01/",
                "DB  - NewsSearch",
                "AV  - " + Address,
                "L2  - " + Address,
                "ER  - ",
                "",
            ],
            ris.Split("\r\n")
        );
    }

    [Theory]
    [InlineData(DatePrecision.Year, "2024///", "year = {2024}", "[[2024]]")]
    [InlineData(DatePrecision.Month, "2024/01//", "month = jan", "[[2024,1]]")]
    [InlineData(DatePrecision.Day, "2024/01/01/", "day = {1}", "[[2024,1,1]]")]
    public void A_part_of_the_date_that_is_unknown_is_absent(
        DatePrecision precision,
        string ris,
        string bibTex,
        string csl
    )
    {
        var article = Article(new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero), precision);
        Assert.Contains("DA  - " + ris + "\r\n", Write("ris", article), StringComparison.Ordinal);
        var entry = Write("bibtex", article);
        Assert.Contains(bibTex, entry, StringComparison.Ordinal);
        Assert.Equal(precision >= DatePrecision.Month, entry.Contains("month =", StringComparison.Ordinal));
        Assert.Equal(precision >= DatePrecision.Day, entry.Contains("day =", StringComparison.Ordinal));
        Assert.Equal(csl, Csl(article)["issued"]!["date-parts"]!.ToJsonString());
    }

    [Fact]
    public void An_unknown_date_is_not_cited()
    {
        var article = Article(null, DatePrecision.Day);
        Assert.DoesNotContain("DA  -", Write("ris", article), StringComparison.Ordinal);
        Assert.DoesNotContain("year", Write("bibtex", article), StringComparison.Ordinal);
        Assert.Null(Csl(article)["issued"]);
    }

    [Fact]
    public void Bibtex_escapes_what_tex_would_read_and_keeps_a_name_whole()
    {
        var entry = Write("bibtex", Article(null, DatePrecision.Day));
        Assert.Contains(
            @"title = {{Talks \& 100\% \textbraceleft{}more\textbraceright{}}}",
            entry,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "author = {Lee, Ann and {Smith and Sons, Ltd} and King, Jr., Martin}",
            entry,
            StringComparison.Ordinal
        );
        Assert.Equal(entry.Count(c => c == '{'), entry.Count(c => c == '}'));
    }

    [Fact]
    public void Csl_is_an_article_of_a_newspaper()
    {
        var item = Csl(Article(null, DatePrecision.Day));
        Assert.Equal(
            ("article-newspaper", "The Daily", "Geneva", Address),
            (
                (string?)item["type"],
                (string?)item["container-title"],
                (string?)item["publisher-place"],
                (string?)item["archive_location"]
            )
        );
        Assert.Equal("[[2026,3,1]]", item["accessed"]!["date-parts"]!.ToJsonString());
        Assert.Equal(
            """
            [{"family":"Lee","given":"Ann"},{"literal":"Smith and Sons, Ltd"},{"family":"King","given":"Martin","suffix":"Jr."}]
            """,
            item["author"]!.ToJsonString()
        );
        Assert.Equal("What was said", (string?)item["abstract"]);
    }

    private static JsonNode Csl(Article article) => JsonNode.Parse(Write("csl-json", article))![0]!;

    private static string Write(string format, Article article) =>
        ArticleWriters.All.Single(w => w.Format == format).Write(new Publication(article, Address));

    private static Article Article(DateTimeOffset? published, DatePrecision precision) =>
        new()
        {
            Id = "0a",
            Source = SourceId.FromName("The Daily"),
            Headline = "Talks & 100% {more}",
            Subheadline = "What was said",
            Authors = ["Ann Lee", "Smith and Sons, Ltd", "Martin King Jr."],
            Keywords = ["peace; talks"],
            Dateline = "Geneva",
            Section = "World",
            Language = "en",
            Url = "https://news.example/1",
            Published = published is null ? null : new PublishedDate(published, precision),
            Retrieved = Reading.Retrieved,
            Completeness = Completeness.Headline,
        };
}
