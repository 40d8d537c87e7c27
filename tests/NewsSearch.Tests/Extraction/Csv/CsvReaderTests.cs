using System.Text;
using NewsSearch.Articles;

namespace NewsSearch.Tests.Extraction.Csv;

public sealed class CsvReaderTests
{
    private const string Header = "id,Publisher,Title,Publication Date,URL,Authors,Topics,Tags,Text,Section,Lang,x\n";

    [Fact]
    public async Task Every_column_is_read()
    {
        var article = await Reading.One(
            "csv",
            Header
                + "7,Example News,\"Talks, \"\"at last\"\"\",2024-02-10,https://a.example/1,Jane Doe; Omar Ali,\"medtop:20000639;economy, business and finance\",\"peace, talks\",\"One.\n\nTwo.\",World,en_gb,?\n"
        );
        Assert.Equal(
            ("Example News", "Talks, \"at last\"", "One.\n\nTwo.", "World", "en-GB", "https://a.example/1"),
            (article.Source.Name, article.Headline, article.Body, article.Section, article.Language, article.Url)
        );
        Assert.Equal(["Jane Doe", "Omar Ali"], article.Authors);
        Assert.Equal(["peace", "talks"], article.Keywords);
        Assert.Equal(["medtop:20000639", "economy, business and finance"], article.Topics.Select(t => t.Code));
        Assert.Equal(
            new PublishedDate(new(2024, 2, 10, 0, 0, 0, TimeSpan.Zero), DatePrecision.Day, "csv"),
            article.Published
        );
        Assert.Equal(ArticleId.Derive(article.Source, "7", null, null, null, null), article.Id);
    }

    [Theory]
    [InlineData(",", "\n")]
    [InlineData(";", "\r\n")]
    [InlineData("\t", "\n")]
    [InlineData("|", "\r")]
    public async Task Delimiter_and_line_ends_are_told_from_the_content(string delimiter, string end)
    {
        var text = string.Join(
            end,
            "headline,date,content".Replace(",", delimiter),
            "A,2024,\"x, y; z\"".Replace(",2024,", $"{delimiter}2024{delimiter}"),
            "",
            "B,2024-05,b".Replace(",", delimiter),
            ""
        );
        Assert.Equal("csv", Reading.Recognized(text));
        var items = await Reading.Items("csv", "\uFEFF" + text);
        Assert.Equal(["A", "B"], items.Select(i => i.Article?.Headline));
        Assert.Equal("x, y; z", items[0].Article!.Body);
        Assert.Equal(DatePrecision.Month, items[1].Article!.Published!.Precision);
    }

    [Fact]
    public async Task A_broken_row_is_quarantined_with_its_line_and_the_rest_goes_in()
    {
        var text = "title,text\nA,one\nB\nC,\"x\" y\n,\nD,\"two\nlines\"\nE,\"never closed\nF,six\n";
        var items = await Reading.Items("csv", text);
        Assert.Equal([2L, 3, 4, 5, 6, 8, 9], items.Select(i => i.Line!.Value));
        Assert.Equal(["A", null, null, null, "D", null, "F"], items.Select(i => i.Article?.Headline));
        Assert.StartsWith("line 3: 1 cells where the header has 2", items[1].Problem);
        Assert.StartsWith("line 4: a quote is not closed, or text stands behind", items[2].Problem);
        Assert.Equal([false, false, false, true, false, false, false], items.Select(i => i.IsRejected));
        Assert.Equal("title,text\nB\n", Encoding.UTF8.GetString(items[1].Raw.Span));
    }

    [Fact]
    public async Task The_row_that_is_kept_can_be_read_again()
    {
        var items = await Reading.Items("csv", "title;text\nA;\"one\n\ntwo; three\"\nB;b\n");
        var again = Assert.Single(await Reading.Items("csv", items[0].Raw.ToArray()));
        Assert.Equal(items[0].Article!.Body, again.Article!.Body);
        Assert.Equal(items[0].Article!.Id, again.Article.Id);
    }

    [Fact]
    public async Task A_table_without_usable_header_is_refused_with_what_is_expected()
    {
        const string table = "a;b;c\n1;2;3\n4;5;6\n";
        Assert.Equal("csv", Reading.Recognized(table));
        var item = Assert.Single(await Reading.Items("csv", table));
        Assert.Null(item.Article);
        Assert.Contains("headline (or title), text (or body, content)", item.Problem);
        Assert.Equal(table, Encoding.UTF8.GetString(item.Raw.Span));
    }

    [Theory]
    [InlineData("iso-8859-1")]
    [InlineData("utf-16")]
    [InlineData("windows-1252")]
    public async Task Other_charsets_are_read(string charset)
    {
        var encoding = Encoding.GetEncoding(charset);
        var text = "Titel;Inhalt\nÜber Größe;Der Bürgermeister äußerte sich zu den Plänen für die Straße am Fluß.\n";
        byte[] bytes = [.. encoding.Preamble, .. encoding.GetBytes(text)];
        var article = Assert.Single(await Reading.Items("csv", bytes)).Article!;
        Assert.Equal("Über Größe", article.Headline);
        Assert.EndsWith("Fluß.", article.Body);
    }

    [Fact]
    public async Task Date_and_time_of_day_may_be_two_columns()
    {
        var article = await Reading.One("csv", "title,date,time,text\nA,2024-02-10,08:30,b\n");
        Assert.Equal(new DateTimeOffset(2024, 2, 10, 8, 30, 0, TimeSpan.Zero), article.Published!.Value);
    }

    [Fact]
    public async Task Quotes_in_a_table_with_tabs_are_characters_where_they_are_not_quoting()
    {
        var article = await Reading.One("csv", "title\ttext\n\"We will\" he said\tb\n");
        Assert.Equal("\"We will\" he said", article.Headline);
    }

    [Fact]
    public void Prose_with_commas_is_no_table() =>
        Assert.Equal(
            "text",
            Reading.Recognized("Title, text and date\n\nWhat a headline needs, says the editor, is a verb.")
        );

    [Fact]
    public async Task The_whole_collection_of_wikinews_is_read()
    {
        var count = 0;
        foreach (var year in (int[])[2019, 2020])
        {
            var file = SharedData.Require($"wikinews/wikinews_{year}.csv");
            var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            Assert.Equal("csv", Reading.Recognized(bytes));
            foreach (var item in await Reading.Items("csv", bytes))
            {
                Assert.True(item.Article is not null, item.Problem);
                Assert.Equal("en.wikinews.org", item.Article!.Source.Name);
                Assert.InRange(item.Article.Published!.Value!.Value.Year, year, year + 1);
                Assert.True(
                    item.Article.Headline is not null && item.Article.Body is not null && item.Article.Url is not null
                );
                count++;
            }
        }
        Assert.Equal(295, count);
    }
}
