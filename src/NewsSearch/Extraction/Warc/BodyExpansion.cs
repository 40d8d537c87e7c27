using System.Buffers;
using System.IO.Compression;
using NewsSearch.Extraction.Containers;

namespace NewsSearch.Extraction.Warc;

/// <summary>A decompressed body; null bytes when it is damaged, cut off or too large.</summary>
/// <remarks>The ready-made streams end without a word where the data are cut off, so each kind is checked here.</remarks>
internal sealed record BodyExpansion(byte[]? Bytes, bool IsTooLarge = false)
{
    private const int BufferSize = 16 * 1024;
    private static readonly BodyExpansion Damaged = new(Bytes: null);
    private static readonly BodyExpansion TooLarge = new(null, IsTooLarge: true);

    public static async ValueTask<BodyExpansion> GzipAsync(
        ReadOnlyMemory<byte> body,
        int max,
        CancellationToken cancellation
    )
    {
        await using var gzip = new GzipStream(new MemoryStream(body.ToArray(), writable: false));
        try
        {
            return await ReadAllAsync(gzip, max, cancellation);
        }
        catch (ContainerDamagedException)
        {
            return Damaged;
        }
    }

    /// <summary>With the zlib header that is prescribed, or without, as some servers send it.</summary>
    public static async ValueTask<BodyExpansion> DeflateAsync(
        ReadOnlyMemory<byte> body,
        int max,
        CancellationToken cancellation
    )
    {
        var compressed = new WatchedEnd(body);
        await using Stream stream = IsZlib(body.Span)
            ? new ZLibStream(compressed, CompressionMode.Decompress)
            : new DeflateStream(compressed, CompressionMode.Decompress);
        try
        {
            var expanded = await ReadAllAsync(stream, max, cancellation);
            return compressed.WasPassed ? Damaged : expanded;
        }
        catch (InvalidDataException)
        {
            return Damaged;
        }
    }

    public static BodyExpansion Brotli(ReadOnlySpan<byte> body, int max)
    {
        using var decoder = new BrotliDecoder();
        var expanded = new ArrayBufferWriter<byte>(BufferSize);
        while (true)
        {
            var status = decoder.Decompress(body, expanded.GetSpan(BufferSize), out var consumed, out var written);
            expanded.Advance(written);
            body = body[consumed..];
            if (expanded.WrittenCount > max)
                return TooLarge;
            if (status == OperationStatus.Done)
                return new BodyExpansion(expanded.WrittenSpan.ToArray());
            if (status != OperationStatus.DestinationTooSmall)
                return Damaged;
        }
    }

    private static async ValueTask<BodyExpansion> ReadAllAsync(Stream stream, int max, CancellationToken cancellation)
    {
        var (bytes, isTooLarge) = await ItemBytes.ReadAllAsync(stream, max, cancellation);
        return isTooLarge ? TooLarge : new BodyExpansion(bytes.ToArray());
    }

    private static bool IsZlib(ReadOnlySpan<byte> body) =>
        body.Length > 2 && (body[0] & 0x0F) == 8 && ((body[0] << 8) | body[1]) % 31 == 0;

    /// <summary>Notes when more was wanted than there is.</summary>
    private sealed class WatchedEnd(ReadOnlyMemory<byte> bytes) : ForwardStream
    {
        private ReadOnlyMemory<byte> _rest = bytes;

        public bool WasPassed { get; private set; }

        public override int Read(Span<byte> buffer)
        {
            WasPassed |= _rest.IsEmpty && !buffer.IsEmpty;
            var given = Math.Min(buffer.Length, _rest.Length);
            _rest.Span[..given].CopyTo(buffer);
            _rest = _rest[given..];
            return given;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            new(Read(buffer.Span));
    }
}
