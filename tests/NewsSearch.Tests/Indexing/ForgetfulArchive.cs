using NewsSearch.Archive;

namespace NewsSearch.Tests.Indexing;

/// <summary>An archive that leaves out, or changes, articles when it is read in bulk: what verification must notice.</summary>
internal sealed class ForgetfulArchive(IArchive archive, Func<ArchivedArticle, ArchivedArticle?> read) : IArchive
{
    public long LastSequence => archive.LastSequence;

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

    public IReadOnlyList<LedgerLine> Ledger(IngestOutcome? outcome, long? before, int limit) =>
        archive.Ledger(outcome, before, limit);

    public byte[]? RawPayload(long ledgerId) => archive.RawPayload(ledgerId);

    public long RecordJob(JobRun run) => archive.RecordJob(run);

    public void UpdateJob(long id, JobRun run) => archive.UpdateJob(id, run);

    public IReadOnlyList<JobRun> Jobs(int limit) => archive.Jobs(limit);

    public KeptSearch KeepSearch(KeptSearch search) => archive.KeepSearch(search);

    public KeptSearch? FindSearch(string id) => archive.FindSearch(id);

    public IReadOnlyList<KeptSearch> KeptSearches(int limit) => archive.KeptSearches(limit);

    public ValueTask DisposeAsync() => archive.DisposeAsync();
}
