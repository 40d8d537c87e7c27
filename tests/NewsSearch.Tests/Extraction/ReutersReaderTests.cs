using System.Text;
using System.Text.RegularExpressions;
using NewsSearch.Articles;

namespace NewsSearch.Tests.Extraction;

public sealed partial class ReutersReaderTests
{
    [Fact]
    public async Task The_whole_collection_is_read()
    {
        var folder = SharedData.Require("reuters21578");
        var ids = new HashSet<string>();
        var counts = new Dictionary<string, int>();
        var expected = new Dictionary<string, int>();
        var headlines = 0;
        foreach (var file in Directory.GetFiles(folder, "*.sgm"))
        {
            var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            CountTopics(Encoding.Latin1.GetString(bytes), expected);
            foreach (var item in await Reading.Items("reuters", bytes))
            {
                Assert.True(item.Article is not null, item.Problem);
                var article = item.Article!;
                Assert.True(ids.Add(article.Id));
                Assert.NotNull(article.Published?.Value);
                Assert.Equal(1987, article.Published.Value.Value.Year);
                Assert.DoesNotContain(article.Body ?? "", c => char.IsControl(c) && c is not ('\n' or '\t'));
                headlines += article.Completeness == Completeness.Headline ? 1 : 0;
                foreach (var topic in article.Topics)
                    counts[topic.Code] = counts.GetValueOrDefault(topic.Code) + 1;
            }
        }
        Assert.Equal(21_578, ids.Count);
        Assert.Equal(2_535, headlines);
        Assert.Equal(expected, counts);
    }

    [Fact]
    public async Task The_first_item_is_read_in_full()
    {
        var file = SharedData.Require("reuters21578/reut2-000.sgm");
        await using var stream = File.OpenRead(file);
        var first = (await Reading.Items("reuters", stream))[0];
        var article = first.Article!;
        Assert.Equal(2, first.Line);
        Assert.Equal("reuters", article.Source.Id);
        Assert.Equal("BAHIA COCOA REVIEW", article.Headline);
        Assert.Equal("SALVADOR", article.Dateline);
        Assert.Equal([new Topic("cocoa", null, "reuters")], article.Topics);
        Assert.Equal(["el-salvador", "usa", "uruguay"], article.Places);
        Assert.Equal(new DateTimeOffset(1987, 2, 26, 15, 1, 1, TimeSpan.Zero), article.Published!.Value);
        Assert.Equal((DatePrecision.Second, "sgml"), (article.Published.Precision, article.Published.Evidence));
        var paragraphs = article.Body!.Split("\n\n");
        Assert.StartsWith("Showers continued throughout the week in the Bahia cocoa zone,", paragraphs[0]);
        Assert.EndsWith("carnival which ends midday on February 27.", paragraphs[^1]);
        Assert.Equal(17, paragraphs.Length);
    }

    [Theory]
    [InlineData("26-FEB-1987 15:01:01.79", "1987-02-26T15:01:01", DatePrecision.Second)]
    [InlineData(" 3-MAR-1987  09:15:05.40", "1987-03-03T09:15:05", DatePrecision.Second)]
    [InlineData("27-MAR-1987 00:02:59.13&#5;&#5;&#5;RM", "1987-03-27T00:02:59", DatePrecision.Second)]
    [InlineData("31-MAR-1987 605:12:19.12", "1987-03-31T00:00:00", DatePrecision.Day)]
    [InlineData(
        "9-APR-1987 00:00:00.00    # date added by S Finch as guesswork ",
        "1987-04-09T00:00:00",
        DatePrecision.Day
    )]
    [InlineData("31-FEB-1987 10:00:00.00", null, DatePrecision.Second)]
    public async Task Dates_are_read_as_far_as_they_can_be(string raw, string? expected, DatePrecision precision)
    {
        var published = (await Reading.One("reuters", Item($"<DATE>{raw}</DATE>", "<TITLE>A</TITLE>"))).Published!;
        Assert.Equal(expected, published.Value?.ToString("yyyy-MM-ddTHH:mm:ss"));
        if (expected is not null)
            Assert.Equal(precision, published.Precision);
        else
            Assert.NotNull(published.Rejected);
    }

    [Theory]
    [InlineData("    RICHMOND, Va. Feb 26 -", "RICHMOND, Va", "")]
    [InlineData("    CHEVY CHASE, Md., - March 4 - ", "CHEVY CHASE, Md", "")]
    [InlineData(
        "    RIO DE JANEIRO, Feb 26 - Brazil's \"Cruzado\" anti- ",
        "RIO DE JANEIRO",
        "Brazil's \"Cruzado\" anti- "
    )]
    [InlineData("    BAGUIO, Philippines - ", "BAGUIO, Philippines", "")]
    [InlineData(" us        7.8015 - ", null, "us 7.8015 - ")]
    public async Task Datelines_lose_their_date_and_keep_their_text(string raw, string? place, string beginning)
    {
        var text = $"<TITLE>A</TITLE><DATELINE>{raw}</DATELINE><BODY>The body.\n Reuter\n&#3;</BODY>";
        var article = await Reading.One("reuters", Item("", text));
        Assert.Equal(place, article.Dateline);
        Assert.Equal(beginning + "The body.", article.Body);
    }

    [Fact]
    public async Task An_item_that_is_cut_off_is_quarantined_and_the_rest_goes_in()
    {
        var whole = Item("", "<TITLE>A</TITLE>");
        var items = await Reading.Items("reuters", whole[..^12] + "\n" + whole + whole[..40]);
        Assert.Equal([false, true, false], items.Select(i => i.Article is not null));
        Assert.Contains("not closed", items[0].Problem);
        Assert.Equal([1L, 3L, 6L], items.Select(i => i.Line));
    }

    [Fact]
    public void It_is_recognized_by_its_element() =>
        Assert.Equal("reuters", Reading.Recognized("<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n<REUTERS TOPICS=\"YES\">"));

    private static string Item(string head, string text) =>
        $"<REUTERS NEWID=\"7\">\n{head}<TEXT>&#2;{text}</TEXT>\n</REUTERS>\n";

    private static void CountTopics(string sgml, Dictionary<string, int> counts)
    {
        foreach (Match topics in TopicsElement().Matches(sgml))
        {
            // An item is counted once for a topic, also the one that names "trade" twice.
            foreach (var topic in TopicElement().Matches(topics.Value).Select(m => m.Groups[1].Value).Distinct())
                counts[topic] = counts.GetValueOrDefault(topic) + 1;
        }
    }

    [GeneratedRegex("<TOPICS>.*?</TOPICS>")]
    private static partial Regex TopicsElement();

    [GeneratedRegex("<D>(.*?)</D>")]
    private static partial Regex TopicElement();
}
