using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NewsSearch.Archive;
using NewsSearch.Sources;
using NewsSearch.Web.Hosting;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Api;

/// <summary>The ledger for admins: what became of every item, its bytes, and another try with the current readers.</summary>
public static class LedgerEndpoints
{
    private const int MostLines = 1_000;

    private static readonly KnownParameter Outcome = new(
        "outcome",
        "Only lines with this outcome.",
        [.. Enum.GetNames<IngestOutcome>().Select(n => n.ToLowerInvariant())]
    );

    private static readonly KnownParameter Source = new("source", "Only items of the publisher with this id.");
    private static readonly KnownParameter Cursor = new(
        ParameterList.Cursor,
        "Where the page begins, as in the links.",
        IsNumber: true
    );
    private static readonly KnownParameter Limit = new("limit", "Lines, 1 to 1,000 (100).", IsNumber: true);
    private static readonly KnownParameter Field = new("field", "What is read again.", ["published"]);

    public static void MapLedger(this IEndpointRouteBuilder api)
    {
        api.MapGet("/ledger", GetLedger)
            .RequireAuthorization(AdminKeyAuthentication.Policy)
            .WithName("ledger")
            .WithSummary("What became of every item ever received, newest first")
            .Takes(Outcome, Source, Cursor, Limit)
            .Produces<LedgerResponse>()
            .ProducesProblems(400, 401);
        api.MapGet("/ledger/{id}", GetLine)
            .RequireAuthorization(AdminKeyAuthentication.Policy)
            .WithName("ledgerLine")
            .WithSummary("One line of the ledger")
            .Takes()
            .Produces<LedgerLineResponse>()
            .ProducesProblems(400, 401, 404);
        api.MapGet("/ledger/{id}/raw", GetRaw)
            .RequireAuthorization(AdminKeyAuthentication.Policy)
            .WithName("ledgerRaw")
            .WithSummary("The bytes of an item as they were received, in their own media type")
            .Takes()
            .WithMetadata(new GivesBytes())
            .Produces(StatusCodes.Status200OK)
            .ProducesProblems(400, 401, 404);
        api.MapPost("/ledger/{id}/retry", RetryAsync)
            .RequireAuthorization(AdminKeyAuthentication.Policy)
            .WithName("retry")
            .WithSummary("Read the stored bytes of an item again with the current reader, without the network")
            .Takes()
            .Produces<RetryResponse>()
            .ProducesProblems(400, 401, 404, 415, 507);
        api.MapPost("/reprocess", Reprocess)
            .RequireAuthorization(AdminKeyAuthentication.Policy)
            .WithName("reprocess")
            .WithSummary("Read a field of all articles again from their stored bytes, in the background")
            .Takes(Field)
            .Produces<RunResponse>(StatusCodes.Status202Accepted)
            .ProducesProblems(400, 401, 409);
    }

    private static JsonHttpResult<LedgerResponse> GetLedger(HttpContext context, IArchive archive)
    {
        var parameters = ParameterList.Of(context.Request.QueryString);
        IngestOutcome? outcome = parameters.Value(Outcome.Name) is { } name
            ? Enum.Parse<IngestOutcome>(name, ignoreCase: true)
            : null;
        var limit = (int)(KnownParameters.Number(parameters, Limit, 1, MostLines) ?? 100);
        var before = KnownParameters.Number(parameters, Cursor, 0, long.MaxValue);
        var lines = archive.Ledger(outcome, before, limit, parameters.Value(Source.Name));
        var path = context.Request.PathBase + context.Request.Path;
        var next = lines.Count == limit ? parameters.With(Cursor.Name, lines[^1].Id.ToString()).On(path) : null;
        var first = parameters.Without(Cursor.Name).On(path);
        LinkHeader.Write(context.Response, parameters.On(path), first, next, previous: null);
        var totals = archive.LedgerTotals();
        return TypedResults.Json(
            new LedgerResponse(
                totals.Values.Sum(),
                IngestResponse.Names(totals),
                [.. lines.Select(l => Response(context, l))],
                new LedgerLinksResponse(parameters.On(path), first, next)
            ),
            ApiJson.Readable.LedgerResponse
        );
    }

    private static JsonHttpResult<LedgerLineResponse> GetLine(HttpContext context, string id, IArchive archive) =>
        TypedResults.Json(Response(context, Line(archive, id)), ApiJson.Readable.LedgerLineResponse);

    private static FileContentHttpResult GetRaw(HttpContext context, string id, IArchive archive)
    {
        var line = Line(archive, id);
        var raw =
            archive.RawPayload(line.Id) ?? throw new NotFoundException($"The ledger line {line.Id} has no bytes.");
        // Bytes of strangers: to be saved, never to be run or shown as a page of this service.
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Bytes(raw, line.MediaType, $"ledger-{line.Id}");
    }

    private static async Task<JsonHttpResult<RetryResponse>> RetryAsync(
        HttpContext context,
        string id,
        IArchive archive,
        Ingestion ingestion
    )
    {
        var report = await ingestion.RetryAsync(LastTry(archive, Line(archive, id)), context.RequestAborted);
        return TypedResults.Json(
            new RetryResponse(Response(context, Line(archive, id)), IngestResponse.Of(report)),
            ApiJson.Readable.RetryResponse
        );
    }

    /// <summary>What was tried again already goes on from the last try.</summary>
    public static LedgerLine LastTry(IArchive archive, LedgerLine line)
    {
        while (line.RetriedBy is { } later)
            line = Line(archive, later.ToString());
        return line;
    }

    private static JsonHttpResult<RunResponse> Reprocess(
        HttpContext context,
        IArchive archive,
        ReprocessJob job,
        IReprocessTrigger trigger
    )
    {
        var parameters = ParameterList.Of(context.Request.QueryString);
        if (!parameters.Has(Field.Name))
            throw KnownParameters.Invalid(Field, "", "Name what is to be read again: field=published.");
        if (archive.Jobs(MostLines).FirstOrDefault(r => r.Kind == ReprocessJob.Kind && r.Ended is null) is { } running)
            throw new ConflictException($"The run {running.Id} is still at it.", $"/api/v1/runs/{running.Id}");
        var run = job.Begin();
        trigger.Reprocess(run);
        context.Response.Headers.Location = $"{context.Request.PathBase}/api/v1/runs/{run}";
        var begun = archive.Jobs(MostLines).First(r => r.Id == run);
        return TypedResults.Json(
            RunResponse.Of(begun),
            ApiJson.Readable.RunResponse,
            statusCode: StatusCodes.Status202Accepted
        );
    }

    /// <exception cref="NotFoundException">There is no such line.</exception>
    private static LedgerLine Line(IArchive archive, string id) =>
        long.TryParse(id, System.Globalization.NumberStyles.None, null, out var number)
        && archive.FindLedgerLine(number) is { } line
            ? line
            : throw new NotFoundException($"The ledger has no line '{id}'.");

    private static LedgerLineResponse Response(HttpContext context, LedgerLine line) =>
        LedgerLineResponse.Of(line, context.Request.PathBase + "/api/v1");
}

/// <summary>Marks an endpoint that answers with bytes of any type, for the API document.</summary>
public sealed record GivesBytes;

/// <summary>What came of reading stored bytes again.</summary>
/// <param name="Line">The line that was asked for, as it is now.</param>
/// <param name="Result">The outcome; the ledger has a further line for each item.</param>
public sealed record RetryResponse(LedgerLineResponse Line, IngestResponse Result);
