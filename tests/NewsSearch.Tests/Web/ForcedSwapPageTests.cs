using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NewsSearch.Archive;
using NewsSearch.Indexing;

namespace NewsSearch.Tests.Web;

/// <summary>The form that swaps a generation in although its verification failed; without script.</summary>
public sealed class ForcedSwapPageTests(SampleService service) : IClassFixture<SampleService>
{
    private const string Rebuilds = "/admin/rebuilds";

    private readonly HtmlPages _admin = new(service, asAdmin: true);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_generation_whose_verification_failed_is_swapped_in_with_a_reason()
    {
        var total = await service.TotalAsync("limit=0");
        await SpoilAsync();
        Assert.True(await service.TotalAsync("limit=0") < total);
        Assert.Null((await _admin.GetAsync(Rebuilds)).QuerySelector("form[action$='/swap']"));
        using var asked = await service.PostAsync("/api/v1/rebuilds", RunningService.Body(""), RunningService.Key);
        var address = asked.Headers.Location!.ToString();
        Assert.Equal("verification-failed", State(await service.EndedAsync(address)));

        var english = (await _admin.GetAsync(Rebuilds)).QuerySelector("form[action$='/swap']")!;
        var arabic = (await _admin.GetAsync(Rebuilds + "?hl=ar")).QuerySelector("form[action$='/swap']")!;
        Assert.NotNull(english.QuerySelector("label input[name=reason][required]"));
        Assert.NotEqual(english.TextContent, arabic.TextContent);
        Assert.Matches(@"\p{IsArabic}", arabic.QuerySelector("button")!.TextContent);
        using (var foreign = await _admin.SubmitAsync(english, ("reason", "x"), ("token", "x")))
            Assert.Equal(HttpStatusCode.Forbidden, foreign.StatusCode);
        using (var silent = await _admin.SubmitAsync(english, ("reason", " ")))
        {
            Assert.Equal(HttpStatusCode.BadRequest, silent.StatusCode);
            var told = HtmlPages.Parse(await silent.Content.ReadAsStringAsync(Cancelled));
            Assert.NotNull(told.QuerySelector(".problem"));
        }
        Assert.True(await service.TotalAsync("limit=0") < total);

        using var done = await _admin.SubmitAsync(english, ("reason", "the live one is wrong"));
        Assert.Equal(Rebuilds + "?done=forced", done.Headers.Location?.OriginalString);
        Assert.NotNull((await _admin.GetAsync(Rebuilds + "?done=forced")).QuerySelector(".notice"));
        var run = await service.EndedAsync(address);
        Assert.Equal("completed", State(run));

        Assert.True(run.GetProperty("forced").GetBoolean());
        Assert.Contains(
            run.GetProperty("findings").EnumerateArray(),
            f => f.GetString()!.Contains("the live one is wrong", StringComparison.Ordinal)
        );
        Assert.Equal(total, await service.TotalAsync("limit=0"));
        Assert.Null((await _admin.GetAsync(Rebuilds)).QuerySelector("form[action$='/swap']"));
    }

    private static string? State(JsonElement run) => run.GetProperty("state").GetString();

    // Half of the articles vanish from the live index: the next one answers otherwise.
    private async Task SpoilAsync()
    {
        var archive = service.Services.GetRequiredService<IArchive>();
        var index = service.Services.GetRequiredService<IArticleIndex>();
        var half = archive
            .ReadChanges(0, archive.LastSequence, Cancelled)
            .SelectMany(b => b)
            .Where(a => !a.IsOlder && a.Sequence % 2 == 0)
            .Select(a => a with { IsDeleted = true })
            .ToList();
        await service
            .Services.GetRequiredService<IndexingJob>()
            .RunExclusivelyAsync(
                () =>
                {
                    index.Apply(half);
                    index.Refresh(index.Status.Sequence);
                    return true;
                },
                Cancelled
            );
    }
}
