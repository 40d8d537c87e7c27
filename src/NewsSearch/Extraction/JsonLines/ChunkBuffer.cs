namespace NewsSearch.Extraction.JsonLines;

/// <summary>
/// A window over a stream. Slices that were handed out stay valid: full chunks are left to their holders and a new
/// chunk is begun, so nothing is copied but the item that crosses the border.
/// </summary>
internal sealed class ChunkBuffer(Stream input)
{
    // Below the limit of the large object heap.
    private const int ChunkSize = 80_000;
    private byte[] _chunk = GC.AllocateUninitializedArray<byte>(ChunkSize);
    private int _start;
    private int _end;

    /// <summary>True when the stream has ended; what is left in the window is all.</summary>
    public bool IsEnd { get; private set; }

    /// <summary>The bytes that were read and not yet passed.</summary>
    public ReadOnlySpan<byte> Span => _chunk.AsSpan(_start, _end - _start);

    public ReadOnlyMemory<byte> Slice(int offset, int length) => _chunk.AsMemory(_start + offset, length);

    public void Pass(int count) => _start += count;

    /// <summary>Reads more behind the window; false at the end of the stream.</summary>
    public async ValueTask<bool> FillAsync(CancellationToken cancellation)
    {
        if (IsEnd)
            return false;
        if (_end == _chunk.Length)
            Renew();
        var read = await input.ReadAsync(_chunk.AsMemory(_end), cancellation);
        _end += read;
        IsEnd = read == 0;
        return read > 0;
    }

    private void Renew()
    {
        var rest = _end - _start;
        var size = rest > ChunkSize / 2 ? (int)Math.Min(Array.MaxLength, rest * 2L) : ChunkSize;
        var next = GC.AllocateUninitializedArray<byte>(size);
        Span.CopyTo(next);
        (_chunk, _start, _end) = (next, 0, rest);
    }
}
