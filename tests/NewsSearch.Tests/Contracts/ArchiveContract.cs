using System.Text;
using NewsSearch.Archive;
using NewsSearch.Articles;

namespace NewsSearch.Tests.Contracts;

/// <summary>What every archive must do.</summary>
public abstract partial class ArchiveContract : IDisposable
{
    private static readonly DateTimeOffset Received = new(2025, 6, 1, 8, 0, 0, TimeSpan.Zero);

    protected TemporaryFolder Folder { get; } = new();

    protected IArchive Open() => Open(TimeProvider.System);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task An_article_comes_back_as_it_was_saved()
    {
        var article = Article("1", "Headline “quoted” إسرائيل 🗞") with
        {
            Source = SourceId.FromName("Asharq Al-Awsat"),
            Via = [new Carrier("inkl", "https://inkl.example/1", Received)],
            Subheadline = "Sub",
            Byline = "By Elie Youssef",
            Authors = ["Elie Youssef", "Bo Li"],
            Dateline = "Washington",
            Section = "World",
            Genre = "Analysis",
            Language = "en-US",
            Topics = [new Topic("medtop:01000000", "arts", "medtop"), new Topic("economy/trade")],
            Keywords = ["a", "b"],
            Places = ["Iraq"],
            Images = [new ArticleImage("https://example.org/i.jpg", "Caption", "REUTERS/X")],
            Published = new PublishedDate(
                new DateTimeOffset(2024, 2, 1, 0, 0, 0, TimeSpan.Zero),
                DatePrecision.Month,
                "jsonl"
            ),
            Modified = Received.AddHours(-1),
            Url = "https://example.org/1",
            IsAccessibleForFree = false,
            Completeness = Completeness.Excerpt,
        };
        await using var archive = Open();
        await SaveAsync(archive, article);
        Assert.Equivalent(article, archive.Find("1")!.Article, strict: true);
        Assert.Equivalent(article, archive.ReadSequences([1], withBody: true)[0]!.Article, strict: true);
        Assert.Null(archive.ReadSequences([1], withBody: false)[0]!.Article.Body);
        Assert.Null(archive.Find("2"));
    }

    [Fact]
    public async Task Outcomes_tell_new_changed_same_and_further_channel_apart()
    {
        await using var archive = Open();
        var first = Article("1", "One") with { Via = [new Carrier("feed", null, Received)] };
        Assert.Equal(IngestOutcome.Created, await SaveAsync(archive, first));
        Assert.Equal(IngestOutcome.Unchanged, await SaveAsync(archive, first with { Retrieved = Received.AddDays(1) }));
        Assert.Equal(IngestOutcome.Unchanged, await SaveAsync(archive, first with { Body = first.Body + " \n" }));
        var further = first with { Via = [new Carrier("upload", "https://example.org", Received)] };
        Assert.Equal(IngestOutcome.Merged, await SaveAsync(archive, further));
        Assert.Equal(IngestOutcome.Updated, await SaveAsync(archive, first with { Headline = "One, corrected" }));
        var stored = archive.Find("1")!;
        Assert.Equal(2, stored.Article.Version);
        Assert.Equal(["feed", "upload"], stored.Article.Via.Select(v => v.Name));
        Assert.Equal("One, corrected", stored.Article.Headline);
        Assert.False(stored.IsFirst);
        Assert.Equal("One", archive.ReadSequences([1], withBody: true)[0]!.Article.Headline);
        Assert.Equal(
            [(2L, true), (3L, false)],
            archive.ReadChanges(0, long.MaxValue, Cancellation).SelectMany(b => b).Select(c => (c.Sequence, c.IsOlder))
        );
    }

    [Fact]
    public async Task Two_items_of_one_batch_with_one_id_work_in_order()
    {
        await using var archive = Open();
        var saved = await archive.SaveAsync(
            Batch([Item(Article("1", "One")), Item(Article("1", "Two")), Item(Article("1", "Two"))]),
            Cancellation
        );
        Assert.Equal(
            [IngestOutcome.Created, IngestOutcome.Updated, IngestOutcome.Unchanged],
            saved.Items.Select(i => i.Outcome)
        );
    }

    [Fact]
    public async Task A_reader_of_everything_after_n_misses_nothing_while_saves_overlap()
    {
        await using var archive = Open();
        const int savers = 4;
        const int batches = 40;
        var seen = new List<long>();
        var saving = Task.WhenAll(
            Enumerable
                .Range(0, savers)
                .Select(s =>
                    Task.Run(
                        async () =>
                        {
                            for (var b = 0; b < batches; b++)
                                await archive.SaveAsync(
                                    Batch([Item(Article($"{s}-{b}-0", "x")), Item(Article($"{s}-{b}-1", "y"))]),
                                    Cancellation
                                );
                        },
                        Cancellation
                    )
                )
        );
        long reached = 0;
        while (seen.Count < savers * batches * 2)
        {
            var last = archive.LastSequence;
            seen.AddRange(archive.ReadChanges(reached, last, Cancellation).SelectMany(b => b).Select(c => c.Sequence));
            reached = last;
            await Task.Yield();
        }
        await saving;
        Assert.Equal(Enumerable.Range(1, savers * batches * 2).Select(n => (long)n), seen);
    }

    [Fact]
    public async Task The_ledger_has_every_item_and_its_bytes()
    {
        await using var archive = Open();
        var bytes = "first line\nbroken line"u8.ToArray();
        var batch = new IngestBatch(
            "jsonl/1",
            "application/x-ndjson",
            bytes,
            Received,
            [
                new IngestItem(Article("1", "One"), null, null, 0, 10, 1),
                new IngestItem(null, IngestOutcome.Quarantined, "line 2: not JSON", 11, 11, 2),
            ]
        );
        await archive.SaveAsync(batch, Cancellation);
        await archive.SaveAsync(batch, Cancellation);
        var totals = archive.LedgerTotals();
        Assert.Equal(4, totals.Values.Sum());
        Assert.Equal(
            (1, 1, 2),
            (totals[IngestOutcome.Created], totals[IngestOutcome.Unchanged], totals[IngestOutcome.Quarantined])
        );
        var broken = Assert.Single(archive.Ledger(IngestOutcome.Quarantined, before: null, limit: 1));
        Assert.Equal("line 2: not JSON", broken.Reason);
        Assert.Equal(2, broken.Line);
        Assert.Equal("broken line", Encoding.UTF8.GetString(archive.RawPayload(broken.Id)!));
        Assert.Null(archive.RawPayload(99));
        Assert.Equal([4L, 3L, 2L, 1L], archive.Ledger(null, null, 10).Select(l => l.Id));
        Assert.Equal([2L, 1L], archive.Ledger(null, 3, 10).Select(l => l.Id));
    }

    [Fact]
    public async Task Everything_is_there_after_reopening_also_across_the_training_of_the_dictionary()
    {
        var random = new Random(5);
        string Body() => string.Join(' ', Enumerable.Range(0, 60).Select(_ => RandomNews.Words[random.Next(12)]));
        var articles = Enumerable
            .Range(0, 3_000)
            .Select(n => Article($"{n}", $"Headline {n}") with { Body = Body() })
            .ToList();
        await using (var archive = Open())
            foreach (var chunk in articles.Chunk(250))
                await archive.SaveAsync(Batch([.. chunk.Select(Item)]), Cancellation);
        await using var reopened = Open();
        Assert.Equal(3_000, reopened.LastSequence);
        var read = reopened.ReadChanges(0, 3_000, Cancellation).SelectMany(b => b).Select(c => c.Article).ToList();
        Assert.Equal(articles.Select(a => a.Body), read.Select(a => a.Body));
        Assert.Equal(500, reopened.ReadChanges(1_000, 1_500, Cancellation).Sum(b => b.Count));
    }

    [Fact]
    public async Task Sources_count_current_articles_and_their_dates()
    {
        await using var archive = Open();
        PublishedDate Day(int day) => new(new DateTimeOffset(2024, 1, day, 0, 0, 0, TimeSpan.Zero), DatePrecision.Day);
        await SaveAsync(archive, Article("1", "x") with { Source = SourceId.FromName("B Daily"), Published = Day(3) });
        await SaveAsync(archive, Article("2", "x") with { Source = SourceId.FromName("B Daily"), Published = Day(1) });
        await SaveAsync(archive, Article("3", "x") with { Source = SourceId.FromName("A Wire") });
        await SaveAsync(archive, Article("2", "y") with { Source = SourceId.FromName("A Wire"), Published = Day(9) });
        var sources = archive.Sources();
        Assert.Equal([("a-wire", 2L), ("b-daily", 1L)], sources.Select(s => (s.Id, s.Articles)));
        Assert.Equal(Day(9).Value, sources[0].LastPublished);
    }

    [Fact]
    public async Task Jobs_are_remembered()
    {
        await using var archive = Open();
        var id = archive.RecordJob(new JobRun(0, "indexing", Received, null, 0, null));
        archive.UpdateJob(id, new JobRun(id, "indexing", Received, Received.AddSeconds(3), 42, null));
        Assert.Equal(
            new JobRun(id, "indexing", Received, Received.AddSeconds(3), 42, null),
            Assert.Single(archive.Jobs(5))
        );
    }

    protected static Article Article(string id, string headline) =>
        new()
        {
            Id = id,
            Source = SourceId.FromName("The Daily"),
            Headline = headline,
            Body = "A first paragraph.\n\nA second one.",
            Retrieved = Received,
            Completeness = Completeness.Full,
        };

    protected static IngestItem Item(Article article) => new(article, null, null, 0, 1, null);

    protected static IngestBatch Batch(IReadOnlyList<IngestItem> items) =>
        new(
            "test/1",
            "text/plain",
            Encoding.UTF8.GetBytes(string.Join(' ', items.Select(i => i.Article?.Id))),
            Received,
            items
        );

    private static async Task<IngestOutcome> SaveAsync(IArchive archive, Article article) =>
        (await archive.SaveAsync(Batch([Item(article)]), Cancellation)).Items[0].Outcome;
}
