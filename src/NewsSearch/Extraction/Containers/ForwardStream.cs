namespace NewsSearch.Extraction.Containers;

/// <summary>A stream that is read once, from its beginning to its end.</summary>
internal abstract class ForwardStream : Stream
{
    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException("The length is not known.");

    public override long Position
    {
        get => throw new NotSupportedException("Reads forward only.");
        set => throw new NotSupportedException("Reads forward only.");
    }

    public abstract override int Read(Span<byte> buffer);

    public abstract override ValueTask<int> ReadAsync(
        Memory<byte> buffer,
        CancellationToken cancellationToken = default
    );

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("Reads forward only.");

    public override void SetLength(long value) => throw new NotSupportedException("Reads only.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Reads only.");
}

/// <summary>Counts the bytes that are taken from a stream, which stays open.</summary>
internal sealed class CountedStream(Stream inner) : ForwardStream
{
    public long Count { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        var read = inner.Read(buffer);
        Count += read;
        return read;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        Count += read;
        return read;
    }
}

/// <summary>A part of a stream that can seek; the stream stays open.</summary>
internal sealed class SectionStream(Stream inner, long start, long length) : ForwardStream
{
    public long Count { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        inner.Position = start + Count;
        var read = inner.Read(buffer[..(int)Math.Min(buffer.Length, length - Count)]);
        Count += read;
        return read;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        inner.Position = start + Count;
        var read = await inner.ReadAsync(buffer[..(int)Math.Min(buffer.Length, length - Count)], cancellationToken);
        Count += read;
        return read;
    }
}
