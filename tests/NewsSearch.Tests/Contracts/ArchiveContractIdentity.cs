using System.Text;
using NewsSearch.Archive;
using NewsSearch.Articles;

namespace NewsSearch.Tests.Contracts;

/// <summary>Identity, versions, sources, the ledger and kept answers.</summary>
public abstract partial class ArchiveContract
{
    [Fact]
    public async Task Feed_page_and_wire_are_one_article_in_every_order()
    {
        var day = new PublishedDate(Received.AddHours(-3), DatePrecision.Second, "feed");
        var page = Article("page", "Bridge over river reopens") with
        {
            Id = ArticleKey.Address("https://d.example/2024/1").Id,
            Url = "https://d.example/2024/1",
            Published = day,
            Via = [new Carrier("d.example", "https://d.example/2024/1", Received)],
        };
        var feed = page with
        {
            Body = "A first paragraph.",
            Completeness = Completeness.Excerpt,
            Identifiers = ["guid-1"],
            Via = [new Carrier("Feed", "https://d.example/feed", Received)],
        };
        var wire = page with
        {
            Id = ArticleKey.Identifier("the-daily", "urn:wire:1").Id,
            Identifiers = ["urn:wire:1"],
            Url = null,
            Via = [new Carrier("Wire", null, Received)],
        };
        Article[] items = [page, feed, wire];
        foreach (
            var order in (int[][])
                [
                    [0, 1, 2],
                    [0, 2, 1],
                    [1, 0, 2],
                    [1, 2, 0],
                    [2, 0, 1],
                ]
        )
        {
            await using var archive = OpenAnother();
            var ids = new HashSet<string>();
            foreach (var n in order)
                ids.Add((await archive.SaveAsync(Batch([Item(items[n])]), Cancellation)).Items[0].Id!);
            var stored = archive.Find(Assert.Single(ids))!.Article;
            Assert.Equal(["Feed", "Wire", "d.example"], stored.Via.Select(v => v.Name).Order(StringComparer.Ordinal));
            Assert.Equal(page.Body, stored.Body);
            Assert.Equal(["guid-1", "urn:wire:1"], stored.Identifiers.Order());
        }
    }

    [Fact]
    public async Task Articles_that_share_an_address_stay_apart_and_are_found_again()
    {
        await using var archive = Open();
        var headlines = new[] { "Bridge reopens", "Mayor resigns", "Grain prices fall" };
        for (var round = 0; round < 2; round++)
        {
            var ids = new List<string>();
            foreach (var headline in headlines)
            {
                var article = Article(ArticleKey.Address("https://d.example/news").Id, headline) with
                {
                    Url = "https://d.example/news",
                };
                var saved = (await archive.SaveAsync(Batch([Item(article)]), Cancellation)).Items[0];
                Assert.Equal(round == 0 ? IngestOutcome.Created : IngestOutcome.Unchanged, saved.Outcome);
                ids.Add(saved.Id!);
            }
            Assert.Equal(headlines, ids.Select(i => archive.Find(i)!.Article.Headline));
        }
    }

    [Fact]
    public async Task Versions_tell_what_changed_and_stay_readable()
    {
        await using var archive = Open();
        var first = Article("1", "One");
        await SaveAsync(archive, first);
        await SaveAsync(archive, first with { Via = [new Carrier("feed", null, Received)] });
        await SaveAsync(archive, first with { Headline = "Two", Retrieved = Received.AddDays(1) });
        await SaveAsync(archive, first with { Headline = "Two", Body = first.Body + "\n\nCorrection: it was two." });
        var versions = archive.Versions("1");
        Assert.Equal([1, 2, 3], versions.Select(v => v.Version));
        Assert.Equal(
            [ArticleChanges.None, ArticleChanges.Headline, ArticleChanges.Body | ArticleChanges.Correction],
            versions.Select(v => v.Changed)
        );
        Assert.Equal(Received.AddDays(1), versions[1].Retrieved);
        Assert.Equal(
            ("One", first.Body),
            (archive.FindVersion("1", 1)!.Article.Headline, archive.FindVersion("1", 1)!.Article.Body)
        );
        Assert.Equal("feed", Assert.Single(archive.FindVersion("1", 1)!.Article.Via).Name);
        Assert.Equal(
            ("Two", first.Body),
            (archive.FindVersion("1", 2)!.Article.Headline, archive.FindVersion("1", 2)!.Article.Body)
        );
        Assert.Equal(
            ArticleChanges.Headline | ArticleChanges.Body | ArticleChanges.Correction,
            archive.Find("1")!.EverChanged
        );
        Assert.Null(archive.FindVersion("1", 4));
        Assert.Empty(archive.Versions("2"));
    }

    [Fact]
    public async Task A_retry_takes_the_place_of_its_line_in_the_totals_and_keeps_the_bytes()
    {
        await using var archive = Open();
        var bytes = "good line\nbad line"u8.ToArray();
        var reading = new ReadingContext(
            "jsonl",
            "The Daily",
            "wire",
            null,
            null,
            "head"u8.ToArray(),
            "tail"u8.ToArray()
        );
        await archive.SaveAsync(
            new IngestBatch(
                "jsonl/1",
                "application/x-ndjson",
                bytes,
                Received,
                [
                    new IngestItem(Article("1", "One"), null, null, 0, 9, 1, reading),
                    new IngestItem(null, IngestOutcome.Quarantined, "bad", 10, 8, 2, reading),
                ]
            ),
            Cancellation
        );
        var again = archive.Reading(2)!;
        Assert.Equal(("jsonl", "The Daily", "wire"), (again.Format, again.Source, again.Via));
        Assert.Equal(
            ("head", "tail"),
            (Encoding.UTF8.GetString(again.Head.Span), Encoding.UTF8.GetString(again.Tail.Span))
        );
        Assert.False(archive.FindLedgerLine(2)!.IsResolved);

        await RetryAsync(null);
        Assert.False(archive.FindLedgerLine(2)!.IsResolved);
        Assert.Equal(1, archive.LedgerTotals()[IngestOutcome.Quarantined]);
        await RetryAsync(Article("2", "Two"), of: 3);
        var totals = archive.LedgerTotals();
        Assert.Equal(
            (2, 0, 2),
            (totals[IngestOutcome.Created], totals[IngestOutcome.Quarantined], totals.Values.Sum())
        );
        var (old, middle, last) = (archive.FindLedgerLine(2)!, archive.FindLedgerLine(3)!, archive.FindLedgerLine(4)!);
        Assert.True(old.IsResolved && middle.IsResolved && !last.IsResolved);
        Assert.Equal((4L, 3L, "2"), (old.RetriedBy, last.RetryOf, last.ArticleId));
        Assert.Equal("bad line", Encoding.UTF8.GetString(archive.RawPayload(4)!));
        Assert.Equal([4L, 1L], archive.Ledger(null, null, 10, "the-daily").Select(l => l.Id));
        Assert.Equal([4L], archive.LedgerOf(archive.Find("2")!.Sequence));

        Task RetryAsync(Article? article, long of = 2) =>
            archive.SaveAsync(
                new IngestBatch(
                    "jsonl/2",
                    "application/x-ndjson",
                    "bad line"u8.ToArray(),
                    Received,
                    [new IngestItem(article, article is null ? IngestOutcome.Quarantined : null, "bad", 0, 8, 1)],
                    of
                ),
                Cancellation
            );
    }

    [Fact]
    public async Task Sources_that_are_declared_to_be_one_are_one_and_no_id_changes()
    {
        await using var archive = Open();
        var byDomain = Article("1", "Bridge") with
        {
            Source = SourceId.FromName("example.com"),
            Url = "https://www.example.com/2020/1",
            Published = new PublishedDate(Received.AddYears(-5), DatePrecision.Second),
        };
        var byName = Article("2", "Mayor") with
        {
            Source = SourceId.FromName("Example News"),
            Url = "https://example.net/2025/2",
        };
        await SaveAsync(archive, byDomain);
        await SaveAsync(archive, byName);
        var before = archive.RegistryVersion;
        var last = archive.LastSequence;

        archive.DeclareSource(
            new SourceDeclaration("example-news", Name: "The Example", Country: "GB", SameAs: ["www.example.com"])
        );

        Assert.True(archive.RegistryVersion > before);
        Assert.Equal("example-news", archive.Find("1")!.Article.Source.Id);
        Assert.Equal((1, byDomain.Body), (archive.Find("1")!.Article.Version, archive.Find("1")!.Article.Body));
        Assert.Equal(
            "1",
            Assert.Single(archive.ReadChanges(last, archive.LastSequence, Cancellation).SelectMany(b => b)).Article.Id
        );
        var summary = Assert.Single(archive.Sources());
        Assert.Equal(("example-news", "The Example", 2L), (summary.Id, summary.Name, summary.Articles));
        var record = archive.FindSource("example-com")!;
        Assert.Equal("GB", record.Country);
        Assert.Equal(["Example News", "example.com"], record.Names.Select(n => n.Value).Order(StringComparer.Ordinal));
        Assert.Equal(["example.com", "example.net"], record.Domains.Select(d => d.Value));
        Assert.Equal("2020-06-01", record.Domains[0].From);

        Assert.Equal(
            IngestOutcome.Created,
            await SaveAsync(archive, byDomain with { Id = "3", Url = "https://example.com/3x" })
        );
        Assert.Equal(("example-news", "The Example"), Shown(archive.Find("3")!.Article.Source));
        Assert.Throws<SourceConflictException>(() => archive.DeclareSource(new SourceDeclaration("example-com")));
        Assert.Equal(2, archive.FindSource("example-news")!.Names.Count);

        static (string, string) Shown(ArticleSource source) => (source.Id, source.Name);
    }

    [Fact]
    public async Task Spellings_of_a_name_that_differ_in_spaces_alone_are_one_source()
    {
        await using var archive = Open();
        string[] names =
        [
            "BusinessWire",
            "Business Wire",
            "business-wire",
            "U.S. Reporter",
            "US Reporter",
            "Radio 24 7",
            "Radio 2 47",
            "A B C",
            "ABC",
        ];
        for (var n = 0; n < names.Length; n++)
            await SaveAsync(
                archive,
                Article($"s{n}", $"Headline number {n}") with
                {
                    Source = SourceId.FromName(names[n]),
                    Url = $"https://{n}.example/",
                }
            );

        Assert.Equal(
            ["a-b-c", "abc", "businesswire", "radio-2-47", "radio-24-7", "u-s-reporter"],
            archive.Sources().Select(s => s.Id).Order(StringComparer.Ordinal)
        );
        Assert.Equal(3, archive.Sources().Single(s => s.Id == "businesswire").Articles);
        Assert.Equal(
            ["Business Wire", "BusinessWire", "business-wire"],
            archive.FindSource("business-wire")!.Names.Select(n => n.Value).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task A_date_that_is_read_again_is_a_version_unless_the_article_changed_meanwhile()
    {
        await using var archive = Open();
        await SaveAsync(archive, Article("1", "One"));
        var date = new PublishedDate(Received.AddDays(-1), DatePrecision.Second, "meta");
        Assert.True(archive.Redate("1", 1, date));
        Assert.False(archive.Redate("1", 1, date with { Evidence = "url" }));
        Assert.False(archive.Redate("1", 2, date));
        Assert.Equal((2, date), (archive.Find("1")!.Article.Version, archive.Find("1")!.Article.Published));
        Assert.Equal(ArticleChanges.Date, archive.Versions("1")[1].Changed);
        Assert.Equal(Article("1", "One").Body, archive.Find("1")!.Article.Body);
        Assert.Equal(2, archive.LastSequence);

        // The same instant by the publisher's clock adds what was not known, and is no version.
        Assert.True(archive.Redate("1", 2, date with { Value = date.Value!.Value.ToOffset(TimeSpan.FromHours(-5)) }));
        var (article, sequence) = (archive.Find("1")!.Article, archive.LastSequence);
        Assert.Equal((2, date, 3), (article.Version, article.Published, sequence));
        Assert.Equal(TimeSpan.FromHours(-5), article.Published!.Value!.Value.Offset);
    }

    [Fact]
    public async Task Answers_are_kept()
    {
        await using (var archive = Open())
        {
            archive.KeepAnswer(new KeptAnswer("k", Now, [1], [2, 3]));
            archive.KeepAnswer(new KeptAnswer("old", Now.AddHours(-25), [1], [2]));
        }
        await using var reopened = Open();
        Assert.Equal([2, 3], reopened.FindAnswer("k")!.Answer);
        Assert.Null(reopened.FindAnswer("old"));
        Assert.Null(reopened.FindAnswer("none"));
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    /// <summary>An archive of its own, empty.</summary>
    protected abstract IArchive OpenAnother();
}
