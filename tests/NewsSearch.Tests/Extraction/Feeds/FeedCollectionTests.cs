using System.Text.RegularExpressions;
using NewsSearch.Articles;
using NewsSearch.Extraction;
using NewsSearch.Extraction.Feeds;

namespace NewsSearch.Tests.Extraction.Feeds;

/// <summary>The public collection of small feeds, well- and ill-formed, with what each says is in it.</summary>
public sealed partial class FeedCollectionTests
{
    // The collection is meant to be served from here; some files name another place in a header.
    private const string Server = "http://127.0.0.1:8097/tests/feed.xml";

    // Where we differ on purpose.
    private static readonly Dictionary<string, string> Exceptions = new()
    {
        ["entities/lang.xml"] = "HTML 5 gives the name another character than HTML 4",
        ["entities/rang.xml"] = "HTML 5 gives the name another character than HTML 4",
        ["encoding/bozo_linenoise.xml"] = "noise without meaning is cut differently",
        ["wellformed/atom10/entry_content_and_summary.xml"] = "the body is the content, not the summary",
        ["wellformed/rss/item_description_and_summary.xml"] = "two summaries, of which one is kept",
        ["wellformed/rss/item_summary_and_description.xml"] = "two summaries, of which one is kept",
        ["wellformed/base/http_entry_id_base_content_location.xml"] = "an identifier is not an address to resolve",
        ["wellformed/base/http_entry_id_base_docuri.xml"] = "an identifier is not an address to resolve",
        ["wellformed/lang/http_content_language.xml"] = "the language stands in a header, not in the bytes",
        ["wellformed/rss/entity_in_doctype.xml"] = "document types are not read",
        ["wellformed/sanitize/entry_content_iframe.xml"] = "a browser does not show what is inside a frame",
        ["wellformed/sanitize/entry_summary_iframe.xml"] = "a browser does not show what is inside a frame",
        ["wellformed/sanitize/item_content_encoded_script_nested_cdata.xml"] = "a quoted section is text",
    };

    [Fact]
    public void Items_titles_links_dates_and_texts_are_found_as_the_collection_says()
    {
        var folder = SharedData.Require("feeds/tests");
        var failures = new List<string>();
        var checks = 0;
        foreach (var file in Directory.EnumerateFiles(folder, "*.xml", SearchOption.AllDirectories).Order())
        {
            var name = Path.GetRelativePath(folder, file).Replace('\\', '/');
            var text = FeedEncoding.Decode(File.ReadAllBytes(file));
            var context = new ReadContext(Reading.Retrieved, Url: Location(text));
            var entries = FeedReader.Document.Entries(text, context).ToList();
            var head = FeedReader.Document.Head(text, context);
            foreach (var expected in FeedExpectation.Of(text))
            {
                checks++;
                var (matches, actual) = Compare(expected, entries, head);
                if (!matches && !Exceptions.ContainsKey(name))
                    failures.Add($"{name}: {expected}, found <{actual}>");
            }
        }
        Assert.True(failures.Count == 0, string.Join('\n', failures.Take(20)));
        Assert.True(checks > 1200, $"only {checks} expectations were read");
    }

    [Fact]
    public async Task Every_file_with_a_root_is_recognized_and_all_its_items_are_counted()
    {
        var folder = SharedData.Require("feeds/tests");
        var failures = new List<string>();
        var items = 0;
        foreach (var file in Directory.EnumerateFiles(folder, "*.xml", SearchOption.AllDirectories).Order())
        {
            var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            var text = Comment().Replace(FeedEncoding.Decode(bytes), "");
            if (!Root().IsMatch(text))
                continue;
            var read = await Reading.Items("feed", bytes);
            var expected = Item().Count(text);
            if (read.Count != expected || (Reading.Recognized(bytes) != "feed" && !IsHtml(text)))
                failures.Add($"{file}: {read.Count} items of {expected}, recognized as {Reading.Recognized(bytes)}");
            items += read.Count;
            failures.AddRange(
                read.Where(i => i.Article is null && !i.IsRejected && !IsCut(file)).Select(i => $"{file}: {i.Problem}")
            );
        }
        Assert.True(failures.Count == 0, string.Join('\n', failures.Take(20)));
        Assert.True(items > 1000, $"only {items} items");
    }

    [Fact]
    public async Task The_json_feed_of_the_collection_is_read()
    {
        var bytes = await File.ReadAllBytesAsync(
            SharedData.Require("feeds/tests/json/example.json"),
            TestContext.Current.CancellationToken
        );
        Assert.Equal("jsonfeed", Reading.Recognized(bytes));
        var items = await Reading.Items("jsonfeed", bytes);
        Assert.Equal(2, items.Count);
        Assert.All(items, i => Assert.NotNull(i.Article));
        Assert.Equal("post 2", items[0].Article!.Headline);
        Assert.Equal("https://example.org/second-item", items[0].Article!.Url);
        Assert.Equal("My Example Feed", items[0].Article!.Source.Name);
    }

    // One file ends inside the title of its only item.
    private static bool IsCut(string file) => file.EndsWith("rss_incomplete_cdata.xml", StringComparison.Ordinal);

    // One file is an HTML document type around RSS; that another reader may take it is no harm.
    private static bool IsHtml(string text) => text.Contains("<!DOCTYPE html", StringComparison.OrdinalIgnoreCase);

    private static string Location(string text)
    {
        var stated = ContentLocation().Match(text);
        var location = stated.Success ? FeedAddress.Combine(Server, stated.Groups[1].Value) : null;
        return FeedAddress.IsAbsolute(location) ? location! : Server;
    }

    private static (bool Matches, string? Actual) Compare(
        FeedExpectation expected,
        List<FeedEntry> entries,
        FeedHead head
    )
    {
        if (expected.Entry is not { } index)
            return CompareHead(expected, head);
        if (index >= entries.Count)
            return (false, "no item");
        var draft = entries[index].Draft;
        var value = expected.Value ?? "";
        var actual = expected.Field switch
        {
            "title" or "title_detail/value" => draft.Headline,
            "link" => draft.Url,
            "id" or "guid" => draft.OwnId ?? draft.Url,
            "author" or "author_detail/name" => draft.Byline,
            "language" => draft.Language,
            "source/title" => draft.Source?.Name,
            "category" or "tags/term" => string.Join('|', draft.Keywords.Concat(draft.Topics.Select(t => t.Code))),
            _ => draft.Body,
        };
        return expected.Field switch
        {
            _ when expected.Time is { } time => (
                time == draft.Published?.Value || time == draft.Modified,
                "other dates"
            ),
            "title" or "title_detail/value" => (
                actual == HtmlFragment.Line(value) || actual == CleanText.Line(value),
                actual
            ),
            "link" => (actual == CanonicalUrl.Normalize(value), actual),
            "id" or "guid" => (actual == value, actual),
            "author" or "author_detail/name" => (actual is not null && value.Contains(actual), actual),
            "language" => (actual == CleanText.LanguageTag(value), actual),
            "category" or "tags/term" => (actual!.Split('|').Contains(value), actual),
            _ => (actual == HtmlFragment.Paragraphs(value) || actual == CleanText.Paragraphs(value), actual),
        };
    }

    private static (bool Matches, string? Actual) CompareHead(FeedExpectation expected, FeedHead head) =>
        expected.Field switch
        {
            "title" => (
                head.Title == HtmlFragment.Line(expected.Value!) || head.Title == CleanText.Line(expected.Value),
                head.Title
            ),
            "link" => (head.Home == CanonicalUrl.Normalize(expected.Value), head.Home),
            "language" => (head.Language == CleanText.LanguageTag(expected.Value), head.Language),
            _ => (true, null),
        };

    [GeneratedRegex(@"Content-Location:\s*(\S+)")]
    private static partial Regex ContentLocation();

    [GeneratedRegex(@"<!--.*?-->", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"<(?:[a-z0-9]+:)?(?:rss|feed|rdf|channel)[\s>]", RegexOptions.IgnoreCase)]
    private static partial Regex Root();

    [GeneratedRegex(@"<(?:[a-z0-9]+:)?(?:item|entry)[\s>/]", RegexOptions.IgnoreCase)]
    private static partial Regex Item();
}
