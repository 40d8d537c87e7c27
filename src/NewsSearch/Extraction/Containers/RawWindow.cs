namespace NewsSearch.Extraction.Containers;

/// <summary>
/// Compressed bytes as a decompressor reads them. The last of them are kept, so that the search for the next gzip
/// member can begin before the place at which decompression failed.
/// </summary>
internal sealed class RawWindow(Stream input) : ForwardStream
{
    // What a damaged member may have swallowed and can still be found in.
    private const int Kept = 1024 * 1024;
    private byte[] _bytes = new byte[64 * 1024];
    private long _base;
    private int _end;
    private bool _isEnd;

    /// <summary>Offset in the file of the next byte that is given out.</summary>
    public long Next { get; set; }

    /// <summary>Bytes from here on are kept, up to a bound.</summary>
    public long KeepFrom { get; set; }

    /// <summary>Where the bytes begin that were given out last.</summary>
    public long GivenFrom { get; private set; }

    /// <summary>More was wanted than the file has.</summary>
    public bool WasEndPassed { get; private set; }

    /// <summary>First offset that is still in the window.</summary>
    public long First => _base;

    /// <summary>Offset behind the last byte in the window.</summary>
    public long End => _base + _end;

    public ReadOnlySpan<byte> Span(long from) => _bytes.AsSpan((int)(from - _base), (int)(End - from));

    public Stream Open(long from) => new MemoryStream(_bytes, (int)(from - _base), (int)(End - from), writable: false);

    /// <summary>Reads until the window reaches this offset; false when the file ends before.</summary>
    public async ValueTask<bool> EnsureAsync(long to, CancellationToken cancellation)
    {
        while (End < to && !_isEnd)
            await FillAsync(cancellation);
        return End >= to;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Next == End)
            await FillAsync(cancellationToken);
        var given = Math.Min(buffer.Length, (int)(End - Next));
        Span(Next)[..given].CopyTo(buffer.Span);
        if (given > 0)
            GivenFrom = Next;
        else
            WasEndPassed = true;
        Next += given;
        return given;
    }

    public override int Read(Span<byte> buffer) => throw new NotSupportedException("Is read asynchronously.");

    private async ValueTask FillAsync(CancellationToken cancellation)
    {
        if (_end == _bytes.Length)
            MakeRoom();
        var read = await input.ReadAsync(_bytes.AsMemory(_end), cancellation);
        _end += read;
        _isEnd = read == 0;
    }

    private void MakeRoom()
    {
        var drop = (int)(Math.Max(Math.Min(KeepFrom, Next), Next - Kept) - _base);
        var target = drop >= _bytes.Length / 2 ? _bytes : new byte[_bytes.Length * 2];
        _bytes.AsSpan(drop, _end - drop).CopyTo(target);
        (_bytes, _base, _end) = (target, _base + drop, _end - drop);
    }
}
