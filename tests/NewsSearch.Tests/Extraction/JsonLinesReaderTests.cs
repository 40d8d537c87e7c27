using System.Text;
using NewsSearch.Articles;

namespace NewsSearch.Tests.Extraction;

public sealed class JsonLinesReaderTests
{
    private const string Full = """
        {"id":17,"source":{"id":"asharq","name":"Asharq Al-Awsat"},"via":["inkl",{"name":"feed","url":"https://f.org/x"}],"headline":" Peace  talks\tresume ","subheadline":"Sub","body":"One.\n\nTwo \"2\" \u00e9 \ud83d\ude00 \ud800x\u0007.","byline":"By Jane Doe","authors":["Jane Doe",{"name":"Omar"}],"dateline":"GENEVA","section":"World","genre":"Analysis","language":"en_us","topics":["medtop:20000001","politics/ diplomacy /talks",{"code":"x1","name":"X one","scheme":"own"}],"keywords":"a, b","places":[{"name":"Geneva"}],"images":[{"url":"https://a.org/i.jpg","caption":"C","credit":"D"},"https://a.org/j.jpg"],"published":"2024-02","modified":"2024-02-11T10:00:00+02:00","retrieved":"2024-02-12T00:00:00Z","url":"https://A.org/a?utm_source=x","isAccessibleForFree":false,"completeness":"excerpt","unknown":{"a":[1,{}]},"headline":"second"}
        """;

    [Fact]
    public async Task Every_field_of_the_contract_is_read()
    {
        var article = await Reading.One("jsonl", Full);
        Assert.Equal(new ArticleSource("asharq", "Asharq Al-Awsat"), article.Source);
        Assert.Equal(["inkl", "feed"], article.Via.Select(v => v.Name));
        Assert.Equal("Peace talks resume", article.Headline);
        Assert.Equal("One.\n\nTwo \"2\" é 😀 \uFFFDx.", article.Body);
        Assert.Equal(["Jane Doe", "Omar"], article.Authors);
        Assert.Equal(
            ("GENEVA", "World", "Analysis", "en-US"),
            (article.Dateline, article.Section, article.Genre, article.Language)
        );
        Assert.Equal(
            [new("medtop:20000001", null, "medtop"), new("politics/diplomacy/talks"), new("x1", "X one", "own")],
            article.Topics
        );
        Assert.Equal(["a", "b"], article.Keywords);
        Assert.Equal(["Geneva"], article.Places);
        Assert.Equal([new("https://a.org/i.jpg", "C", "D"), new("https://a.org/j.jpg", null, null)], article.Images);
        Assert.Equal(DatePrecision.Month, article.Published!.Precision);
        Assert.Equal(new DateTimeOffset(2024, 2, 11, 8, 0, 0, TimeSpan.Zero), article.Modified);
        Assert.Equal(new DateTimeOffset(2024, 2, 12, 0, 0, 0, TimeSpan.Zero), article.Retrieved);
        Assert.Equal("https://a.org/a", article.Url);
        Assert.False(article.IsAccessibleForFree);
        Assert.Equal(Completeness.Excerpt, article.Completeness);
        Assert.Equal(ArticleId.Derive(article.Source, "17", null, null, null, null), article.Id);
    }

    [Fact]
    public async Task Short_forms_are_read()
    {
        var line =
            """{"id":"a","source":"src-001","date":"2024-02-10","title":"T","text":"B","topics":"medtop:1","authors":"A B","published":{"value":"2024-03-01T00:00:00Z","precision":"month"},"via":"x"}""";
        var article = await Reading.One("jsonl", line);
        Assert.Equal(("T", "B", "src-001"), (article.Headline, article.Body, article.Source.Id));
        Assert.Equal((DatePrecision.Month, 3), (article.Published!.Precision, article.Published.Value!.Value.Month));
    }

    [Fact]
    public async Task A_broken_line_is_quarantined_with_its_place_and_the_rest_goes_in()
    {
        var text =
            "\uFEFF{\"headline\":\"A\"}\r\n\r\n{\"headline\":\"é\", oops}\r\n{\"headline\":5}\n{\"section\":\"x\"}\n{\"headline\":\"cut\n{\"headline\":\"Z\"}";
        var items = await Reading.Items("jsonl", text);
        Assert.Equal([1L, 3, 4, 5, 6, 7], items.Select(i => i.Line!.Value));
        Assert.Equal("A", items[0].Article!.Headline);
        Assert.StartsWith("line 3: not valid JSON at column 18:", items[1].Problem);
        Assert.Contains("headline must be a text, not a number", items[2].Problem);
        Assert.Equal([false, false, false, true, false, false], items.Select(i => i.IsRejected));
        Assert.Contains("neither headline nor body", items[3].Problem);
        Assert.StartsWith("line 6: not valid JSON", items[4].Problem);
        Assert.Equal("Z", items[5].Article!.Headline);
        Assert.Equal("{\"headline\":5}", Encoding.UTF8.GetString(items[2].Raw.Span));
    }

    [Fact]
    public async Task A_line_that_ends_between_two_members_costs_only_itself()
    {
        var items = await Reading.Items("jsonl", "{\"headline\":\"A\",\n{\"headline\":\"B\"}\n{\"headline\":\"C\"}\n");
        Assert.Equal([false, true, true], items.Select(i => i.Article is not null));
        Assert.Equal([1L, 2, 3], items.Select(i => i.Line!.Value));
    }

    [Fact]
    public async Task Invalid_utf8_is_quarantined()
    {
        byte[] bytes = [.. "{\"headline\":\"a"u8, 0xFC, .. "b\"}\n{\"headline\":\"B\"}"u8];
        var items = await Reading.Items("jsonl", bytes);
        Assert.Equal(2, items.Count);
        Assert.StartsWith("line 1: not valid UTF-8 at column 15", items[0].Problem);
        Assert.Equal("B", items[1].Article!.Headline);
    }

    [Theory]
    [InlineData("{\n  \"headline\": \"A\",\n  \"body\": \"x\"\n}\n", 1)]
    [InlineData("[\n  {\n    \"headline\": \"A\"\n  },\n  {\n    \"headline\": \"B\"\n  }\n]\n", 2)]
    [InlineData("[{\"headline\":\"A\"},{\"headline\":\"B\"} , {\"headline\":\"C\"}]", 3)]
    [InlineData("{\n\"headline\": \"A\"\n}\n{\n\"headline\": \"B\"\n}", 2)]
    [InlineData("[]", 0)]
    [InlineData("\n\n", 0)]
    public async Task Objects_over_many_lines_and_arrays_are_read(string text, int count)
    {
        var items = await Reading.Items("jsonl", text);
        Assert.Equal(count, items.Count);
        Assert.All(items, i => Assert.NotNull(i.Article));
    }

    [Fact]
    public async Task A_broken_element_of_an_array_costs_only_itself()
    {
        var text =
            "[\n  {\n    \"headline\": \"A\"\n  },\n  {\n    \"headline\": tru\n  },\n  {\n    \"headline\": \"C\"\n  },\n  7\n]";
        var items = await Reading.Items("jsonl", text);
        Assert.Equal([true, false, true, false], items.Select(i => i.Article is not null));
        Assert.Equal([2L, 5, 8, 11], items.Select(i => i.Line!.Value));
        Assert.StartsWith("line 6: not valid JSON at column 20", items[1].Problem);
    }

    [Fact]
    public async Task A_cut_off_array_is_told()
    {
        var items = await Reading.Items("jsonl", "[{\"headline\":\"A\"},\n");
        Assert.Equal(2, items.Count);
        Assert.Contains("not closed", items[1].Problem);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[")]
    public async Task A_line_over_the_limit_is_rejected_and_not_kept(string start)
    {
        var huge = new string('x', 300_000);
        var end = start.Length == 0 ? "\n" : ",\n";
        var text = $"{start}{{\"headline\":\"A\"}}{end}{{\"headline\":\"{huge}\"}}{end}{{\"headline\":\"C\"}}";
        var items = await Reading.Items(
            "jsonl",
            text + (start.Length == 0 ? "" : "]"),
            Reading.Context with
            {
                MaxItemBytes = 100_000,
            }
        );
        Assert.Equal([true, false, true], items.Select(i => i.Article is not null));
        Assert.True(items[1].IsRejected);
        Assert.Contains("larger than 100000 bytes", items[1].Problem);
        Assert.InRange(items[1].Raw.Length, 0, 4096);
        Assert.Equal([1L, 2, 3], items.Select(i => i.Line!.Value));
    }

    [Fact]
    public async Task Any_size_of_reads_gives_the_same_items()
    {
        var line = Full.Replace('\n', ' ') + "\n";
        var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(line + "{broken\n", 120)));
        var expected = (await Reading.Items("jsonl", bytes)).Select(i => (i.Line, i.Article?.Id, i.Problem)).ToList();
        Assert.Equal(240, expected.Count);
        foreach (var size in (int[])[1, 7, 4093, 80_000])
        {
            var items = await Reading.Items("jsonl", new Trickle(bytes, size));
            Assert.Equal(expected, items.Select(i => (i.Line, i.Article?.Id, i.Problem)));
            Assert.Equal(bytes.Length, items.Sum(i => i.Raw.Length + 1));
        }
    }

    [Fact]
    public async Task An_address_given_with_one_article_is_its_own_and_with_many_nobody_s()
    {
        var context = Reading.Context with { Url = "https://a.org/x" };
        Assert.Equal("https://a.org/x", (await Reading.One("jsonl", "{\"headline\":\"A\"}", context)).Url);
        var two = await Reading.Items("jsonl", "{\"headline\":\"A\"}\n{\"headline\":\"B\"}", context);
        Assert.All(two, i => Assert.Null(i.Article!.Url));
    }

    [Theory]
    [InlineData("{\"topics\":5}", "topics")]
    [InlineData("{\"authors\":[5]}", "authors")]
    [InlineData("{\"published\":5}", "published")]
    [InlineData("{\"isAccessibleForFree\":\"perhaps\"}", "isAccessibleForFree")]
    [InlineData("{\"completeness\":\"half\"}", "completeness")]
    [InlineData("{\"source\":[1]}", "source")]
    [InlineData("{\"images\":[3]}", "images")]
    [InlineData("[[1]]", "item")]
    public async Task A_wrong_type_is_quarantined_with_the_name_of_the_field(string line, string field)
    {
        var item = Assert.Single(await Reading.Items("jsonl", line));
        Assert.False(item.IsRejected);
        Assert.Contains(field, item.Problem);
    }

    /// <summary>Gives a few bytes at a time.</summary>
    private sealed class Trickle(byte[] bytes, int size) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(size, buffer.Length)]);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(Read(buffer.Span));
    }
}
