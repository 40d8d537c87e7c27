using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NewsSearch.Archive;
using NewsSearch.Coverage;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Api;

/// <summary>Whether sources bring as much as their season explains.</summary>
public static class SourceHealthEndpoints
{
    private const int MostEvents = 50;

    public static void MapSourceHealth(this IEndpointRouteBuilder api) =>
        api.MapGet("/sources/{id}/health", Get)
            .WithName("sourceHealth")
            .WithSummary("Daily volume of a source beside its seasonal band, and when it left it")
            .Takes()
            .Produces<SourceHealthResponse>()
            .ProducesProblems(400, 404);

    private static JsonHttpResult<SourceHealthResponse> Get(
        string id,
        IArchive archive,
        SourceWatch watch,
        CancellationToken cancellation
    )
    {
        if (archive.FindSource(id) is not { } source)
            throw new NotFoundException($"There is no source '{id}'.");
        var health = watch.Find(source.Summary.Id, cancellation);
        return TypedResults.Json(
            SourceHealthResponse.Of(health, archive.SourceEvents.List(source.Summary.Id, MostEvents)),
            ApiJson.Readable.SourceHealthResponse
        );
    }
}

/// <summary>How a source does.</summary>
/// <param name="State"><c>ok</c>, <c>low</c>, <c>high</c>, <c>silent</c>, or <c>unknown</c> with less than four weeks of history.</param>
/// <param name="Day">The last whole day (UTC), which is judged.</param>
/// <param name="LastArticle">The last day with an article.</param>
/// <param name="Days">Days up to it, oldest first.</param>
/// <param name="Events">When it left its band and when it came back (<c>ok</c>), newest first.</param>
public sealed record SourceHealthResponse(
    string Source,
    string State,
    string Day,
    string? LastArticle,
    IReadOnlyList<DayVolumeResponse> Days,
    IReadOnlyList<SourceEventResponse> Events
)
{
    public static SourceHealthResponse Of(SourceHealth health, IReadOnlyList<SourceEvent> events) =>
        new(
            health.Source,
            Name(health.Condition),
            Date(health.Day),
            health.LastArticle is { } last ? Date(last) : null,
            [.. health.Days.Select(d => new DayVolumeResponse(Date(d.Day), d.Count, VolumeBandResponse.Of(d.Band)))],
            [
                .. events.Select(e => new SourceEventResponse(
                    e.Id,
                    Name(e.Condition),
                    Date(e.Day),
                    e.Count,
                    VolumeBandResponse.Of(e.Band),
                    DateText.Machine(e.Raised)
                )),
            ]
        );

    private static string Name(SourceCondition condition) => condition.ToString().ToLowerInvariant();

    private static string Date(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>A day of a source.</summary>
/// <param name="Band">What its season explains; absent where too little is known.</param>
public sealed record DayVolumeResponse(string Day, long Count, VolumeBandResponse? Band);

/// <summary>Told from the same day of up to eight earlier weeks: median and three standard deviations to each side.</summary>
public sealed record VolumeBandResponse(long Low, double Typical, long High)
{
    public static VolumeBandResponse? Of(VolumeBand? band) =>
        band is null ? null : new VolumeBandResponse(band.Low, band.Typical, band.High);
}

/// <summary>A source left its band or came back.</summary>
public sealed record SourceEventResponse(
    long Id,
    string State,
    string Day,
    long Count,
    VolumeBandResponse? Band,
    string Raised
);
