using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace NewsSearch.Extraction.Containers;

/// <summary>
/// The directory at the end of a zip file, read entry by entry: the ready-made class takes it into memory as a whole,
/// however large it claims to be, and gives up a file for one damaged entry.
/// </summary>
internal sealed class ZipDirectory
{
    private const int EndSize = 22;
    private const int LongestComment = 65_535;
    private const int LocatorSize = 20;
    private const int End64Size = 56;
    private readonly Stream _zip;
    private readonly long _from;
    private readonly long _end;

    private ZipDirectory(Stream zip, long from, long end, long shift) =>
        (_zip, _from, _end, Shift) = (zip, from, end, shift);

    /// <summary>Bytes before the zip file proper, such as a program that unpacks it.</summary>
    public long Shift { get; }

    /// <summary>Null when the file has no directory.</summary>
    public static async Task<ZipDirectory?> FindAsync(Stream zip, CancellationToken cancellation)
    {
        var tail = (int)Math.Min(zip.Length, EndSize + LongestComment);
        var from = zip.Length - tail;
        var bytes = await ReadAsync(zip, from, tail, cancellation);
        for (var at = bytes.Length - EndSize; at >= 0; at--)
        {
            at = bytes.AsSpan(0, at + 4).LastIndexOf("PK\u0005\u0006"u8);
            if (at < 0)
                return null;
            if (await OpenAsync(zip, bytes.AsMemory(at), from + at, cancellation) is { } found)
                return found;
        }
        return null;
    }

    public async IAsyncEnumerable<ZipEntry> EntriesAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var at = _from;
        while (at <= _end - ZipEntry.FixedSize)
        {
            var head = await ReadAsync(_zip, at, ZipEntry.FixedSize, cancellation);
            var length = ZipEntry.LengthOf(head);
            if (length == 0 || length > _end - at)
                break;
            yield return ZipEntry.Read(await ReadAsync(_zip, at, length, cancellation));
            at += length;
        }
        if (at < _end)
            throw new ContainerDamagedException(
                $"byte {at}: the directory of the zip file is damaged, so entries may be lost. Send it again."
            );
    }

    private static async Task<ZipDirectory?> OpenAsync(
        Stream zip,
        ReadOnlyMemory<byte> end,
        long endAt,
        CancellationToken cancellation
    )
    {
        long size = BinaryPrimitives.ReadUInt32LittleEndian(end.Span[12..]);
        long offset = BinaryPrimitives.ReadUInt32LittleEndian(end.Span[16..]);
        var behind = endAt;
        if (
            size == uint.MaxValue
            || offset == uint.MaxValue
            || BinaryPrimitives.ReadUInt16LittleEndian(end.Span[10..]) == ushort.MaxValue
        )
        {
            var locator = await ReadAsync(zip, endAt - LocatorSize, LocatorSize, cancellation);
            if (locator.AsSpan().StartsWith("PK\u0006\u0007"u8))
            {
                var at = BinaryPrimitives.ReadInt64LittleEndian(locator.AsSpan(8));
                var end64 = await ReadAsync(zip, at, End64Size, cancellation);
                if (!end64.AsSpan().StartsWith("PK\u0006\u0006"u8))
                    return null;
                size = BinaryPrimitives.ReadInt64LittleEndian(end64.AsSpan(40));
                offset = BinaryPrimitives.ReadInt64LittleEndian(end64.AsSpan(48));
                behind = at;
            }
        }
        // The directory ends where its end mark begins; where it begins elsewhere than it says, bytes come before.
        var from = behind - size;
        return size < 0 || from < 0 || offset < 0 || offset > from
            ? null
            : new ZipDirectory(zip, from, behind, from - offset);
    }

    /// <summary>Zeros for what is not there.</summary>
    private static async ValueTask<byte[]> ReadAsync(Stream zip, long from, int length, CancellationToken cancellation)
    {
        var bytes = new byte[length];
        if (from < 0 || from > zip.Length)
            return bytes;
        zip.Position = from;
        _ = await zip.ReadAtLeastAsync(bytes, length, throwOnEndOfStream: false, cancellation);
        return bytes;
    }
}
