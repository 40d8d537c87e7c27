using Microsoft.Extensions.Time.Testing;
using NewsSearch.Archive;
using NewsSearch.Articles;

namespace NewsSearch.Tests.Contracts;

/// <summary>What may not be published is kept, seen by nobody, and published at its time.</summary>
public abstract partial class ArchiveContract
{
    private static DateTimeOffset Release => Received.AddHours(5).AddMilliseconds(250);

    private readonly FakeTimeProvider _clock = new(Received);

    protected abstract IArchive Open(TimeProvider clock);

    [Fact]
    public async Task What_is_under_an_embargo_is_in_nothing_that_is_read_until_the_moment_of_its_release()
    {
        var embargoed = Article("1", "Secret results") with
        {
            EmbargoedUntil = Release,
            Identifiers = ["urn:x:1"],
            Published = new PublishedDate(Release, DatePrecision.Second),
        };
        await using (var archive = Open(_clock))
        {
            var saved = await archive.SaveAsync(
                Batch([Item(embargoed), Item(Article("2", "Weather") with { Source = SourceId.FromName("Other") })]),
                Cancellation
            );
            Assert.Equal([IngestOutcome.Created, IngestOutcome.Created], saved.Items.Select(i => i.Outcome));
            Assert.Equal(("1", "embargoed until 2025-06-01T13:00:00Z"), (saved.Items[0].Id, saved.Items[0].Reason));
            AssertShown(archive, "2");
            Assert.Equal((Release, 1L), (archive.Held.NextRelease, archive.LastSequence));
            Assert.Equivalent(embargoed, archive.Held.Find("1")!.Article, strict: true);
            var listed = Assert.Single(archive.Held.List(10));
            Assert.Equal(("1", Received, Release), (listed.Article.Id, listed.Received, listed.Until));
            var line = archive.FindLedgerLine(listed.Ledger!.Value)!;
            Assert.Equal(("1", saved.Items[0].Reason), (line.ArticleId, line.Reason));
            _clock.SetUtcNow(Release.AddMilliseconds(-1));
            Assert.Equal(0, archive.Held.Release(Cancellation));
            AssertShown(archive, "2");
        }
        await using (var archive = Open(_clock))
        {
            Assert.Equal(0, archive.Held.Release(Cancellation));
            _clock.SetUtcNow(Release);
            Assert.Equal(1, archive.Held.Release(Cancellation));
            AssertShown(archive, "2", "1");
            Assert.Equivalent(embargoed, archive.Find("1")!.Article, strict: true);
            Assert.True(archive.Find("1")!.IsFirst);
            Assert.Equal((null, 2L, 0), (archive.Held.NextRelease, archive.LastSequence, archive.Held.List(9).Count));
            Assert.Equal([listedLine(archive)], archive.LedgerOf(2));
            Assert.Equal(Release, archive.Sources().Single(s => s.Id == "the-daily").LastPublished);
            // The channel goes on repeating itself, now without being held.
            Assert.Equal(IngestOutcome.Unchanged, await SaveAsync(archive, embargoed));
        }
        await using (var archive = Open(_clock))
            AssertShown(archive, "2", "1");

        static long listedLine(IArchive archive) =>
            archive.Ledger(null, null, 9).First(l => l.ArticleId == "1" && l.Outcome == IngestOutcome.Created).Id;
    }

    [Fact]
    public async Task A_version_under_an_embargo_leaves_the_public_one_in_its_place()
    {
        await using var archive = Open(_clock);
        await SaveAsync(archive, Article("1", "One"));
        var next = Article("1", "Two") with { EmbargoedUntil = Release };
        Assert.Equal(IngestOutcome.Updated, await SaveAsync(archive, next));
        Assert.Equal(IngestOutcome.Unchanged, await SaveAsync(archive, next));
        Assert.Equal(("One", 1), (archive.Find("1")!.Article.Headline, Assert.Single(archive.Versions("1")).Version));
        // The public text comes again, and is no word on what is held.
        Assert.Equal(IngestOutcome.Unchanged, await SaveAsync(archive, Article("1", "One")));
        Assert.Equal("Two", Assert.Single(archive.Held.List(9)).Article.Headline);
        _clock.SetUtcNow(Release);
        Assert.Equal(1, archive.Held.Release(Cancellation));
        Assert.Equal(("Two", 2), (archive.Find("1")!.Article.Headline, archive.Find("1")!.Article.Version));
        Assert.Equal(
            [("One", true), ("Two", false)],
            archive
                .ReadChanges(0, long.MaxValue, Cancellation)
                .SelectMany(b => b)
                .Select(c => (c.Article.Headline, c.IsOlder))
        );
    }

    [Fact]
    public async Task An_embargo_can_be_moved_and_lifted_by_the_channel_that_set_it()
    {
        await using var archive = Open(_clock);
        var article = Article("1", "One") with
        {
            EmbargoedUntil = Release,
            Via = [new Carrier("wire", null, Received)],
        };
        await SaveAsync(archive, article);
        Assert.Equal(
            IngestOutcome.Updated,
            await SaveAsync(archive, article with { EmbargoedUntil = Release.AddDays(1) })
        );
        Assert.Equal(Release.AddDays(1), archive.Held.NextRelease);
        // Of two channels the one counts that waits longer.
        var other = article with
        {
            Via = [new Carrier("upload", null, Received)],
            EmbargoedUntil = Release,
        };
        Assert.Equal(IngestOutcome.Merged, await SaveAsync(archive, other));
        Assert.Equal(Release.AddDays(1), archive.Held.NextRelease);
        Assert.Equal(["wire", "upload"], archive.Held.Find("1")!.Article.Via.Select(v => v.Name));
        Assert.Equal(IngestOutcome.Created, await SaveAsync(archive, article with { EmbargoedUntil = null }));
        AssertShown(archive, "1");
        Assert.Empty(archive.Held.List(9));
    }

    [Fact]
    public async Task What_another_channel_published_meanwhile_is_not_replaced_by_what_came_before_it()
    {
        await using var archive = Open(_clock);
        Article Of(string via, string body) =>
            Article("1", "Results") with
            {
                Body = body,
                Via = [new Carrier(via, null, Received)],
            };
        await SaveAsync(
            archive,
            Of("wire", "The first account.") with
            {
                EmbargoedUntil = Release,
                Genre = "Analysis",
            }
        );
        Assert.Equal(IngestOutcome.Created, await SaveAsync(archive, Of("paper", "The later account, complete.")));
        AssertShown(archive, "1");
        _clock.SetUtcNow(Release);
        Assert.Equal(1, archive.Held.Release(Cancellation));
        var stored = archive.Find("1")!.Article;
        Assert.Equal(("The later account, complete.", "Analysis", 2), (stored.Body, stored.Genre, stored.Via.Count));
    }

    [Fact]
    public async Task Items_under_an_embargo_are_found_by_their_other_names()
    {
        await using var archive = Open(_clock);
        var first = Article("a", "Bridge over river reopens") with
        {
            Url = "https://d.example/2024/1",
            EmbargoedUntil = Release,
        };
        var second = first with { Id = "b", Identifiers = ["urn:x:7"], Via = [new Carrier("wire", null, Received)] };
        await SaveAsync(archive, first);
        var saved = await archive.SaveAsync(Batch([Item(second)]), Cancellation);
        Assert.Equal("a", saved.Items[0].Id);
        var shown = second with { EmbargoedUntil = null, Id = "c", Url = null };
        Assert.Equal("a", (await archive.SaveAsync(Batch([Item(shown)]), Cancellation)).Items[0].Id);
        AssertShown(archive, "a");
        Assert.Empty(archive.Held.List(9));
    }

    [Theory]
    [InlineData(PublicationStatus.Withheld, "withheld until further notice")]
    [InlineData(PublicationStatus.Embargoed, "embargoed, without a date")]
    public async Task What_has_no_date_waits_for_an_item_that_may_be_read(PublicationStatus status, string reason)
    {
        await using var archive = Open(_clock);
        var saved = await archive.SaveAsync(Batch([Item(Article("1", "One") with { Status = status })]), Cancellation);
        Assert.StartsWith(reason, saved.Items[0].Reason, StringComparison.Ordinal);
        Assert.Null(archive.Held.NextRelease);
        _clock.Advance(TimeSpan.FromDays(4_000));
        Assert.Equal(0, archive.Held.Release(Cancellation));
        AssertShown(archive);
        Assert.Equal(IngestOutcome.Created, await SaveAsync(archive, Article("1", "One")));
        AssertShown(archive, "1");
        Assert.Empty(archive.Held.List(9));
    }

    [Theory]
    [InlineData(PublicationStatus.Withheld)]
    [InlineData(PublicationStatus.Canceled)]
    public async Task A_notice_withdraws_what_is_public_and_only_news_brings_it_back(PublicationStatus status)
    {
        await using var archive = Open(_clock);
        var article = Article("1", "One") with { Identifiers = ["urn:x:1"] };
        await SaveAsync(archive, article);
        await SaveAsync(archive, article with { Headline = "Two" });
        var notice = article with
        {
            Headline = "KILL",
            Body = null,
            Completeness = Completeness.Headline,
            Status = status,
        };
        Assert.Equal(IngestOutcome.Updated, await SaveAsync(archive, notice));
        AssertShown(archive);
        Assert.Empty(archive.Versions("1"));
        var withdrawn = archive.Find("1")!;
        Assert.True(withdrawn.IsDeleted);
        Assert.Equal(
            ("Two", article.Body, status),
            (withdrawn.Article.Headline, withdrawn.Article.Body, withdrawn.Article.Status)
        );
        Assert.All(
            archive.ReadChanges(0, long.MaxValue, Cancellation).SelectMany(b => b),
            c => Assert.True(c.IsDeleted)
        );
        // The notice again, and an old copy by another channel.
        Assert.Equal(IngestOutcome.Unchanged, await SaveAsync(archive, notice));
        var copy = article with { Via = [new Carrier("aggregator", null, Received)] };
        Assert.Equal(IngestOutcome.Unchanged, await SaveAsync(archive, copy));
        AssertShown(archive);
        Assert.False(archive.Redate("1", withdrawn.Sequence, new PublishedDate(Received, DatePrecision.Day)));
        Assert.Equal(IngestOutcome.Updated, await SaveAsync(archive, article with { Headline = "Three" }));
        AssertShown(archive, "1");
        Assert.Equal(("Three", 4), (archive.Find("1")!.Article.Headline, archive.Find("1")!.Article.Version));
        Assert.Equal([4], archive.Versions("1").Select(v => v.Version));
    }

    [Fact]
    public async Task A_cancellation_of_what_is_held_or_unknown_publishes_nothing_and_loses_nothing()
    {
        await using var archive = Open(_clock);
        var kill = Article("1", "One") with { Status = PublicationStatus.Canceled };
        var unknown = await archive.SaveAsync(Batch([Item(kill)]), Cancellation);
        Assert.Equal((IngestOutcome.Rejected, (string?)null), (unknown.Items[0].Outcome, unknown.Items[0].Id));
        Assert.Contains("nothing of the article is archived", unknown.Items[0].Reason, StringComparison.Ordinal);
        Assert.NotEmpty(archive.RawPayload(archive.Ledger(IngestOutcome.Rejected, null, 1).Single().Id)!);
        await SaveAsync(archive, Article("1", "One") with { EmbargoedUntil = Release });
        var held = await archive.SaveAsync(Batch([Item(kill)]), Cancellation);
        Assert.Equal(
            (IngestOutcome.Updated, "canceled before it was published"),
            (held.Items[0].Outcome, held.Items[0].Reason)
        );
        _clock.SetUtcNow(Release);
        Assert.Equal(0, archive.Held.Release(Cancellation));
        AssertShown(archive);
        Assert.Null(archive.Find("1"));
    }

    [Fact]
    public async Task More_than_one_transaction_takes_is_released_whole()
    {
        const int count = 450;
        await using var archive = Open(_clock);
        var items = Enumerable
            .Range(0, count)
            .Select(n => Item(Article($"{n}", $"Item {n}") with { EmbargoedUntil = Release }));
        await archive.SaveAsync(Batch([.. items]), Cancellation);
        _clock.SetUtcNow(Release);
        Assert.Equal(count, archive.Held.Release(Cancellation));
        Assert.Equal((count, (long)count), (Current(archive).Count, archive.Sources().Single().Articles));
    }

    private static List<ArchivedArticle> Current(IArchive archive) =>
        [
            .. archive
                .ReadChanges(0, long.MaxValue, Cancellation)
                .SelectMany(b => b)
                .Where(c => c is { IsOlder: false, IsDeleted: false }),
        ];

    // Everything that readers and indexes are answered from tells of these articles and of no other.
    private static void AssertShown(IArchive archive, params string[] ids)
    {
        Assert.Equal(ids, Current(archive).Select(c => c.Article.Id));
        Assert.Equal(ids.Length, archive.Sources().Sum(s => s.Articles));
        Assert.All(ids, id => Assert.False(archive.Find(id)!.IsDeleted));
        using var frozen = archive.Freeze();
        Assert.Equal(ids, frozen.ReadCatalog(Cancellation).Select(c => c.Article.Id));
        Assert.Equal(
            ids,
            frozen
                .ReadChanges(0, Cancellation)
                .SelectMany(b => b)
                .Where(c => c is { IsOlder: false, IsDeleted: false })
                .Select(c => c.Article.Id)
        );
        Assert.All(
            archive.Held.List(99).Where(h => !ids.Contains(h.Article.Id)),
            h =>
                Assert.True(
                    archive.Find(h.Article.Id) is null or { IsDeleted: true }
                        && archive.Versions(h.Article.Id).Count == 0
                )
        );
    }
}
