using System.IO.Hashing;

namespace NewsSearch.Extraction.Containers;

/// <summary>
/// The expanded bytes of an entry: watches the limits, and makes of damaged data a reason that says so. The checksum
/// is compared at the end where one is known.
/// </summary>
/// <param name="compressed">Bytes of the input that were used so far.</param>
internal sealed class ExpandedStream(Stream inner, Nesting nesting, Func<long> compressed, uint? checksum = null)
    : ForwardStream
{
    private readonly Crc32? _crc = checksum is null ? null : new Crc32();
    private long _size;

    public override int Read(Span<byte> buffer)
    {
        try
        {
            var read = inner.Read(buffer);
            Check(buffer[..read], buffer.Length);
            return read;
        }
        catch (InvalidDataException problem)
        {
            throw Damaged(problem);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var read = await inner.ReadAsync(buffer, cancellationToken);
            Check(buffer.Span[..read], buffer.Length);
            return read;
        }
        catch (InvalidDataException problem)
        {
            throw Damaged(problem);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    private void Check(ReadOnlySpan<byte> bytes, int wanted)
    {
        if (bytes.IsEmpty && wanted > 0 && _crc is not null && _crc.GetCurrentHashAsUInt32() != checksum)
            throw new ContainerDamagedException("its checksum is wrong, so it is damaged. Send the file again.", null);
        _crc?.Append(bytes);
        _size += bytes.Length;
        nesting.AddBytes(bytes.Length);
        if (nesting.Limits.IsBomb(_size, compressed()))
            throw new ContainerLimitException(
                $"it expands more than {nesting.Limits.Ratio} times, as no text does. Send it uncompressed."
            );
    }

    private static ContainerDamagedException Damaged(InvalidDataException problem) =>
        new("the compressed data are damaged or cut off. Send the file again.", problem);
}
