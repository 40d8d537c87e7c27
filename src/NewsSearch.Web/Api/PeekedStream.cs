namespace NewsSearch.Web.Api;

/// <summary>A stream whose beginning was looked at and is read again.</summary>
internal sealed class PeekedStream(ReadOnlyMemory<byte> head, Stream rest) : Stream
{
    private int _position;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The first bytes (fewer when the stream is shorter), and the whole stream.</summary>
    public static async Task<(ReadOnlyMemory<byte> Head, Stream Whole)> OpenAsync(
        Stream stream,
        int size,
        CancellationToken cancellation
    )
    {
        var head = new byte[size];
        var read = await stream.ReadAtLeastAsync(head, size, throwOnEndOfStream: false, cancellation);
        var seen = head.AsMemory(0, read);
        return (seen, new PeekedStream(seen, stream));
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _position < head.Length ? new(FromHead(buffer.Span)) : rest.ReadAsync(buffer, cancellationToken);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        _position < head.Length ? FromHead(buffer.AsSpan(offset, count)) : rest.Read(buffer, offset, count);

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int FromHead(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, head.Length - _position);
        head.Span.Slice(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }
}
