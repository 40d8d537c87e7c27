namespace NewsSearch.Archive;

/// <summary>
/// The feeds that are polled: what was declared of each, how its polling stands, what its last fetches gave, and which
/// linked pages were had.
/// </summary>
/// <remarks>
/// Promises: what a call returned from is durable. Recording a poll changes all of it or nothing, and nothing that was
/// declared while the poll ran is lost. Not promised: the order of feeds that are due at the same moment.
/// </remarks>
public interface IFeedRegister
{
    /// <summary>All feeds, in the order in which they were declared.</summary>
    IReadOnlyList<PolledFeed> All();

    PolledFeed? Find(string id);

    /// <summary>The feed that is polled at this address or was declared with it, or null.</summary>
    PolledFeed? FindByUrl(string url);

    /// <summary>
    /// Feeds whose next fetch is due, the longest waiting first. One that was fetched in the future is due: the clock was
    /// set back, and would have to get there again first.
    /// </summary>
    IReadOnlyList<PolledFeed> Due(DateTimeOffset now, int limit);

    /// <summary>Declares a feed. False when its id or its address is declared already; nothing changes then.</summary>
    bool Add(PolledFeed feed);

    /// <summary>
    /// Replaces what is declared. The feed is due at once (unless it is disabled), its failures are forgiven, and what
    /// it remembered of the server's copy is forgotten. False when there is no such feed.
    /// </summary>
    /// <param name="fileEntry">The entry of the settings file that it follows, or null.</param>
    /// <exception cref="FeedAddressTakenException">Another feed has this address.</exception>
    bool Change(string id, FeedDeclaration declaration, string? fileEntry, DateTimeOffset now);

    /// <summary>Takes the feed out with its log; its articles stay. False when there is no such feed.</summary>
    bool Remove(string id);

    /// <summary>Makes the feed due. False when there is no such feed.</summary>
    bool MakeDue(string id, DateTimeOffset now);

    /// <summary>
    /// Keeps what a poll gave. When the declaration was changed while it ran, only the log has it; when the feed was
    /// removed, nothing has.
    /// </summary>
    /// <param name="polled">The feed as the poll found it.</param>
    /// <param name="declaration">As it is from now on: its address may have moved, or it may be disabled.</param>
    /// <param name="keep">Lines of the log that are kept of this feed.</param>
    void Record(PolledFeed polled, FeedDeclaration declaration, FeedState state, FeedFetch fetch, int keep);

    /// <summary>The log of a feed, newest first.</summary>
    IReadOnlyList<FeedFetch> Fetches(string id, int limit);

    /// <summary>The linked pages of a feed that were fetched or tried, by address.</summary>
    IReadOnlyDictionary<string, LinkedPageState> Pages(string id);

    /// <summary>Keeps how it stands with a linked page.</summary>
    void RecordPage(string id, string url, LinkedPageState state);

    /// <summary>Forgets the linked pages that the feed names no longer.</summary>
    void KeepPages(string id, IReadOnlyCollection<string> urls);
}

/// <summary>What is declared of a feed.</summary>
/// <param name="Url">Where it is fetched; follows permanent redirects.</param>
/// <param name="Source">Publisher of items that name none.</param>
/// <param name="Via">Channel to record beside the feed itself.</param>
/// <param name="Interval">Time between fetches; null leaves it to the feed's own hints and the default.</param>
/// <param name="FullText">Whether the linked pages of items without full text are fetched.</param>
/// <param name="IsEnabled">False: it is not polled.</param>
public sealed record FeedDeclaration(
    string Url,
    string? Source = null,
    string? Via = null,
    TimeSpan? Interval = null,
    bool FullText = false,
    bool IsEnabled = true
);

/// <summary>A feed with how its polling stands.</summary>
/// <param name="Id">Derived from the address that was declared first; stays when the feed moves.</param>
/// <param name="DeclaredUrl">The address that was declared first.</param>
/// <param name="FileEntry">The entry of the settings file that declares it, as it was last followed; else null.</param>
/// <param name="Declared">When it was declared.</param>
/// <param name="Revision">Grows with every change of the declaration.</param>
public sealed record PolledFeed(
    string Id,
    string DeclaredUrl,
    FeedDeclaration Declaration,
    string? FileEntry,
    DateTimeOffset Declared,
    FeedState State,
    long Revision = 0
);

/// <summary>How the polling of a feed stands.</summary>
/// <param name="NextDue">When it is fetched again; null while it is disabled.</param>
/// <param name="LastFetch">When the last fetch began.</param>
/// <param name="LastStatus">HTTP status of the last fetch; null when there was no answer.</param>
/// <param name="LastItems">Items of the last document.</param>
/// <param name="Failures">Fetches that failed since the last one that succeeded.</param>
/// <param name="LastError">What is wrong, in words; null when nothing is.</param>
/// <param name="EntityTag">The server's tag of its copy that was read to the end.</param>
/// <param name="LastModified">The server's date of that copy, as the server wrote it.</param>
/// <param name="Hint">The interval that the feed itself asks for.</param>
/// <param name="Fetches">Fetches that were ever recorded.</param>
public sealed record FeedState(
    DateTimeOffset? NextDue,
    DateTimeOffset? LastFetch = null,
    int? LastStatus = null,
    int? LastItems = null,
    int Failures = 0,
    string? LastError = null,
    string? EntityTag = null,
    string? LastModified = null,
    TimeSpan? Hint = null,
    long Fetches = 0
);

/// <summary>One line of the log of a feed.</summary>
/// <param name="Bytes">Size of the document behind decompression.</param>
/// <param name="Items">Items that were received, which the ledger has too.</param>
/// <param name="Pages">Linked pages that were taken in.</param>
public sealed record FeedFetch(
    DateTimeOffset Started,
    TimeSpan Elapsed,
    int? Status,
    long Bytes = 0,
    int Items = 0,
    int Created = 0,
    int Updated = 0,
    int Refused = 0,
    int Pages = 0,
    string? Error = null
);

/// <summary>How it stands with a linked page.</summary>
/// <param name="Mark">Fingerprint of the item that linked to it: another one means that the page may have changed.</param>
/// <param name="Tries">Fetches that failed for a cause that may pass.</param>
/// <param name="IsSettled">True: it was taken in, or will not be tried again for this item.</param>
public sealed record LinkedPageState(long Mark, int Tries, bool IsSettled);

/// <summary>Another feed has the address.</summary>
public sealed class FeedAddressTakenException(string url, string id)
    : Exception($"The address {url} is that of the feed {id}: change that one, or delete it first.")
{
    /// <summary>Id of the feed that has it.</summary>
    public string Id => id;
}
