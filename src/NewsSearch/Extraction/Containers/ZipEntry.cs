using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Text.Unicode;

namespace NewsSearch.Extraction.Containers;

/// <summary>What the directory of a zip file says about one entry.</summary>
/// <param name="Method">0 stored, 8 deflated.</param>
/// <param name="HeaderOffset">Of the entry's own header in the file.</param>
internal sealed record ZipEntry(
    string Name,
    int Flags,
    int Method,
    uint Checksum,
    long CompressedSize,
    long Size,
    long HeaderOffset
)
{
    public const int FixedSize = 46;
    private const int LocalSize = 30;
    private const int Utf8Flag = 0x800;
    private const int Zip64Field = 1;
    private static readonly Encoding Dos = CodePagesEncodingProvider.Instance.GetEncoding(437) ?? Encoding.Latin1;

    public bool IsEncrypted => (Flags & 0x41) != 0;

    /// <summary>Length of an entry of the directory, whose fixed part this is; 0 when it is none.</summary>
    public static int LengthOf(ReadOnlySpan<byte> fixedPart) =>
        fixedPart.StartsWith("PK\u0001\u0002"u8)
            ? FixedSize + Short(fixedPart, 28) + Short(fixedPart, 30) + Short(fixedPart, 32)
            : 0;

    public static ZipEntry Read(ReadOnlySpan<byte> bytes)
    {
        var nameLength = Short(bytes, 28);
        var (compressed, size, offset) = (Int(bytes, 20), Int(bytes, 24), Int(bytes, 42));
        var extra = bytes.Slice(FixedSize + nameLength, Short(bytes, 30));
        var large = Extra(extra, Zip64Field);
        size = Wide(size, ref large);
        compressed = Wide(compressed, ref large);
        offset = Wide(offset, ref large);
        var flags = Short(bytes, 8);
        var name = bytes.Slice(FixedSize, nameLength);
        return new ZipEntry(
            ((flags & Utf8Flag) != 0 || Utf8.IsValid(name) ? Encoding.UTF8 : Dos).GetString(name),
            flags,
            Short(bytes, 10),
            (uint)Int(bytes, 16),
            compressed,
            size,
            offset
        );
    }

    /// <summary>The expanded bytes, read from a zip file whose first entry begins <paramref name="shift"/> bytes late.</summary>
    /// <exception cref="ContainerProblemException">The entry cannot be read.</exception>
    public async ValueTask<Stream> OpenAsync(Stream zip, long shift, Nesting nesting, CancellationToken cancellation)
    {
        if (IsEncrypted)
            throw new ContainerLimitException("it is encrypted. Send it without a password.");
        if (Method is not (0 or 8))
            throw new ContainerLimitException(
                $"its compression method {Method} is not supported. Compress with Deflate, as common programs do."
            );
        var from = HeaderOffset + shift;
        var local = new byte[LocalSize];
        if (from >= 0 && from <= zip.Length - LocalSize)
        {
            zip.Position = from;
            _ = await zip.ReadAtLeastAsync(local, local.Length, throwOnEndOfStream: false, cancellation);
        }
        var data = from + LocalSize + Short(local, 26) + Short(local, 28);
        if (!local.AsSpan().StartsWith("PK\u0003\u0004"u8) || CompressedSize < 0 || data > zip.Length - CompressedSize)
            throw new ContainerDamagedException(
                "its place in the zip file is wrong: the file is damaged. Send it again."
            );
        var section = new SectionStream(zip, data, CompressedSize);
        var expanded = Method == 0 ? (Stream)section : new DeflateStream(section, CompressionMode.Decompress);
        return new ExpandedStream(expanded, nesting, () => section.Count, Checksum);
    }

    private static long Wide(long value, ref ReadOnlySpan<byte> large)
    {
        if (value != uint.MaxValue || large.Length < 8)
            return value;
        var wide = BinaryPrimitives.ReadInt64LittleEndian(large);
        large = large[8..];
        return wide < 0 ? long.MaxValue / 4 : Math.Min(wide, long.MaxValue / 4);
    }

    private static ReadOnlySpan<byte> Extra(ReadOnlySpan<byte> fields, int wanted)
    {
        while (fields.Length >= 4)
        {
            var length = Short(fields, 2);
            if (length > fields.Length - 4)
                break;
            if (Short(fields, 0) == wanted)
                return fields.Slice(4, length);
            fields = fields[(4 + length)..];
        }
        return [];
    }

    private static int Short(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static long Int(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
