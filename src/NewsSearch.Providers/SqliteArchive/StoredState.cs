using NewsSearch.Archive;
using NewsSearch.Articles;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>What is stored of an article when the writer looks at it: its current change without the body.</summary>
/// <param name="Text">The change that holds its body.</param>
/// <param name="Ever">What any version changed.</param>
/// <param name="Ledger">The line that its version came by.</param>
/// <param name="IsHeld">Nothing is public: this is what is held, with its body.</param>
internal sealed record StoredState(
    long Sequence,
    long Text,
    ArticleChanges Ever,
    IReadOnlyList<Delivery> Seen,
    Article Article,
    long? Ledger,
    bool IsHeld = false
);

/// <summary>What became of an item.</summary>
/// <param name="Article">The article that it belongs to; null where there is none.</param>
/// <param name="Reason">Why it is not what it would be otherwise.</param>
/// <param name="IsPublic">Readers see it; only then it says anything of its source.</param>
internal sealed record ItemOutcome(
    IngestOutcome Outcome,
    Article? Article,
    string? Reason = null,
    bool IsPublic = true
);
