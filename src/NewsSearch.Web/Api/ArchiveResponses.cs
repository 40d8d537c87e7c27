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
/// <param name="ChangedFields">Index fields that this program writes and the live generation lacks or holds
/// differently; a rebuild brings them.</param>
/// <param name="State"><c>ok</c>; <c>needs-rebuild</c> while an older generation serves than should, or one whose fields
/// differ; <c>damaged</c> while articles are set aside because they cannot be read.</param>
/// <param name="Notes">What is wrong, a sentence each.</param>
/// <param name="Unreadable">How many articles cannot be read, and the first of them.</param>
public sealed record IndexResponse(
    string Generation,
    int SchemaVersion,
    long Documents,
    long Sequence,
    long ArchiveSequence,
    long Lag,
    long CommittedSequence,
    string? CommittedAt,
    IReadOnlyList<string> ChangedFields,
    string State,
    IReadOnlyList<string> Notes,
    UnreadableResponse Unreadable
);

/// <summary>Articles that were set aside because bytes of them are damaged.</summary>
/// <param name="Errors">How many, by class of error.</param>
/// <param name="Items">The first of them.</param>
public sealed record UnreadableResponse(
    long Count,
    IReadOnlyDictionary<string, long> Errors,
    IReadOnlyList<UnreadableArticleResponse> Items
)
{
    private const int MostListed = 100;

    public static UnreadableResponse Of(IUnreadableArticles unreadable)
    {
        var counts = unreadable.Counts(long.MaxValue);
        return new UnreadableResponse(
            counts.Values.Sum(),
            counts.ToDictionary(c => ArticleDamage.Class(c.Key), c => c.Value),
            counts.Count == 0 ? [] : [.. unreadable.List(MostListed).Select(UnreadableArticleResponse.Of)]
        );
    }
}

/// <summary>An article that cannot be read, or only without its text.</summary>
/// <param name="Error"><c>unreadable-text</c>: found by its other fields; <c>unreadable-article</c>: not found at all.</param>
/// <param name="Noticed">When it was first noticed.</param>
public sealed record UnreadableArticleResponse(
    long Sequence,
    string ArticleId,
    string Error,
    string Why,
    string Noticed
)
{
    public static UnreadableArticleResponse Of(UnreadableArticle article) =>
        new(
            article.Sequence,
            article.Id,
            ArticleDamage.Class(article.Damage.Part),
            article.Damage.Why,
            DateText.Machine(article.Noticed)
        );
}

/// <summary>What became of everything ever received; received = sum of outcomes.</summary>
public sealed record LedgerResponse(
    long Received,
    IReadOnlyDictionary<string, long> Outcomes,
    IReadOnlyList<LedgerLineResponse> Items,
    LedgerLinksResponse Links
);

public sealed record LedgerLinksResponse(string Self, string First, string? Next);

/// <summary>One line of the ledger.</summary>
/// <param name="Parser">Format and version of the reader.</param>
/// <param name="Length">Bytes of the item.</param>
/// <param name="RetryOf">The line whose bytes were read again for this one.</param>
/// <param name="RetriedBy">The line that took the place of this one in the totals.</param>
/// <param name="Resolved">A retry of these bytes gave an article.</param>
/// <param name="Raw">Address of the bytes.</param>
public sealed record LedgerLineResponse(
    long Id,
    string Received,
    string Outcome,
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
    bool Resolved,
    string Raw
)
{
    /// <param name="api">Path of the API.</param>
    public static LedgerLineResponse Of(LedgerLine line, string api) =>
        new(
            line.Id,
            DateText.Machine(line.Received),
            line.Outcome.ToString().ToLowerInvariant(),
            line.ArticleId,
            line.Reason,
            line.PayloadHash,
            line.Parser,
            line.Line,
            line.MediaType,
            line.Length,
            line.Source,
            line.RetryOf,
            line.RetriedBy,
            line.IsResolved,
            $"{api}/ledger/{line.Id}/raw"
        );
}

/// <summary>The job history, newest first.</summary>
public sealed record RunsResponse(IReadOnlyList<RunResponse> Items);

/// <param name="Summary">What came of it, in words and numbers.</param>
public sealed record RunResponse(
    long Id,
    string Kind,
    string Started,
    string? Ended,
    long Done,
    string? Error,
    string? Summary
)
{
    public static RunResponse Of(JobRun run) =>
        new(
            run.Id,
            run.Kind,
            DateText.Machine(run.Started),
            run.Ended is { } ended ? DateText.Machine(ended) : null,
            run.Done,
            run.Error,
            run.Summary
        );
}

/// <summary><c>ok</c>, or why not.</summary>
public sealed record HealthResponse(string Status);
