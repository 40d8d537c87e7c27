using NewsSearch.Articles;

namespace NewsSearch.Archive;

/// <summary>
/// The ledger: a line for every item ever received, with the bytes it came in. Lines are never deleted; what is read
/// again gets a further line, which takes the place of the first in the totals.
/// </summary>
public interface ILedger
{
    /// <summary>Totals by outcome; their sum is the number of items ever received.</summary>
    IReadOnlyDictionary<IngestOutcome, long> LedgerTotals();

    /// <summary>Ledger lines, newest first.</summary>
    /// <param name="outcome">Only this outcome, or null for all.</param>
    /// <param name="before">Only lines with a smaller id, for paging; null starts at the newest.</param>
    /// <param name="source">Only items of this source, or null for all.</param>
    IReadOnlyList<LedgerLine> Ledger(IngestOutcome? outcome, long? before, int limit, string? source = null);

    /// <summary>The line of this id, or null.</summary>
    LedgerLine? FindLedgerLine(long id);

    /// <summary>The raw bytes that a ledger line speaks of, or null.</summary>
    byte[]? RawPayload(long ledgerId);

    /// <summary>How the bytes of a line are read again; null when that is not known.</summary>
    ReadingContext? Reading(long ledgerId);

    /// <summary>The lines that made this change and the changes before it, newest first.</summary>
    IEnumerable<long> LedgerOf(long sequence);
}

/// <summary>One line of the ledger.</summary>
/// <param name="Length">Bytes of the item.</param>
/// <param name="Source">Id of the publisher, where an article was read.</param>
/// <param name="RetryOf">The line whose bytes were read again for this one.</param>
/// <param name="RetriedBy">The line that took the place of this one.</param>
/// <param name="IsResolved">A retry of these bytes gave an article.</param>
public sealed record LedgerLine(
    long Id,
    DateTimeOffset Received,
    IngestOutcome Outcome,
    string? ArticleId,
    string? Reason,
    string PayloadHash,
    string Parser,
    long? Line,
    string MediaType,
    long Length,
    string? Source,
    long? RetryOf,
    long? RetriedBy,
    bool IsResolved
);

/// <summary>What a reader was told beside the bytes of an item, so that they can be read again.</summary>
/// <param name="Format">Name of the format that was read.</param>
/// <param name="Source">Publisher to assume where the item names none.</param>
/// <param name="Via">Channel to record.</param>
/// <param name="Url">Address of the document.</param>
/// <param name="Retrieved">When it was fetched, where that is not when it was received.</param>
/// <param name="Head">Bytes that have to stand in front of the item.</param>
/// <param name="Tail">Bytes that have to stand behind it.</param>
public sealed record ReadingContext(
    string Format,
    string? Source,
    string? Via,
    string? Url,
    DateTimeOffset? Retrieved,
    ReadOnlyMemory<byte> Head = default,
    ReadOnlyMemory<byte> Tail = default
);
