using NewsSearch.Extraction.Containers;

namespace NewsSearch.Extraction.Warc;

/// <summary>The bytes from the current record on, as far as they were read.</summary>
internal sealed class RecordWindow(IByteSource source)
{
    private const int FirstSize = 128 * 1024;

    // A larger buffer is given back when the record that needed it has passed.
    private const int LargestKept = 4 * 1024 * 1024;
    private byte[] _bytes = new byte[FirstSize];
    private int _start;
    private int _end;

    /// <summary>Offset of the first byte in the window, in the bytes that the source gives out.</summary>
    public long Offset { get; private set; }

    /// <summary>Nothing comes behind the window.</summary>
    public bool IsEnd { get; private set; }

    /// <summary>Bytes are missing behind the window; null when not so.</summary>
    public string? Damage { get; private set; }

    /// <summary>No more bytes can be joined to those in the window.</summary>
    public bool IsFinal => IsEnd || Damage is not null;

    public long DamageFrom => source.DamageFrom;

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(_start, _end - _start);

    public string Place => source.Place(Offset);

    /// <summary>The first byte in the window begins a line.</summary>
    public bool IsLineStart { get; private set; } = true;

    public void Pass(int count)
    {
        if (count > 0)
            IsLineStart = Span[count - 1] is (byte)'\n' or (byte)'\r';
        _start += count;
        Offset += count;
        if (_start != _end)
            return;
        (_start, _end) = (0, 0);
        if (_bytes.Length > LargestKept)
            _bytes = new byte[FirstSize];
    }

    /// <summary>Leaves what is before the missing bytes and goes on behind them; the reason.</summary>
    public string PassDamage()
    {
        var reason = Damage ?? "";
        Pass(Span.Length);
        Damage = null;
        IsLineStart = true;
        return reason;
    }

    /// <summary>Reads more behind the window; false where nothing can be joined to it.</summary>
    public async ValueTask<bool> FillAsync(CancellationToken cancellation)
    {
        if (IsFinal)
            return false;
        if (_end == _bytes.Length)
            MakeRoom();
        var read = await source.ReadAsync(_bytes.AsMemory(_end), cancellation);
        if (read < 0)
            Damage = source.Damage;
        IsEnd = read == 0;
        _end += Math.Max(0, read);
        return read > 0;
    }

    /// <summary>Reads until the window has so many bytes; false when it cannot.</summary>
    public async ValueTask<bool> EnsureAsync(int count, CancellationToken cancellation)
    {
        while (Span.Length < count)
        {
            if (!await FillAsync(cancellation))
                return false;
        }
        return true;
    }

    private void MakeRoom()
    {
        var length = _end - _start;
        var target =
            length <= _bytes.Length / 2 ? _bytes : new byte[(int)Math.Min(Array.MaxLength, _bytes.Length * 2L)];
        Span.CopyTo(target);
        (_bytes, _start, _end) = (target, 0, length);
    }
}
