namespace NewsSearch.Sources;

/// <summary>A stream whose first bytes were looked at and are read again; needs no seeking.</summary>
public sealed class PeekedStream : Stream
{
    private readonly Stream _inner;
    private readonly ReadOnlyMemory<byte> _head;
    private int _position;

    private PeekedStream(Stream inner, ReadOnlyMemory<byte> head) => (_inner, _head) = (inner, head);

    /// <summary>The first bytes, at most as many as asked for.</summary>
    public ReadOnlyMemory<byte> Head => _head;

    public static async Task<PeekedStream> OpenAsync(Stream inner, int size, CancellationToken cancellation)
    {
        var head = new byte[size];
        var read = await inner
            .ReadAtLeastAsync(head, size, throwOnEndOfStream: false, cancellation)
            .ConfigureAwait(false);
        return new PeekedStream(inner, head.AsMemory(0, read));
    }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException("The length is not known.");

    public override long Position
    {
        get => throw new NotSupportedException("The position is not known.");
        set => throw new NotSupportedException("Reads forward only.");
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var fromHead = TakeHead(buffer);
        return fromHead > 0 ? fromHead : _inner.Read(buffer);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var fromHead = TakeHead(buffer.Span);
        return fromHead > 0 ? new ValueTask<int>(fromHead) : _inner.ReadAsync(buffer, cancellationToken);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("Reads forward only.");

    public override void SetLength(long value) => throw new NotSupportedException("Reads only.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Reads only.");

    private int TakeHead(Span<byte> buffer)
    {
        var taken = Math.Min(buffer.Length, _head.Length - _position);
        _head.Span.Slice(_position, taken).CopyTo(buffer);
        _position += taken;
        return taken;
    }
}
