using System.Buffers.Text;
using System.Text.Json;
using System.Web;
using NewsSearch.Search;

namespace NewsSearch.Tests.Web;

/// <summary>Following <c>links.next</c> delivers each article once, whatever happens to the archive meanwhile.</summary>
public sealed class PagingTests(EmptyService service) : IClassFixture<EmptyService>
{
    [Theory]
    [InlineData("sort=newest")]
    [InlineData("sort=oldest")]
    [InlineData("sort=source")]
    [InlineData("q=harbour OR bridge")]
    [InlineData("q=harbour&sort=newest&source=paged-b")]
    public async Task Every_article_comes_once_while_others_come_in(string query)
    {
        // Every test takes articles of its own, because all of them change the archive.
        var section = "S" + Guid.NewGuid().ToString("N");
        await service.IngestAsync([.. Enumerable.Range(0, 60).Select(i => Article(section, i))]);
        var search = $"/api/v1/search?{query.Replace(" ", "+", StringComparison.Ordinal)}&section={section}&limit=";
        var expected = RunningService.Ids(await service.GetAsync(search + 1_000));
        Assert.InRange(expected.Count, 20, 60);

        var page = await service.GetAsync(search + 7);
        var ids = new List<string>(RunningService.Ids(page));
        var added = 1_000;
        while (page.GetProperty("links").TryGetProperty("next", out var next))
        {
            // New ones in front of and behind the place reached, and one that was there already in a new version.
            await service.IngestAsync(
                Article(section, added++, "2030-01-01"),
                Article(section, added++, "1999-01-01"),
                Article(section, added % 60, body: "harbour bridge harbour, now told anew")
            );
            page = await service.GetAsync(next.GetString()!);
            Assert.Equal(expected.Count, RunningService.Total(page));
            ids.AddRange(RunningService.Ids(page));
        }

        Assert.Equal(expected, ids);
    }

    [Fact]
    public async Task The_size_of_a_page_may_change_from_page_to_page()
    {
        await service.IngestAsync([.. Enumerable.Range(0, 50).Select(i => Article("Sizes", i))]);
        var expected = RunningService.Ids(await service.SearchAsync("section=Sizes&limit=1000&sort=oldest"));

        var page = await service.SearchAsync("section=Sizes&limit=3&sort=oldest");
        var ids = new List<string>(RunningService.Ids(page));
        foreach (var size in new[] { 1, 20, 2, 1_000 })
        {
            var next = page.GetProperty("links").GetProperty("next").GetString()!;
            page = await service.GetAsync(WithLimit(next, size));
            ids.AddRange(RunningService.Ids(page));
        }

        Assert.Equal(50, expected.Count);
        Assert.Equal(expected, ids);
        Assert.False(page.GetProperty("links").TryGetProperty("next", out _));
    }

    [Fact]
    public async Task A_page_that_ends_with_the_last_article_has_no_next()
    {
        await service.IngestAsync([.. Enumerable.Range(0, 8).Select(i => Article("Even", i))]);

        var first = await service.SearchAsync("section=Even&limit=4");
        var second = await service.GetAsync(first.GetProperty("links").GetProperty("next").GetString()!);

        Assert.Equal(4, RunningService.Ids(second).Count);
        Assert.False(second.GetProperty("links").TryGetProperty("next", out _));
    }

    [Fact]
    public async Task A_cursor_whose_snapshot_is_gone_says_where_to_start_again()
    {
        await service.IngestAsync([.. Enumerable.Range(0, 4).Select(i => Article("Old", i))]);
        var first = await service.SearchAsync("section=Old&limit=2");
        var next = first.GetProperty("links").GetProperty("next").GetString()!;
        await service.IngestAsync(Article("Newer", 1));

        var problem = await service.ProblemAsync(OfAnotherSnapshot(next), 410, "cursor-expired");
        var restart = await service.GetAsync(problem.GetProperty("restart").GetString()!);

        Assert.Equal(RunningService.Ids(first), RunningService.Ids(restart));
    }

    // As if the service had been started anew, or the cursor's ten minutes had passed.
    private static string OfAnotherSnapshot(string address)
    {
        var text = HttpUtility.ParseQueryString(new Uri(new Uri("http://host"), address).Query)["cursor"]!;
        var hash = Base64Url.DecodeFromChars(text).AsSpan(16, 8).ToArray();
        var position = SearchCursor.Read(text, hash);
        var other = SearchCursor.Write(hash, position with { Snapshot = position.Snapshot + "gone" });
        return address.Replace(text, other, StringComparison.Ordinal);
    }

    private static string Article(string section, int number, string? published = null, string? body = null) =>
        JsonSerializer.Serialize(
            new
            {
                id = $"{section}-{number}",
                source = number % 2 == 0 ? "Paged A" : "Paged B",
                section,
                headline = $"Number {number}",
                body = body ?? string.Join(' ', Enumerable.Repeat("harbour", 1 + number % 5)) + " and a bridge",
                // A third shares one time, so that the order needs more than the date.
                published = published ?? (number % 3 == 0 ? "2020-01-01T00:00:00Z" : $"2020-01-02T00:00:{number:00}Z"),
            }
        );

    private static string WithLimit(string address, int limit)
    {
        var at = address.IndexOf("limit=", StringComparison.Ordinal) + "limit=".Length;
        var end = address.IndexOf('&', at);
        return address[..at] + limit + (end < 0 ? "" : address[end..]);
    }
}
