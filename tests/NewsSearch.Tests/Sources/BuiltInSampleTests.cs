using System.Security.Cryptography;
using System.Text.Json;
using NewsSearch.Sources;

namespace NewsSearch.Tests.Sources;

public sealed class BuiltInSampleTests
{
    private static readonly List<JsonElement> Articles = Read();

    [Fact]
    public void Every_line_is_an_article_with_its_own_id_and_text()
    {
        Assert.Equal(BuiltInSample.Articles, Articles.Count);
        Assert.Equal(Articles.Count, Articles.Select(a => Text(a, "source") + Text(a, "id")).Distinct().Count());
        Assert.Equal(Articles.Count, Articles.Select(a => Text(a, "url")).Distinct().Count());
        Assert.All(
            Articles,
            a =>
            {
                Assert.NotEmpty(Text(a, "headline")!);
                Assert.True(Text(a, "body")!.Split("\n\n").Length >= 2);
                Assert.DoesNotContain('{', Text(a, "headline") + Text(a, "body"));
                Assert.Matches(@"^https://[a-z.-]+\.example(\.org)?/", Text(a, "url")!);
            }
        );
    }

    [Fact]
    public void The_same_bytes_come_every_time()
    {
        Assert.Equal(Hash(), Hash());

        static string Hash()
        {
            using var stream = BuiltInSample.OpenJsonLines();
            return Convert.ToHexString(SHA256.HashData(stream));
        }
    }

    [Fact]
    public void Reading_the_start_makes_only_the_start()
    {
        BuiltInSample.OpenJsonLines().Dispose();
        var before = GC.GetAllocatedBytesForCurrentThread();
        using var stream = BuiltInSample.OpenJsonLines();
        Assert.Equal(1, stream.Read(new byte[1]));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1_000_000);
    }

    [Fact]
    public void Nine_publishers_write_in_five_languages()
    {
        Assert.Equal(9, Articles.Select(a => Text(a, "source")).Distinct().Count());
        Assert.Equal(
            ["ar", "de", "en", "en-GB", "es", "ja"],
            Articles.Select(a => Text(a, "language")).Distinct().Order(StringComparer.Ordinal)
        );
        Assert.Contains(Articles, a => Text(a, "body")!.Contains("انتخابات", StringComparison.Ordinal));
        Assert.Contains(Articles, a => Text(a, "body")!.Contains("選挙", StringComparison.Ordinal));
    }

    [Fact]
    public void Dates_are_known_to_the_second_day_month_and_year_and_one_is_unknown()
    {
        var dates = Articles.Select(a => Text(a, "published")).ToList();
        Assert.Equal(1, dates.Count(d => d is null));
        Assert.Equal(
            [4, 7, 10, "2019-01-01T00:00:00+00:00".Length],
            dates.OfType<string>().Select(d => d.Length).Distinct().Order()
        );
        Assert.Contains(dates, d => d?.EndsWith("+09:00", StringComparison.Ordinal) == true);
        Assert.Equal(
            ["2019", "2020", "2021", "2022", "2023", "2024", "2025"],
            dates.OfType<string>().Select(d => d[..4]).Distinct().Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Agency_stories_are_printed_by_others_with_other_headlines_and_shortened()
    {
        var originals = Articles
            .Where(a => Text(a, "source") == "Harbour Wire")
            .ToDictionary(a => Text(a, "id")!.Replace("harbourwire-", "", StringComparison.Ordinal));
        var copies = Articles.Where(a => Text(a, "byline") == "Harbour Wire").ToList();
        Assert.True(copies.Count > 50);
        Assert.Contains(copies, c => Text(c, "body")!.Length < Text(Original(c), "body")!.Length);
        Assert.All(
            copies,
            c =>
            {
                Assert.StartsWith(Text(c, "body")!, Text(Original(c), "body")!, StringComparison.Ordinal);
                Assert.NotEqual(Text(Original(c), "headline"), Text(c, "headline"));
            }
        );

        JsonElement Original(JsonElement copy) => originals[Text(copy, "id")!.Split("-hw-")[1]];
    }

    [Fact]
    public void Topics_are_paths_and_media_topics_and_the_other_fields_occur()
    {
        var topics = Articles.SelectMany(a => a.GetProperty("topics").EnumerateArray()).ToList();
        Assert.Contains(topics, t => t.ValueKind == JsonValueKind.String && t.GetString() == "politics/elections");
        Assert.Contains(
            topics,
            t =>
                t.ValueKind == JsonValueKind.Object
                && Text(t, "scheme") == "medtop"
                && Text(t, "code") == "medtop:20000574"
        );
        Assert.All(
            ["authors", "byline", "dateline", "section", "genre", "keywords", "places", "images", "modified"],
            name => Assert.Contains(Articles, a => a.TryGetProperty(name, out _))
        );
        Assert.Contains(
            Articles,
            a =>
                a.TryGetProperty("images", out var i)
                && Text(i[0], "caption") is not null
                && Text(i[0], "credit") is not null
        );
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static List<JsonElement> Read()
    {
        using var reader = new StreamReader(BuiltInSample.OpenJsonLines());
        var articles = new List<JsonElement>();
        while (reader.ReadLine() is { } line)
        {
            using var json = JsonDocument.Parse(line);
            articles.Add(json.RootElement.Clone());
        }
        return articles;
    }
}
