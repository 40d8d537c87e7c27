using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace NewsSearch.Web.Api;

/// <summary>
/// A body that ends with <see cref="BodyTooLargeException"/> behind so many bytes. Counts what the reader sees, so a
/// small compressed body cannot become a large one.
/// </summary>
internal sealed class LimitedStream(Stream inner, long max) : Stream
{
    private long _read;

    /// <summary>The body of a request behind decompression, which is limited here and not by the server.</summary>
    /// <exception cref="BodyTooLargeException">The body is declared as longer than <paramref name="max"/>.</exception>
    public static LimitedStream Of(HttpContext context, Stream decoded, long max)
    {
        // The server counts before decompression, and its refusal would not say how much is possible.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
            feature.MaxRequestBodySize = null;
        return context.Request.ContentLength > max
            ? throw new BodyTooLargeException(max)
            : new LimitedStream(decoded, max);
    }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return Count(await inner.ReadAsync(buffer, cancellationToken));
        }
        // Only a decoder throws these: gzip and deflate the first, brotli the second.
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            throw new BrokenEncodingException(e);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Count(int read)
    {
        _read += read;
        return _read <= max ? read : throw new BodyTooLargeException(max);
    }
}

/// <summary>A compressed body is damaged or ends too early.</summary>
public sealed class BrokenEncodingException(Exception cause)
    : Exception($"The body is not what its Content-Encoding says: {cause.Message}", cause);
