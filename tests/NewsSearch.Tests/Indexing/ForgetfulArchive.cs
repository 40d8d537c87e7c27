using NewsSearch.Archive;
using NewsSearch.Articles;
using NewsSearch.Sources.Polling;

namespace NewsSearch.Tests.Indexing;

/// <summary>An archive that leaves out, or changes, articles when it is read in bulk: what verification must notice.</summary>
internal sealed class ForgetfulArchive(IArchive archive, Func<ArchivedArticle, ArchivedArticle?> read) : IArchive
{
    public long LastSequence => archive.LastSequence;

    public IHeldArticles Held => archive.Held;

    public IUnreadableArticles Unreadable => archive.Unreadable;

    public ISourceEvents SourceEvents => archive.SourceEvents;

    public IRebuildHistory Rebuilds => archive.Rebuilds;

    public IEnumerable<IReadOnlyList<ArchivedArticle>> ReadChanges(
        long after,
        long upTo,
        CancellationToken cancellation
    ) =>
        archive
            .ReadChanges(after, upTo, cancellation)
            .Select(batch => (IReadOnlyList<ArchivedArticle>)[.. batch.Select(read).OfType<ArchivedArticle>()])
            .Where(batch => batch.Count > 0);

    public IFrozenArchive Freeze() => archive.Freeze();

    public Task<SaveResult> SaveAsync(IngestBatch batch, CancellationToken cancellation) =>
        archive.SaveAsync(batch, cancellation);

    public ArchivedArticle? Find(string id) => archive.Find(id);

    public IReadOnlyList<ArchivedArticle?> ReadSequences(IReadOnlyList<long> sequences, bool withBody) =>
        archive.ReadSequences(sequences, withBody);

    public IReadOnlyList<SourceSummary> Sources() => archive.Sources();

    public IReadOnlyDictionary<IngestOutcome, long> LedgerTotals() => archive.LedgerTotals();

    public IReadOnlyList<LedgerLine> Ledger(IngestOutcome? outcome, long? before, int limit, string? source = null) =>
        archive.Ledger(outcome, before, limit, source);

    public LedgerLine? FindLedgerLine(long id) => archive.FindLedgerLine(id);

    public ReadingContext? Reading(long ledgerId) => archive.Reading(ledgerId);

    public IEnumerable<long> LedgerOf(long sequence) => archive.LedgerOf(sequence);

    public IReadOnlyList<ArticleVersion> Versions(string id) => archive.Versions(id);

    public ArchivedArticle? FindVersion(string id, int version) => archive.FindVersion(id, version);

    public bool Redate(string id, long sequence, PublishedDate? published) => archive.Redate(id, sequence, published);

    public long RegistryVersion => archive.RegistryVersion;

    public SourceRecord? FindSource(string id) => archive.FindSource(id);

    public SourceRecord DeclareSource(SourceDeclaration declaration) => archive.DeclareSource(declaration);

    public KeptAnswer? FindAnswer(string key) => archive.FindAnswer(key);

    public void KeepAnswer(KeptAnswer answer) => archive.KeepAnswer(answer);

    public IFeedRegister Feeds => archive.Feeds;

    public byte[]? RawPayload(long ledgerId) => archive.RawPayload(ledgerId);

    public long RecordJob(JobRun run) => archive.RecordJob(run);

    public void UpdateJob(long id, JobRun run) => archive.UpdateJob(id, run);

    public IReadOnlyList<JobRun> Jobs(int limit) => archive.Jobs(limit);

    public KeptSearch KeepSearch(KeptSearch search) => archive.KeepSearch(search);

    public KeptSearch? FindSearch(string id) => archive.FindSearch(id);

    public IReadOnlyList<KeptSearch> KeptSearches(int limit) => archive.KeptSearches(limit);

    public ValueTask DisposeAsync() => archive.DisposeAsync();
}
