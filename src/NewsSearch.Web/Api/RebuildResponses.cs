using NewsSearch.Archive;
using NewsSearch.Indexing;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Api;

/// <summary>The rebuilds of the index, newest first.</summary>
public sealed record RebuildsResponse(IReadOnlyList<RebuildResponse> Items);

/// <summary>One rebuild.</summary>
/// <param name="State">queued, running, paused, verifying, completed, cancelled, failed or verification-failed.</param>
/// <param name="Sources">The sources whose articles are read again, the others being taken over; absent for all.</param>
/// <param name="Checkpoint">Archive sequence from which it goes on after a crash.</param>
/// <param name="WorkedSeconds">Time spent building, without pauses.</param>
/// <param name="Errors">Class of error to how often it happened.</param>
/// <param name="Findings">What the verification found wrong, or why it failed; a line each.</param>
public sealed record RebuildResponse(
    string Id,
    string State,
    string StartedBy,
    string? Reason,
    IReadOnlyList<string>? Sources,
    string PreviousGeneration,
    string? Generation,
    int SchemaVersion,
    string Created,
    string? Ended,
    long DocumentsDone,
    long DocumentsTotal,
    RateResponse DocsPerSecond,
    EtaResponse? Eta,
    long Checkpoint,
    long Bytes,
    double WorkedSeconds,
    bool Forced,
    IReadOnlyDictionary<string, long> Errors,
    IReadOnlyList<string> Findings,
    RebuildLinksResponse Links
)
{
    public static RebuildResponse Of(RebuildStatus status)
    {
        var run = status.Run;
        return new RebuildResponse(
            RebuildEndpoints.Id(run.Id),
            StateName(run.State),
            run.StartedBy,
            run.Reason,
            run.Sources,
            run.Previous,
            run.Generation,
            run.Schema,
            DateText.Machine(run.Created),
            run.Ended is { } ended ? DateText.Machine(ended) : null,
            run.Done,
            run.Total,
            new RateResponse(Math.Round(status.RateNow, 1), Math.Round(status.RateAverage, 1)),
            status.Eta is { } eta
                ? new EtaResponse(eta.Expected.TotalSeconds, eta.Least.TotalSeconds, eta.Most.TotalSeconds)
                : null,
            run.Checkpoint,
            run.Bytes,
            Math.Round(run.Worked.TotalSeconds, 3),
            run.IsForced,
            run.Errors,
            run.Findings,
            new RebuildLinksResponse(RebuildEndpoints.Link(run.Id))
        );
    }

    /// <summary>The state as the contract spells it.</summary>
    public static string StateName(RebuildState state) =>
        state == RebuildState.VerificationFailed ? "verification-failed" : state.ToString().ToLowerInvariant();
}

/// <summary>Articles a second: during the last seconds, and on average.</summary>
public sealed record RateResponse(double Now, double Average);

/// <summary>Seconds that are still needed, and the bounds between which they may lie.</summary>
public sealed record EtaResponse(double Seconds, double Least, double Most);

public sealed record RebuildLinksResponse(string Self);

/// <summary>The generations of the index, newest first.</summary>
public sealed record GenerationsResponse(IReadOnlyList<GenerationResponse> Items);

/// <summary>One generation.</summary>
/// <param name="State">live, kept, building, unreadable or damaged.</param>
/// <param name="Sequence">Archive sequence of its last commit.</param>
/// <param name="Note">Why it cannot be used.</param>
public sealed record GenerationResponse(
    string Generation,
    string State,
    int? SchemaVersion,
    long? Documents,
    long? Sequence,
    string? CommittedAt,
    long Bytes,
    string? Note
)
{
    public static GenerationResponse Of(GenerationInfo info) =>
        new(
            info.Name,
            info.State.ToString().ToLowerInvariant(),
            info.SchemaVersion,
            info.Documents,
            info.Sequence,
            info.CommittedAt is { } at ? DateText.Machine(at) : null,
            info.Bytes,
            info.Note
        );
}

/// <summary>The optional body of a call that changes something: why.</summary>
public sealed record ReasonRequest(string? Reason);
