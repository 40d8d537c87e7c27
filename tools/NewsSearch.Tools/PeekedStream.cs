namespace NewsSearch.Tools;

/// <summary>A stream whose first bytes can be looked at before it is read, also where it cannot seek.</summary>
internal sealed class PeekedStream : Stream
{
    private readonly Stream _inner;
    private ReadOnlyMemory<byte> _unread;

    /// <summary>Reads up to <paramref name="length"/> bytes ahead.</summary>
    public PeekedStream(Stream inner, int length)
    {
        _inner = inner;
        var head = new byte[length];
        Head = head.AsMemory(0, inner.ReadAtLeast(head, length, throwOnEndOfStream: false));
        _unread = Head;
    }

    /// <summary>The first bytes of the stream.</summary>
    public ReadOnlyMemory<byte> Head { get; }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (_unread.IsEmpty)
            return _inner.Read(buffer);
        var count = Math.Min(buffer.Length, _unread.Length);
        _unread.Span[..count].CopyTo(buffer);
        _unread = _unread[count..];
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _unread.IsEmpty ? _inner.ReadAsync(buffer, cancellationToken) : ValueTask.FromResult(Read(buffer.Span));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
