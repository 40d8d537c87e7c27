using NewsSearch.Articles;

namespace NewsSearch.Tests.Extraction.Ninjs;

public sealed class NinjsReaderTests
{
    private const string First = """
        {"uri":"urn:newsml:example.org:20240210:1","type":"text","version":"2","firstcreated":"2024-02-10T08:00:00Z",
        "versioncreated":"2024-02-10T09:30:00Z","pubstatus":"usable","urgency":4,"language":"en-GB","located":"Geneva",
        "byline":"By Jane Doe and Omar Ali","headline":"Talks resume","body_text":"One.\n\nTwo.","copyrightholder":"Example Agency",
        "subject":[{"name":"diplomacy","scheme":"http://cv.iptc.org/newscodes/mediatopic/","code":"20000639"},{"name":"own","scheme":"http://x.example/","code":"7"}],
        "place":[{"name":"Geneva"}],"person":[{"name":"Ann Low"}],"organisation":[{"name":"UN"}],"genre":[{"name":"Current"}],
        "associations":{"photo":{"uri":"http://example.org/p","type":"picture","description_text":"The table","byline":"Max Lens",
        "renditions":{"small":{"href":"http://example.org/s.jpg","width":100},"large":{"href":"http://example.org/l.jpg","width":900}}}}}
        """;

    private const string Third = """
        {"uri":"http://example.org/n/3","standard":{"name":"ninjs","version":"3.1"},"type":"text","contentCreated":"2024-02-10T08:00:00+01:00",
        "versionCreated":"2024-02-11T09:30:00Z","by":"Jane Doe","headlines":[{"role":"sub","value":"Sub"},{"role":"main","value":"Main"}],
        "bodies":[{"role":"main","contentType":"text/html","value":"<p>One.</p><p>Two &amp; three.</p>"}],"infoSources":[{"name":"Example News"}],
        "subjects":[{"name":"crime","uri":"http://cv.iptc.org/newscodes/mediatopic/20000082"}],"people":[{"name":"Ann Low"}],
        "altIds":[{"role":"own","value":"x"}],"genres":[{"name":"Analysis"}],"digitalSourceType":{"name":"x"}}
        """;

    [Fact]
    public async Task Generation_1_is_read_in_full()
    {
        var article = await Reading.One("ninjs", First);
        Assert.Equal(
            ("Talks resume", "One.\n\nTwo.", "Geneva", "Current", "en-GB"),
            (article.Headline, article.Body, article.Dateline, article.Genre, article.Language)
        );
        Assert.Equal(["Jane Doe", "Omar Ali"], article.Authors);
        Assert.Equal("By Jane Doe and Omar Ali", article.Byline);
        Assert.Equal("Example Agency", article.Source.Name);
        Assert.Equal(new Topic("medtop:20000639", "diplomacy", "medtop"), article.Topics[0]);
        Assert.Equal(["Geneva"], article.Places);
        Assert.Equal(["Ann Low", "UN"], article.Keywords);
        Assert.Equal([new ArticleImage("http://example.org/l.jpg", "The table", "Max Lens")], article.Images);
        Assert.Equal(
            new PublishedDate(new(2024, 2, 10, 8, 0, 0, TimeSpan.Zero), DatePrecision.Second, "ninjs"),
            article.Published
        );
        Assert.Equal(new DateTimeOffset(2024, 2, 10, 9, 30, 0, TimeSpan.Zero), article.Modified);
        Assert.Equal(
            ArticleId.Derive(article.Source, "urn:newsml:example.org:20240210:1", null, null, null, null),
            article.Id
        );
    }

    [Fact]
    public async Task Generation_3_is_read_in_full()
    {
        var article = await Reading.One("ninjs", Third);
        Assert.Equal(
            ("Main", "One.\n\nTwo & three.", "Example News", "Analysis", "http://example.org/n/3"),
            (article.Headline, article.Body, article.Source.Name, article.Genre, article.Url)
        );
        Assert.Equal([new Topic("medtop:20000082", "crime", "medtop")], article.Topics);
        Assert.Equal(new DateTimeOffset(2024, 2, 10, 7, 0, 0, TimeSpan.Zero), article.Published!.Value);
        Assert.Equal(new DateTimeOffset(2024, 2, 11, 9, 30, 0, TimeSpan.Zero), article.Modified);
    }

    [Fact]
    public async Task Arrays_lines_and_single_objects_are_all_recognized()
    {
        var line = Third.ReplaceLineEndings(" ");
        foreach (var text in (string[])[Third, "\uFEFF" + First, $"[{line},\n{line}]", $"{line}\n{line}\n"])
        {
            Assert.Equal("ninjs", Reading.Recognized(text));
            Assert.All(await Reading.Items("ninjs", text), item => Assert.NotNull(item.Article));
        }
        // The archive's own form may be mixed in, and is no ninjs.
        var mixed = await Reading.Items("ninjs", line + "\n{\"headline\":\"A\",\"source\":\"S\",\"custom\":1}\n");
        Assert.All(mixed, item => Assert.NotNull(item.Article));
    }

    [Theory]
    [InlineData("""{"uri":"x","random":1}""", "the member random is unknown")]
    [InlineData("""{"uri":"x","type":"invalid"}""", "type must be one of text, audio, video")]
    [InlineData("""{"headline":"x","$standard":{"name":"ninjs","version":"1.4"}}""", "uri is missing")]
    [InlineData("""{"uri":"x","$standard":{"name":"ninjs","version":"1.1"},"title":"x"}""", "ninjs 1.1")]
    [InlineData("""{"uri":"x","urgency":0.1}""", "urgency must be an integer from 1 to 9")]
    [InlineData("""{"uri":"x","standard":{"version":"3.0"},"urgency":10}""", "from 1 to 9, not 10")]
    [InlineData("""{"uri":"x","subjects":[{"name":"a"},{"nam":"b"}]}""", "subjects[1].nam is unknown")]
    [InlineData("""{"uri":"x","places":[{"geojson":{"type":"Foo"}}]}""", "geojson must be a GeoJSON object")]
    [InlineData("""{"uri":"x","rightsinfo":{}}""", "exactly one of linkedrights and encodedrights")]
    [InlineData("""{"uri":"x","associations":[{"uri":"y"}]}""", "associations[0].name is missing")]
    public async Task What_is_not_valid_is_quarantined_with_the_member(string text, string problem)
    {
        var item = Assert.Single(await Reading.Items("ninjs", text));
        Assert.False(item.IsRejected);
        Assert.Contains(problem, item.Problem);
        Assert.StartsWith("line 1: ", item.Problem);
    }

    [Theory]
    [InlineData("\"pubstatus\":\"canceled\"", PublicationStatus.Canceled, null)]
    [InlineData("\"pubstatus\":\"withheld\"", PublicationStatus.Withheld, null)]
    [InlineData("\"pubstatus\":\"usable\"", PublicationStatus.Usable, null)]
    [InlineData("\"embargoed\":\"2026-03-05T01:00:00+01:00\"", PublicationStatus.Usable, "2026-03-05T00:00:00Z")]
    [InlineData("\"embargoed\":\"2026-02-28T00:00:00Z\"", PublicationStatus.Usable, "2026-02-28T00:00:00Z")]
    [InlineData("\"embargoed\":\"Next Monday\"", PublicationStatus.Embargoed, null)]
    public async Task Status_and_embargo_are_kept(string member, PublicationStatus status, string? until)
    {
        var article = await Reading.One("ninjs", $$"""{"uri":"urn:x","headline":"A",{{member}}}""");
        Assert.Equal(status, article.Status);
        Assert.Equal(until, article.EmbargoedUntil is { } release ? DateNotation.Of(release) : null);
    }

    [Fact]
    public async Task What_is_dated_for_its_release_has_a_believable_date()
    {
        var article = await Reading.One(
            "jsonl",
            """{"headline":"A","published":"2027-01-05T10:00:00Z","embargoedUntil":"2027-01-05T10:00:00Z"}"""
        );
        Assert.Equal(new DateTimeOffset(2027, 1, 5, 10, 0, 0, TimeSpan.Zero), article.Published?.Value);
    }
}
