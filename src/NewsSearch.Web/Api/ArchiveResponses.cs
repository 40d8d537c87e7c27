using NewsSearch.Archive;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Api;

/// <summary>The publishers, by name.</summary>
public sealed record SourcesResponse(IReadOnlyList<SourceSummaryResponse> Items);

public sealed record SourceSummaryResponse(
    string Id,
    string Name,
    long Articles,
    string? FirstPublished,
    string? LastPublished
);

/// <summary>State of the index against the archive.</summary>
/// <param name="Sequence">Archive sequence that searches see.</param>
/// <param name="Lag">Changes that the archive has and searches do not see yet.</param>
/// <param name="CommittedSequence">Archive sequence that a restart finds in the index.</param>
/// <param name="State"><c>ok</c>, or <c>needs-rebuild</c> while an older generation serves than should.</param>
/// <param name="Notes">What was found wrong since the start, a sentence each.</param>
public sealed record IndexResponse(
    string Generation,
    int SchemaVersion,
    long Documents,
    long Sequence,
    long ArchiveSequence,
    long Lag,
    long CommittedSequence,
    string? CommittedAt,
    string State,
    IReadOnlyList<string> Notes
);

/// <summary>What became of everything ever received; received = sum of outcomes.</summary>
public sealed record LedgerResponse(
    long Received,
    IReadOnlyDictionary<string, long> Outcomes,
    IReadOnlyList<LedgerLineResponse> Items,
    LedgerLinksResponse Links
);

public sealed record LedgerLinksResponse(string Self, string First, string? Next);

/// <summary>One line of the ledger.</summary>
public sealed record LedgerLineResponse(
    long Id,
    string Received,
    string Outcome,
    string? ArticleId,
    string? Reason,
    string PayloadHash,
    string Parser,
    long? Line
)
{
    public static LedgerLineResponse Of(LedgerLine line) =>
        new(
            line.Id,
            DateText.Machine(line.Received),
            line.Outcome.ToString().ToLowerInvariant(),
            line.ArticleId,
            line.Reason,
            line.PayloadHash,
            line.Parser,
            line.Line
        );
}

/// <summary>The job history, newest first.</summary>
public sealed record RunsResponse(IReadOnlyList<RunResponse> Items);

public sealed record RunResponse(long Id, string Kind, string Started, string? Ended, long Done, string? Error);

/// <summary><c>ok</c>, or why not.</summary>
public sealed record HealthResponse(string Status);
