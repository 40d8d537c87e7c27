using System.Globalization;

namespace NewsSearch.Extraction.Containers;

/// <summary>One entry of a tar file; its bytes are read before the next entry is asked for, or passed over.</summary>
/// <param name="Problem">Bytes at the place of an entry that are none.</param>
internal sealed record TarEntry(string Name, bool IsFile, Stream Bytes, string? Problem = null);

/// <summary>Steps through a tar file. Behind damage it goes on at the next block that is a header.</summary>
internal sealed class TarEntries(Stream input) : IDisposable
{
    // Names and fields of an entry; more than this is no name.
    private const int LongestExtension = 256 * 1024;

    private readonly byte[] _block = new byte[TarHeader.BlockSize];
    private TarEntryBytes? _current;
    private long _offset;
    private bool _isLost;
    private bool _wasEnd;

    /// <summary>The next entry, or null at the end.</summary>
    /// <exception cref="ContainerDamagedException">The file ends inside an entry.</exception>
    public async ValueTask<TarEntry?> NextAsync(CancellationToken cancellation)
    {
        string? name = null;
        long? size = null;
        while (true)
        {
            // The reason was told with the entry, and nothing behind it can be found.
            if (_current is { IsBroken: true })
                return null;
            await PassCurrentAsync(cancellation);
            var from = _offset;
            var read = await input.ReadAtLeastAsync(_block, _block.Length, throwOnEndOfStream: false, cancellation);
            _offset += read;
            if (read == 0)
                return null;
            if (_block.AsSpan(0, read).IndexOfAnyExcept((byte)0) < 0)
            {
                _wasEnd = true;
                continue;
            }
            if (TarHeader.Read(_block.AsSpan(0, read)) is not { } header)
            {
                // What follows the end mark is of no concern, and one damaged place is told once.
                if (_isLost || _wasEnd)
                    continue;
                _isLost = true;
                return new TarEntry("", false, Stream.Null, $"byte {from}: no tar header, so entries may be lost");
            }
            _isLost = false;
            if (header.IsLongName || header.IsExtension)
            {
                (name, size) = await ExtendAsync(header, name, size, cancellation);
                continue;
            }
            _current = new TarEntryBytes(input, size ?? header.Size);
            return new TarEntry(name ?? header.Name, header.IsFile, _current);
        }
    }

    public void Dispose() => _current?.Dispose();

    private async ValueTask<(string? Name, long? Size)> ExtendAsync(
        TarHeader header,
        string? name,
        long? size,
        CancellationToken cancellation
    )
    {
        _current = new TarEntryBytes(input, header.Size);
        if (header.Size > LongestExtension)
            return (name, size);
        var data = new byte[header.Size];
        _ = await _current.ReadAtLeastAsync(data, data.Length, throwOnEndOfStream: false, cancellation);
        if (header.IsLongName)
            return (TarHeader.Text(data), size);
        foreach (var (field, value) in TarHeader.Extensions(data))
        {
            if (field == "path")
                name = value;
            else if (
                field == "size"
                && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            )
                size = number;
        }
        return (name, size);
    }

    private async ValueTask PassCurrentAsync(CancellationToken cancellation)
    {
        if (_current is null)
            return;
        var buffer = new byte[32 * 1024];
        while (await _current.ReadAsync(buffer, cancellation) > 0)
            cancellation.ThrowIfCancellationRequested();
        var padding = (int)(-_current.Count & (TarHeader.BlockSize - 1));
        var passed = await input.ReadAtLeastAsync(
            buffer.AsMemory(0, padding),
            padding,
            throwOnEndOfStream: false,
            cancellation
        );
        _offset += _current.Count + passed;
        _current = null;
    }
}

/// <summary>The bytes of one entry.</summary>
internal sealed class TarEntryBytes(Stream input, long size) : ForwardStream
{
    public long Count { get; private set; }

    /// <summary>The bytes of the file broke off in this entry.</summary>
    public bool IsBroken { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        try
        {
            var wanted = Wanted(buffer.Length);
            return wanted == 0 ? 0 : Took(input.Read(buffer[..wanted]));
        }
        catch (ContainerProblemException)
        {
            IsBroken = true;
            throw;
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var wanted = Wanted(buffer.Length);
            return wanted == 0 ? 0 : Took(await input.ReadAsync(buffer[..wanted], cancellationToken));
        }
        catch (ContainerProblemException)
        {
            IsBroken = true;
            throw;
        }
    }

    private int Wanted(int most) => (int)Math.Min(most, size - Count);

    private int Took(int read)
    {
        if (read == 0)
            throw new ContainerDamagedException(
                $"the tar file ends after {Count} of the {size} bytes of this entry. Send the whole file."
            );
        Count += read;
        return read;
    }
}
