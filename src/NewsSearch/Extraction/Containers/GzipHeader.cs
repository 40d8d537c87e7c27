using System.IO.Compression;

namespace NewsSearch.Extraction.Containers;

/// <summary>The beginning of a gzip member (RFC 1952) and what its first bytes decompress to.</summary>
internal static class GzipHeader
{
    private const int FixedSize = 10;

    public static ReadOnlySpan<byte> Magic => [0x1F, 0x8B, 8];

    public static bool IsGzip(ReadOnlySpan<byte> head) =>
        head.Length >= FixedSize && head.StartsWith(Magic) && (head[3] & 0xE0) == 0;

    /// <summary>Length of the header; 0 when these bytes do not reach its end, -1 when it is none.</summary>
    public static int Length(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < FixedSize)
            return Magic.StartsWith(bytes[..Math.Min(bytes.Length, Magic.Length)]) ? 0 : -1;
        if (!IsGzip(bytes))
            return -1;
        var flags = bytes[3];
        var length = FixedSize;
        if ((flags & 4) != 0)
        {
            if (bytes.Length < length + 2)
                return 0;
            length += 2 + bytes[length] + (bytes[length + 1] << 8);
        }
        // Name and comment, each ended by a zero.
        for (var texts = ((flags & 8) >> 3) + ((flags & 16) >> 4); texts > 0; texts--)
        {
            var end = length < bytes.Length ? bytes[length..].IndexOf((byte)0) : -1;
            if (end < 0)
                return 0;
            length += end + 1;
        }
        length += (flags & 2) != 0 ? 2 : 0;
        return length <= bytes.Length ? length : 0;
    }

    /// <summary>What the first bytes of a file expand to, as far as they do; the bytes themselves when not gzip.</summary>
    public static ReadOnlySpan<byte> Expand(ReadOnlySpan<byte> head) =>
        IsGzip(head) ? Expand(new MemoryStream(head.ToArray(), writable: false), ArticleReaders.HeadSize) : head;

    /// <summary>True when a member that can be decompressed begins here.</summary>
    public static bool Begins(Stream compressed) => Expand(compressed, 256).Length > 0;

    private static ReadOnlySpan<byte> Expand(Stream compressed, int size)
    {
        var expanded = new byte[size];
        var length = 0;
        using var gzip = new GZipStream(compressed, CompressionMode.Decompress);
        try
        {
            while (length < size && gzip.Read(expanded, length, size - length) is var read and > 0)
                length += read;
        }
        catch (InvalidDataException)
        {
            // The head is cut anywhere; what came before is what there is to judge by.
        }
        return expanded.AsSpan(0, length);
    }
}
