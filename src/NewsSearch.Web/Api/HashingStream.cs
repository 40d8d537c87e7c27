using System.Security.Cryptography;

namespace NewsSearch.Web.Api;

/// <summary>Hashes what is read through it (SHA-256).</summary>
internal sealed class HashingStream(Stream inner) : Stream
{
    private const int DrainBytes = 64 * 1024;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException("The length is not known.");

    public override long Position
    {
        get => throw new NotSupportedException("The position is not known.");
        set => throw new NotSupportedException("Reads forward only.");
    }

    /// <summary>Reads what is left and returns the hash of all.</summary>
    public async Task<byte[]> FinishAsync(CancellationToken cancellation)
    {
        var rest = new byte[DrainBytes];
        while (await ReadAsync(rest, cancellation) > 0) { }
        return _hash.GetHashAndReset();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        _hash.AppendData(buffer.Span[..read]);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = inner.Read(buffer, offset, count);
        _hash.AppendData(buffer.AsSpan(offset, read));
        return read;
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("Reads forward only.");

    public override void SetLength(long value) => throw new NotSupportedException("Reads only.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Reads only.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _hash.Dispose();
        base.Dispose(disposing);
    }
}
