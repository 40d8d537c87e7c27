using Microsoft.AspNetCore.Http;
using NewsSearch.Archive;
using NewsSearch.Indexing;
using NewsSearch.Search;
using NewsSearch.Snapshots;
using NewsSearch.Sources;
using NewsSearch.Sources.Polling;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Api;

/// <summary>Every problem that this service answers with.</summary>
public static class Problems
{
    public const string MediaType = "application/problem+json";

    /// <summary>Types by status, as the API document lists them.</summary>
    public static readonly IReadOnlyList<(int Status, string Type, string Title)> Known =
    [
        (400, "/problems/query-syntax", "The query cannot be read"),
        (400, "/problems/invalid-parameter", "A parameter has a value that cannot be used"),
        (400, "/problems/unknown-parameter", "There is no such parameter"),
        (400, "/problems/cursor-mismatch", "The cursor belongs to another search"),
        (400, "/problems/bad-request", "The request cannot be read"),
        (401, "/problems/unauthorized", "This call needs the admin key"),
        (403, "/problems/forbidden", "This call is not allowed"),
        (404, "/problems/not-found", "There is nothing at this address"),
        (405, "/problems/method-not-allowed", "This address does not take this method"),
        (406, "/problems/not-acceptable", "There is no such representation"),
        (409, "/problems/conflict", "This contradicts what is there already"),
        (410, "/problems/cursor-expired", "The snapshot of this cursor is no longer held"),
        (410, "/problems/gone", "It was withdrawn"),
        (413, "/problems/too-large", "The body is too large"),
        (415, "/problems/unsupported-media", "The format is not supported"),
        (422, "/problems/idempotency-reuse", "The key was used for another request"),
        (422, "/problems/too-many-buckets", "The histogram would have too many buckets"),
        (422, "/problems/too-many-clauses", "The query has too many terms"),
        (429, "/problems/rate-limited", "Too many requests came from here"),
        (500, "/problems/internal", "The service failed"),
        (500, "/problems/archive-damaged", "A part of the archive cannot be read"),
        (507, "/problems/insufficient-storage", "There is no room to store this"),
        (503, "/problems/not-ready", "The service is not ready yet"),
    ];

    /// <summary>The problem that an exception means to the client; null for a fault of the service.</summary>
    /// <param name="restart">Address of the first page of the search asked for.</param>
    public static Problem? Of(Exception exception, string restart) =>
        exception switch
        {
            ParameterException e => Of(e.IsUnknown ? "unknown-parameter" : "invalid-parameter", e.Message) with
            {
                Parameter = e.Parameter,
                Value = e.Value,
                Allowed = e.Allowed,
                DidYouMean = e.DidYouMean,
            },
            QuerySyntaxException e => Of("query-syntax", e.Message) with
            {
                Position = e.Position,
                Length = e.Length,
                Expected = e.Expected,
                Suggestion = e.Suggestion,
                Value = e.Query,
            },
            CursorMismatchException e => Of("cursor-mismatch", e.Message) with { Restart = restart },
            CursorExpiredException e => Of("cursor-expired", e.Message) with { Restart = restart },
            TooManyBucketsException e => Of("too-many-buckets", e.Message) with
            {
                Requested = e.Requested,
                Max = e.Max,
            },
            TooManyClausesException e => Of("too-many-clauses", e.Message) with
            {
                Requested = e.Requested,
                Max = e.Max,
            },
            UnknownFormatException e => Of("unsupported-media", e.Message) with { Accepted = e.Accepted },
            UnsupportedMediaException e => Of("unsupported-media", e.Message) with { Accepted = e.Accepted },
            FeedDeclarationException e => Of(
                e.Allowed.Count > 0 ? "unknown-parameter" : "invalid-parameter",
                e.Message
            ) with
            {
                Parameter = e.Member,
                Value = e.Value,
                Allowed = e.Allowed,
                DidYouMean = e.DidYouMean,
            },
            FeedAddressTakenException e => Of("conflict", e.Message) with { Current = e.Id },
            FeedDisabledException e => Of("conflict", e.Message),
            NotFoundException e => Of("not-found", e.Message),
            GoneException e => Of("gone", e.Message) with { RemovedAt = e.RemovedAt, Tombstone = e.Tombstone },
            ConflictException e => Of("conflict", e.Message) with { Current = e.Current },
            SourceConflictException e => Of("conflict", e.Message),
            IdempotencyReuseException e => Of("idempotency-reuse", e.Message),
            NotAcceptableException e => Of("not-acceptable", e.Message) with { Alternatives = e.Alternatives },
            ForbiddenException e => Of("forbidden", e.Message),
            RateLimitedException e => Of("rate-limited", e.Message) with { RetryAfter = e.RetryAfter, Limit = e.Limit },
            ArchiveStorageException e => Of("insufficient-storage", e.Message),
            NotEnoughRoomException e => Of("insufficient-storage", e.Message) with { Needed = e.Needed, Free = e.Free },
            SnapshotsBusyException e => Of("conflict", e.Message),
            SnapshotDamagedException e => Of("archive-damaged", e.Message),
            GenerationSpaceException e => Of("insufficient-storage", e.Message) with
            {
                Needed = e.Needed,
                Free = e.Free,
            },
            RebuildConflictException e => Of("conflict", e.Message) with
            {
                Current = RebuildEndpoints.Link(e.Current.Id),
            },
            GenerationUnusableException e => Of(e.IsMissing ? "not-found" : "conflict", e.Message),
            NotReadyException e => Of("not-ready", e.Message),
            BrokenEncodingException e => Of("bad-request", e.Message),
            BodyTooLargeException e => Of("too-large", e.Message) with { Max = e.Max },
            BadHttpRequestException e => Of(e.StatusCode, e.Message),
            // A form whose fields cannot be decoded; elsewhere it is a fault of the service.
            InvalidDataException { Source: "Microsoft.AspNetCore.WebUtilities" } e => Of("bad-request", e.Message),
            _ => null,
        };

    /// <summary>The problem of this name, such as <c>not-found</c>.</summary>
    public static Problem Of(string name, string? detail = null)
    {
        var (status, type, title) = Known.First(k => k.Type == "/problems/" + name);
        return new Problem
        {
            Type = type,
            Title = title,
            Status = status,
            Detail = detail,
        };
    }

    /// <summary>The general problem of a status that the framework decided.</summary>
    public static Problem Of(int status, string? detail = null)
    {
        var known =
            status == 400 ? Known.First(k => k.Type.EndsWith("bad-request", StringComparison.Ordinal)) : default;
        if (known == default)
            known = Known.FirstOrDefault(k => k.Status == status);
        return new Problem
        {
            Type = known.Type ?? "about:blank",
            Title = known.Title ?? Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status),
            Status = status,
            Detail = detail,
        };
    }

    /// <summary>Where a search begins again.</summary>
    public static string Restart(HttpRequest request) =>
        ParameterList.Of(request.QueryString).Without(ParameterList.Cursor).On(request.PathBase + request.Path);

    public static Task WriteAsync(HttpContext context, Problem problem)
    {
        context.Response.StatusCode = problem.Status;
        return context.Response.WriteAsJsonAsync(
            problem with
            {
                Instance = context.Request.PathBase + context.Request.Path,
            },
            ApiJson.Readable.Problem,
            MediaType,
            context.RequestAborted
        );
    }
}

/// <summary>The body of a request is larger than this service takes.</summary>
public sealed class BodyTooLargeException(long max) : Exception($"The body is larger than {max} bytes.")
{
    public long Max => max;
}

/// <summary>What was asked for cannot be done now.</summary>
/// <param name="current">Address of what stands against it.</param>
public sealed class ConflictException(string message, string? current = null) : Exception(message)
{
    public string? Current => current;
}

/// <summary>The client is known and may not do this.</summary>
public sealed class ForbiddenException(string message) : Exception(message);

/// <summary>The client asked too often.</summary>
/// <param name="retryAfter">Seconds until it may ask again.</param>
/// <param name="limit">Requests that are taken in that time.</param>
public sealed class RateLimitedException(string message, int retryAfter, int limit) : Exception(message)
{
    public int RetryAfter => retryAfter;
    public int Limit => limit;
}
