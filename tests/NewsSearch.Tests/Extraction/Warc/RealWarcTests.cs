using NewsSearch.Extraction;

namespace NewsSearch.Tests.Extraction.Warc;

/// <summary>Files of three public collections, good and bad.</summary>
public sealed class RealWarcTests
{
    [Fact]
    public async Task Every_file_is_read_or_refused_with_a_reason()
    {
        var folder = SharedData.Require("warc");
        var silent = new List<string>();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order())
        {
            var items = await ReadAsync(file);
            Assert.All(items, i => Assert.True(i.Article is not null || i.Problem is { Length: > 20 }, file));
            if (items.Count == 0)
                silent.Add(Path.GetFileName(file));
        }
        // One holds requests only, the other a picture.
        Assert.Equal(["example-digest.warc", "example-space-in-target-uri.warc.gz"], silent);
    }

    [Theory]
    [InlineData("warcio/example.warc", "Example Domain")]
    [InlineData("warcio/example.warc.gz", "Example Domain")]
    [InlineData("warcio/example.arc.gz", "Example Domain")]
    [InlineData("warcio/example-iana.org-chunked.warc", "Internet Assigned Numbers Authority")]
    [InlineData("warcio/example-wrong-chunks.warc.gz", "Example Domain")]
    [InlineData("warcio/example-resource.warc.gz", "Example Domain")]
    [InlineData("aut/issue-514.warc", "Archiveteam")]
    [InlineData("ukwa/wikipedia-blackout/sopa-wikipedia-homepage.warc.gz", "Wikipedia, the free encyclopedia")]
    public async Task Pages_are_read(string file, string headline)
    {
        var items = await ReadAsync(SharedData.Require("warc/" + file));
        Assert.Equal(headline, items[0].Article?.Headline);
    }

    [Theory]
    [InlineData("warcio/bad.arc", "'-1'")]
    [InlineData("warcio/example-trunc.warc", "973 bytes")]
    [InlineData("warcio/example-space-in-url.arc", "1579 of the 1591")]
    [InlineData("aut/badexample.arc.gz", "no record begins here")]
    public async Task Damage_is_told(string file, string reason)
    {
        var items = await ReadAsync(SharedData.Require("warc/" + file));
        Assert.Contains(reason, items[0].Problem, StringComparison.Ordinal);
        Assert.Contains("byte ", items[0].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_crawl_gives_the_same_articles_from_arc_and_warc()
    {
        var arc = await ReadAsync(SharedData.Require("warc/aut/example.arc.gz"));
        var warc = await ReadAsync(SharedData.Require("warc/aut/example.warc.gz"));
        Assert.InRange(arc.Count(i => i.Article is not null), 80, 300);
        Assert.Equal(arc.Select(i => i.Article?.Id), warc.Select(i => i.Article?.Id));
    }

    private static async Task<List<ReadItem>> ReadAsync(string path)
    {
        // One page of these files keeps the reader of pages busy for half a minute; here the records are tested.
        var readers = ArticleReaders.WithContainers([
            new NewsSearch.Extraction.JsonLines.JsonLinesReader(),
            new TitleReader(),
            new NewsSearch.Extraction.SavedText.SavedTextReader(),
        ]);
        await using var input = File.OpenRead(path);
        var head = new byte[ArticleReaders.HeadSize];
        var length = await input.ReadAtLeastAsync(head, head.Length, false, TestContext.Current.CancellationToken);
        input.Position = 0;
        var reader = readers.Recognize(head.AsSpan(0, length));
        Assert.True(reader is { Format: "warc" or "arc" }, path);
        var items = new List<ReadItem>();
        await foreach (var item in reader.ReadAsync(input, Reading.Context, TestContext.Current.CancellationToken))
            items.Add(item);
        return items;
    }
}
