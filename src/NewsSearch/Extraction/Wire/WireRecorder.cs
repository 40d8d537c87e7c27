using NewsSearch.Extraction.Containers;

namespace NewsSearch.Extraction.Wire;

/// <summary>
/// Passes bytes on and keeps them, so that an item can be archived as it came and a broken one quarantined whole.
/// </summary>
/// <param name="max">Bytes to keep at the most.</param>
internal sealed class WireRecorder(Stream input, int max) : ForwardStream
{
    // More than the readers above have taken in and not yet passed on.
    private const int Unread = 128 * 1024;

    private byte[] _kept = new byte[16 * 1024];
    private int _length;
    private int _replayed;

    /// <summary>True when bytes were dropped: what is kept is not the whole input up to here.</summary>
    public bool IsPartial { get; private set; }

    public ReadOnlyMemory<byte> Kept => _kept.AsMemory(0, _length);

    /// <summary>The first bytes, which will be read again.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> HeadAsync(int size, CancellationToken cancellation)
    {
        var buffer = new byte[Math.Min(size, max)];
        _replayed = int.MaxValue;
        while (_length < buffer.Length && await ReadAsync(buffer.AsMemory(_length), cancellation) > 0) { }
        _replayed = 0;
        return Kept;
    }

    /// <summary>Leaves out a byte order mark.</summary>
    public void Pass(int count) => _replayed = count;

    /// <summary>Drops what was certainly passed on; called when an item begins.</summary>
    public void Forget()
    {
        if (_length <= 8 * Unread)
            return;
        IsPartial = true;
        // A new array: the old one may have been handed out.
        _kept = _kept[(_length - Unread).._length];
        (_length, _replayed) = (Unread, int.MaxValue);
    }

    /// <summary>Reads on to the end or until the limit, and gives all that is kept.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> ReadRestAsync(CancellationToken cancellation)
    {
        var buffer = new byte[64 * 1024];
        while (_length < max && await ReadAsync(buffer, cancellation) > 0) { }
        return Kept;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_replayed < _length)
        {
            var count = Math.Min(buffer.Length, _length - _replayed);
            _kept.AsMemory(_replayed, count).CopyTo(buffer);
            _replayed += count;
            return count;
        }
        _replayed = int.MaxValue;
        var read = await input.ReadAsync(buffer, cancellationToken);
        Keep(buffer.Span[..read]);
        return read;
    }

    /// <summary>Not supported: bytes of a request may only be read asynchronously.</summary>
    public override int Read(Span<byte> buffer) =>
        throw new NotSupportedException("These bytes are read asynchronously only.");

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        var count = Math.Min(bytes.Length, max - _length);
        IsPartial |= count < bytes.Length;
        if (_length + count > _kept.Length)
            Array.Resize(ref _kept, (int)Math.Min(max, Math.Max(_kept.Length * 2L, _length + count)));
        bytes[..count].CopyTo(_kept.AsSpan(_length));
        _length += count;
    }
}
