using NewsSearch.Articles;

namespace NewsSearch.Archive;

/// <summary>
/// The archive: the only truth. Everything that users made or that cannot be derived again lives here; any index can
/// be deleted and rebuilt from it.
/// </summary>
/// <remarks>
/// <para>Promises: what <see cref="SaveAsync"/> returned is durable (it survives kill -9 and power loss). Sequence
/// numbers only grow, and a reader of "everything after n" never skips a change that commits late. Saving the same
/// item twice is harmless.</para>
/// <para>Not promised: sequence numbers without gaps; the order of items of concurrent saves.</para>
/// <para>Thread model: any number of readers; saves from many threads are queued to one writer.</para>
/// </remarks>
public interface IArchive : IArticleHistory, ILedger, ISourceRegistry, IKeptAnswers, IAsyncDisposable
{
    /// <summary>Number of the last committed change; 0 when empty.</summary>
    long LastSequence { get; }

    /// <summary>
    /// Stores the items of one batch in one transaction together with their raw payload and their ledger lines, and
    /// decides the outcome of each against what is stored. What may not be published yet goes to <see cref="Held"/>; a
    /// notice that an article is not to be published makes a tombstone of what was public of it.
    /// </summary>
    /// <returns>One outcome per item, in order, and the last sequence number.</returns>
    Task<SaveResult> SaveAsync(IngestBatch batch, CancellationToken cancellation);

    /// <summary>
    /// The current article of every id whose last change lies in (<paramref name="after"/>, <paramref name="upTo"/>],
    /// by sequence, in batches, and beside them every older version that a change in there put out of date. Streams:
    /// memory does not grow with the size of the archive. One that is damaged comes as far as it can be read, with its
    /// <see cref="ArchivedArticle.Damage"/>.
    /// </summary>
    /// <remarks>Older versions stand before the current articles of their batch; a batch may hold nothing else.</remarks>
    IEnumerable<IReadOnlyList<ArchivedArticle>> ReadChanges(long after, long upTo, CancellationToken cancellation);

    /// <summary>The current version of an article, or null.</summary>
    /// <exception cref="ArchiveDamagedException">It cannot be read.</exception>
    ArchivedArticle? Find(string id);

    /// <summary>
    /// Replaces the publication date of an article by one that was read again from its stored bytes; a change of the
    /// date is a new version.
    /// </summary>
    /// <param name="sequence">The change that the date was read for; a newer one is left alone.</param>
    /// <returns>Whether anything was changed.</returns>
    bool Redate(string id, long sequence, PublishedDate? published);

    /// <summary>The articles stored under these sequence numbers, in that order; null where there is none. A damaged one comes as
    /// <see cref="ReadChanges"/> gives it.</summary>
    /// <param name="sequences">Sequence numbers, also of versions that are no longer current.</param>
    /// <param name="withBody">False leaves <see cref="Article.Body"/> null, which is cheaper.</param>
    IReadOnlyList<ArchivedArticle?> ReadSequences(IReadOnlyList<long> sequences, bool withBody);

    /// <summary>Adds a finished or running job to the history and returns its id.</summary>
    long RecordJob(JobRun run);

    /// <summary>Replaces the record of a job.</summary>
    void UpdateJob(long id, JobRun run);

    /// <summary>Job history, newest first.</summary>
    IReadOnlyList<JobRun> Jobs(int limit);

    /// <summary>Keeps a search for good; returns the one that is kept under its id already, when there is one.</summary>
    KeptSearch KeepSearch(KeptSearch search);

    /// <summary>The search that is kept under this id, or null.</summary>
    KeptSearch? FindSearch(string id);

    /// <summary>The feeds that are polled.</summary>
    IFeedRegister Feeds { get; }

    /// <summary>Searches that are kept, newest first.</summary>
    IReadOnlyList<KeptSearch> KeptSearches(int limit);

    /// <summary>Articles that are set aside for their damage.</summary>
    IUnreadableArticles Unreadable { get; }

    /// <summary>Items that are not published yet.</summary>
    IHeldArticles Held { get; }

    /// <summary>When sources left their usual volume, and came back.</summary>
    ISourceEvents SourceEvents { get; }

    /// <summary>The rebuilds of the index.</summary>
    IRebuildHistory Rebuilds { get; }

    /// <summary>Holds the state of this moment for reading; the caller disposes it soon.</summary>
    IFrozenArchive Freeze();
}

/// <summary>An article as stored: the change that holds it, and when it was recorded.</summary>
/// <param name="Sequence">The number of the change.</param>
/// <param name="IsFirst">True when no earlier change of this id exists.</param>
/// <param name="IsDeleted">A tombstone: the article must leave the index.</param>
/// <param name="Article">
/// The article. A tombstone keeps what was withdrawn, with the publisher's status, for those who may see it.
/// </param>
/// <param name="Recorded">When the change was committed.</param>
/// <param name="EverChanged">What any version up to this one changed.</param>
/// <param name="IsOlder">A version that another one took the place of, as it was at its end.</param>
public sealed record ArchivedArticle(
    long Sequence,
    bool IsFirst,
    bool IsDeleted,
    Article Article,
    DateTimeOffset Recorded,
    ArticleChanges EverChanged = ArticleChanges.None,
    bool IsOlder = false
)
{
    /// <summary>
    /// What of it cannot be read; null for a sound one. Without its text it has no body; where nothing but its id is
    /// known, it counts as deleted.
    /// </summary>
    public ArticleDamage? Damage { get; init; }
}

/// <summary>What became of one item; the ledger has one line for each item ever received.</summary>
public enum IngestOutcome
{
    /// <summary>A new article.</summary>
    Created,

    /// <summary>A new version of a known article.</summary>
    Updated,

    /// <summary>Known already, nothing changed.</summary>
    Unchanged,

    /// <summary>Known already; only a further channel, identifier or absent value was added.</summary>
    Merged,

    /// <summary>Understood and refused, for a reason that a retry does not mend.</summary>
    Rejected,

    /// <summary>Not understood; the bytes are kept and can be tried again with a later parser.</summary>
    Quarantined,
}

/// <summary>One batch of items that share a stretch of raw bytes.</summary>
/// <param name="Parser">Name and version of the reader, such as <c>jsonl/1</c>.</param>
/// <param name="MediaType">Media type of the payload.</param>
/// <param name="Payload">The raw bytes from which the items were read; kept for good.</param>
/// <param name="Received">When they arrived.</param>
/// <param name="Items">Items in the order of the payload.</param>
/// <param name="RetryOf">The ledger line whose bytes these are, when they are read again.</param>
public sealed record IngestBatch(
    string Parser,
    string MediaType,
    ReadOnlyMemory<byte> Payload,
    DateTimeOffset Received,
    IReadOnlyList<IngestItem> Items,
    long? RetryOf = null
);

/// <summary>One item of a batch: an article, or the reason why there is none.</summary>
/// <param name="Article">The article that was read, or null with <paramref name="Failure"/>.</param>
/// <param name="Failure">Rejected or Quarantined; null when there is an article.</param>
/// <param name="Reason">Why it failed, in words that name the place and the fix.</param>
/// <param name="Offset">Where the item's bytes start in the payload.</param>
/// <param name="Length">How many bytes they are.</param>
/// <param name="Line">Line number in the input (from 1), where the format has lines.</param>
/// <param name="Reading">How its bytes are read again; null when nobody knows.</param>
public sealed record IngestItem(
    Article? Article,
    IngestOutcome? Failure,
    string? Reason,
    int Offset,
    int Length,
    long? Line,
    ReadingContext? Reading = null
);

/// <summary>Outcome of each item of a batch, in order.</summary>
public sealed record SaveResult(IReadOnlyList<SavedItem> Items, long LastSequence);

/// <summary>What became of one item.</summary>
public sealed record SavedItem(IngestOutcome Outcome, string? Id, string? Reason, long? Line);

/// <summary>One run of a background job.</summary>
/// <param name="Summary">What came of it, in words and numbers.</param>
public sealed record JobRun(
    long Id,
    string Kind,
    DateTimeOffset Started,
    DateTimeOffset? Ended,
    long Done,
    string? Error,
    string? Summary = null
);

/// <summary>A search that somebody cites.</summary>
/// <param name="Id">Short, made of the parameters: the same search has the same id.</param>
/// <param name="Parameters">The parameters as a query string.</param>
/// <param name="Canonical">The query in its canonical spelling.</param>
/// <param name="Generation">Generation of the index that answered when it was kept.</param>
/// <param name="Sequence">Archive sequence that it showed.</param>
/// <param name="Documents">Articles that it held.</param>
/// <param name="Total">Articles that were found.</param>
public sealed record KeptSearch(
    string Id,
    DateTimeOffset Kept,
    string Parameters,
    string Canonical,
    string Generation,
    long Sequence,
    long Documents,
    long Total
);
