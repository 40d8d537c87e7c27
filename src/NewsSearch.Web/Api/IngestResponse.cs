using NewsSearch.Archive;
using NewsSearch.Sources;

namespace NewsSearch.Web.Api;

/// <summary>What became of a body; received = sum of outcomes.</summary>
/// <param name="Items">The first 1,000 items; the ledger has all.</param>
/// <param name="Sequence">Archive sequence behind the last item.</param>
public sealed record IngestResponse(
    long Received,
    IReadOnlyDictionary<string, long> Outcomes,
    IReadOnlyList<IngestedItemResponse> Items,
    long Sequence
)
{
    public static IngestResponse Of(IngestReport report) =>
        new(
            report.Received,
            Names(report.Outcomes),
            [
                .. report.Items.Select(i => new IngestedItemResponse(
                    i.Line,
                    i.Id,
                    i.Outcome.ToString().ToLowerInvariant(),
                    i.Reason
                )),
            ],
            report.Sequence
        );

    /// <summary>All outcomes by name, those that did not occur as 0.</summary>
    public static IReadOnlyDictionary<string, long> Names(IReadOnlyDictionary<IngestOutcome, long> outcomes) =>
        Enum.GetValues<IngestOutcome>()
            .ToDictionary(o => o.ToString().ToLowerInvariant(), o => outcomes.GetValueOrDefault(o));
}

/// <summary>One item of the body.</summary>
public sealed record IngestedItemResponse(long? Line, string? Id, string Outcome, string? Reason);
