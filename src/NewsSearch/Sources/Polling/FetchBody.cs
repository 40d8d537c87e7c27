using System.IO.Compression;

namespace NewsSearch.Sources.Polling;

/// <summary>Reads the body of an answer: decompressed, and counted behind that, so that a small bomb stays small.</summary>
internal static class FetchBody
{
    private const int MostEncodings = 2;

    /// <exception cref="FetchException">Too large, damaged, cut off, or compressed in a way that is not known.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(
        HttpContent content,
        FetchRequest request,
        CancellationToken cancellation
    )
    {
        var encodings = content.Headers.ContentEncoding.Where(e => e.Length > 0).ToList();
        if (encodings.Count == 0 && content.Headers.ContentLength > request.MaxBytes && !request.MayBeCut)
            throw TooLarge(request);
        await using var raw = await content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
        await using var plain = Decoded(raw, encodings);
        var body = await ReadAsync(plain, request, string.Join(", ", encodings), cancellation).ConfigureAwait(false);
        if (!body.Span.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
            return body;
        // A compressed file, as sitemaps often are.
        await using var file = new GZipStream(
            new MemoryStream(body.ToArray(), writable: false),
            CompressionMode.Decompress
        );
        return await ReadAsync(file, request, "gzip", cancellation).ConfigureAwait(false);
    }

    private static Stream Decoded(Stream raw, List<string> encodings)
    {
        if (encodings.Count > MostEncodings)
            throw new FetchException($"The body is compressed {encodings.Count} times, which nobody does in earnest.");
        for (var n = encodings.Count - 1; n >= 0; n--)
            raw = encodings[n].ToLowerInvariant() switch
            {
                "identity" => raw,
                "gzip" or "x-gzip" => new GZipStream(raw, CompressionMode.Decompress),
                "br" => new BrotliStream(raw, CompressionMode.Decompress),
                "deflate" => new ZLibStream(raw, CompressionMode.Decompress),
                var other => throw new FetchException(
                    $"The body is compressed as '{other}', which was not asked for and is not known."
                ),
            };
        return raw;
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(
        Stream stream,
        FetchRequest request,
        string encoding,
        CancellationToken cancellation
    )
    {
        var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        try
        {
            while (await stream.ReadAsync(buffer, cancellation).ConfigureAwait(false) is var read and > 0)
            {
                var room = request.MaxBytes - (int)bytes.Length;
                bytes.Write(buffer, 0, Math.Min(read, room));
                if (read <= room)
                    continue;
                if (!request.MayBeCut)
                    throw TooLarge(request);
                break;
            }
        }
        // Only a decoder throws these: gzip and deflate the first, brotli the second.
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            throw new FetchException(
                $"The body is not what its compression ({encoding}) says, or it breaks off: {e.Message}",
                cause: e
            );
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw new FetchException($"The body broke off after {bytes.Length} bytes: {e.Message}", cause: e);
        }
        return bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
    }

    private static FetchException TooLarge(FetchRequest request) =>
        new($"The document at {request.Address} is larger than {request.MaxBytes} bytes: not read.", isLasting: true);
}
