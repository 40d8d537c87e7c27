using System.Net;
using System.Net.Http.Headers;

namespace NewsSearch.Sources.Polling;

/// <summary>Makes one request at a time to each host: bounded in time and size, and never to private addresses.</summary>
public sealed class PoliteClient(
    WebConnections connections,
    HostTurns turns,
    PollingSettings settings,
    TimeProvider clock
) : IDisposable
{
    private const int LongestValidator = 1_024;
    private const string Accept =
        "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, "
        + "text/html;q=0.8, */*;q=0.5";

    private readonly SemaphoreSlim _free = new(settings.Connections, settings.Connections);

    /// <summary>Asks once and follows no redirect. A body is read only of an answer with status 200.</summary>
    /// <exception cref="FetchException">There is no usable answer, and why.</exception>
    public async Task<FetchAnswer> SendAsync(FetchRequest request, CancellationToken cancellation)
    {
        using var turn = await turns.TakeAsync(request.Address, cancellation).ConfigureAwait(false);
        await _free.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await ExchangeAsync(request, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose() => _free.Dispose();

    private async Task<FetchAnswer> ExchangeAsync(FetchRequest request, CancellationToken cancellation)
    {
        using var total = new CancellationTokenSource(settings.TotalTimeout, clock);
        using var answer = new CancellationTokenSource(settings.AnswerTimeout, clock);
        using var head = CancellationTokenSource.CreateLinkedTokenSource(cancellation, total.Token, answer.Token);
        using var whole = CancellationTokenSource.CreateLinkedTokenSource(cancellation, total.Token);
        try
        {
            using var message = Message(request);
            using var response = await connections.SendAsync(message, head.Token).ConfigureAwait(false);
            var body =
                response.StatusCode == HttpStatusCode.OK
                    ? await FetchBody.ReadAsync(response.Content, request, whole.Token).ConfigureAwait(false)
                    : default;
            return Answer(request.Address, response, body);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new FetchException(
                whole.IsCancellationRequested
                    ? $"{request.Address.Host} had not sent all of its answer after {settings.TotalTimeout.TotalSeconds} s."
                    : $"{request.Address.Host} did not answer within {settings.AnswerTimeout.TotalSeconds} s."
            );
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw FetchFailure.Of(e, request.Address);
        }
    }

    private HttpRequestMessage Message(FetchRequest request)
    {
        var message = new HttpRequestMessage(HttpMethod.Get, request.Address);
        message.Headers.TryAddWithoutValidation("User-Agent", settings.UserAgent);
        message.Headers.TryAddWithoutValidation("Accept", Accept);
        message.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip, br");
        if (request.EntityTag is not null)
            message.Headers.TryAddWithoutValidation("If-None-Match", request.EntityTag);
        if (request.LastModified is not null)
            message.Headers.TryAddWithoutValidation("If-Modified-Since", request.LastModified);
        return message;
    }

    private FetchAnswer Answer(Uri address, HttpResponseMessage response, ReadOnlyMemory<byte> body) =>
        new(
            address,
            response.StatusCode,
            body,
            // As they are: a tag that is written wrongly is understood by its own server.
            Raw(response.Headers, "ETag"),
            Raw(response.Content.Headers, "Last-Modified"),
            response.Content.Headers.ContentType?.MediaType,
            Location(address, response),
            RetryAfter(response.Headers.RetryAfter),
            response.Headers.CacheControl?.MaxAge
        );

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header) =>
        header?.Delta ?? (header?.Date is { } date && date > clock.GetUtcNow() ? date - clock.GetUtcNow() : null);

    private static Uri? Location(Uri address, HttpResponseMessage response) =>
        Raw(response.Headers, "Location") is { } text && Uri.TryCreate(address, text, out var target) ? target : null;

    private static string? Raw(HttpHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values)
        && values.ToString().Trim() is { Length: > 0 and <= LongestValidator * 4 } value
        && (name == "Location" || value.Length <= LongestValidator)
            ? value
            : null;
}
