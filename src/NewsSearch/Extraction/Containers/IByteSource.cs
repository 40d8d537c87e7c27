namespace NewsSearch.Extraction.Containers;

/// <summary>The bytes of records one behind the other, wherever they come from, and where they break.</summary>
internal interface IByteSource
{
    /// <summary>Why bytes are missing at the last place where <see cref="ReadAsync"/> said so.</summary>
    string Damage { get; }

    /// <summary>Offset in the bytes given out from which on they may be wrong, at the last damage.</summary>
    long DamageFrom { get; }

    /// <summary>Bytes read; 0 at the end; -1 where bytes are missing, and reading goes on behind them.</summary>
    ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellation);

    /// <summary>Names the place in the file for a reason; offsets must not go back from call to call.</summary>
    string Place(long offset);
}

/// <summary>A file that is not compressed.</summary>
internal sealed class PlainBytes(Stream input) : IByteSource
{
    public string Damage => "";
    public long DamageFrom => 0;

    public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellation) =>
        input.ReadAsync(buffer, cancellation);

    public string Place(long offset) => $"byte {offset}";
}
