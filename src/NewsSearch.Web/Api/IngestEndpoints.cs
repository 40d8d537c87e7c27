using System.IO.Compression;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using NewsSearch.Extraction;
using NewsSearch.Indexing;
using NewsSearch.Search;
using NewsSearch.Sources;
using NewsSearch.Web.Hosting;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Api;

/// <summary>Marks an endpoint that reads documents of any format from its body, for the API document.</summary>
public sealed record TakesDocuments;

/// <summary><c>POST /ingest</c>: the body is one document or a file of many, read as it arrives.</summary>
public static class IngestEndpoints
{
    private const string FormatName = "format";

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);

    private static readonly KnownParameter Wait = new(
        "wait",
        "searchable: answer once these articles can be found.",
        ["searchable"]
    );

    public static void MapIngest(this IEndpointRouteBuilder api) =>
        api.MapPost("/ingest", PostAsync)
            .RequireAuthorization(AdminKeyAuthentication.Policy)
            .WithName("ingest")
            .WithSummary("Take in a document or a file of many")
            .WithDescription(
                "The format is told from the content. The body may be compressed (Content-Encoding gzip, br, deflate). "
                    + "What was saved before a failure stays saved; sending the same bytes again is harmless. "
                    + "A request that is repeated with the same Idempotency-Key header within 24 hours gets its first answer."
            )
            .WithMetadata(new TakesDocuments())
            .Takes(
                new KnownParameter(FormatName, "Forces a format instead of telling it from the content."),
                new KnownParameter("source", "Publisher of items that name none."),
                new KnownParameter("via", "Channel to record."),
                new KnownParameter("url", "Address of the document."),
                Wait
            )
            .Produces<IngestResponse>()
            .ProducesProblems(400, 401, 409, 413, 415, 422, 507);

    private static async Task<IResult> PostAsync(
        HttpContext context,
        Ingestion ingestion,
        ArticleReaders readers,
        IArticleIndex index,
        IIndexingTrigger indexing,
        IdempotencyKeys keys,
        IOptions<NewsSearchOptions> options
    )
    {
        var parameters = ParameterList.Of(context.Request.QueryString);
        var cancellation = context.RequestAborted;
        var mustWait = parameters.Has(Wait.Name);
        if (mustWait && options.Value.Role == ServiceRole.Web)
            throw KnownParameters.Invalid(Wait, "searchable", "This process does no indexing (role Web).");
        await using var body = Body(context, options.Value.MaxBodyBytes);
        var answer = IdempotencyKeys.Of(context.Request) is { } key
            ? await OnceAsync(context, key, keys, body, parameters.Without(Wait.Name), IngestAsync)
            : await IngestAsync(body);
        if (mustWait)
            await WaitAsync(answer.Sequence, index, indexing, cancellation);
        return TypedResults.Json(answer, ApiJson.Readable.IngestResponse);

        async Task<IngestResponse> IngestAsync(Stream content) =>
            IngestResponse.Of(await ReadAsync(context, content, parameters, ingestion, readers));
    }

    private static async Task<IngestResponse> OnceAsync(
        HttpContext context,
        string key,
        IdempotencyKeys keys,
        Stream body,
        ParameterList asked,
        Func<Stream, Task<IngestResponse>> ingest
    )
    {
        using var reserved = keys.Reserve(key);
        await using var hashed = new HashingStream(body);
        var isKnown = keys.IsKnown(key);
        var answer = isKnown ? null : await ingest(hashed);
        var request = IdempotencyKeys.Hash(asked.On(""), await hashed.FinishAsync(context.RequestAborted));
        if (answer is null)
        {
            // It may have become too old while the body came in.
            var kept = keys.Find(key, request) ?? throw new IdempotencyReuseException(key);
            context.Response.Headers["Idempotency-Replayed"] = "true";
            return JsonSerializer.Deserialize(kept, ApiJson.Readable.IngestResponse)!;
        }
        keys.Keep(key, request, JsonSerializer.SerializeToUtf8Bytes(answer, ApiJson.Readable.IngestResponse));
        return answer;
    }

    private static async Task<IngestReport> ReadAsync(
        HttpContext context,
        Stream body,
        ParameterList parameters,
        Ingestion ingestion,
        ArticleReaders readers
    )
    {
        var cancellation = context.RequestAborted;
        await using var input = await PeekedStream.OpenAsync(body, ArticleReaders.HeadSize, cancellation);
        var format = Format(parameters, readers);
        // A format that is forced is the sender's last word, above the type that its client may have made up.
        if (format is null && ContentTypes.Contradicts(context.Request.ContentType, readers.Recognize(input.Head.Span)))
            throw new UnsupportedMediaException(
                $"The body is declared as '{context.Request.ContentType}', which its content contradicts.",
                ContentTypes.Accepted(readers)
            );
        var sender = new IngestOptions(
            format,
            parameters.Value("source"),
            parameters.Value("via"),
            parameters.Value("url")
        );
        return await ingestion.IngestAsync(input, sender, cancellation);
    }

    private static string? Format(ParameterList parameters, ArticleReaders readers)
    {
        if (parameters.Value(FormatName) is not { Length: > 0 } format)
            return null;
        if (readers.Find(format) is not null)
            return format;
        var formats = readers.All.Select(r => r.Format).ToList();
        throw new ParameterException(
            $"There is no format '{format}'.",
            FormatName,
            format,
            formats,
            ClosestName.Find(format, formats),
            isUnknown: false
        );
    }

    private static LimitedStream Body(HttpContext context, long max)
    {
        var request = context.Request;
        var encoding = request.Headers.ContentEncoding.ToString();
        Stream decoded = encoding.ToLowerInvariant() switch
        {
            "" or "identity" => request.Body,
            "gzip" or "x-gzip" => new GZipStream(request.Body, CompressionMode.Decompress),
            "br" => new BrotliStream(request.Body, CompressionMode.Decompress),
            "deflate" => new ZLibStream(request.Body, CompressionMode.Decompress),
            _ => throw new UnsupportedMediaException(
                $"The content encoding '{encoding}' is not supported.",
                ["identity", "gzip", "br", "deflate"]
            ),
        };
        return LimitedStream.Of(context, decoded, max);
    }

    private static async Task WaitAsync(
        long sequence,
        IArticleIndex index,
        IIndexingTrigger indexing,
        CancellationToken cancellation
    )
    {
        // Asked again each time: a run that failed or stepped aside must not leave the sender waiting for a minute.
        while (index.Status.Sequence < sequence)
        {
            indexing.Request();
            await Task.Delay(LookAgain, cancellation);
        }
    }
}
