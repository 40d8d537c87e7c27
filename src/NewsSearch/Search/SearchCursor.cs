using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace NewsSearch.Search;

/// <summary>
/// The text of a cursor: position, a hash of the parameters it belongs to, and a checksum. It is no secret; the checksum
/// tells an altered cursor from a real one.
/// </summary>
internal static class SearchCursor
{
    private const int HashSize = 8;
    private const int FixedSize = 2 * sizeof(long) + 2 * HashSize;

    public static string Write(byte[] parametersHash, PagePosition position)
    {
        var snapshot = Encoding.UTF8.GetBytes((position.IsBefore ? "<" : ">") + position.Snapshot);
        var bytes = new byte[FixedSize + snapshot.Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, position.Key);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(8), position.Sequence);
        parametersHash.AsSpan(0, HashSize).CopyTo(bytes.AsSpan(16));
        snapshot.CopyTo(bytes.AsSpan(FixedSize));
        Checksum(bytes).CopyTo(bytes.AsSpan(24));
        return Base64Url.EncodeToString(bytes);
    }

    /// <exception cref="CursorMismatchException">It was altered or belongs to other parameters.</exception>
    public static PagePosition Read(string text, byte[] parametersHash)
    {
        var bytes = Decode(text);
        if (
            bytes.Length <= FixedSize
            || !Checksum(bytes).SequenceEqual(bytes.AsSpan(24, HashSize))
            || Base64Url.EncodeToString(bytes) != text
        )
            throw new CursorMismatchException("The cursor was altered: start again from the first page.");
        if (!bytes.AsSpan(16, HashSize).SequenceEqual(parametersHash.AsSpan(0, HashSize)))
            throw new CursorMismatchException(
                "The cursor belongs to other search parameters: start from the first page."
            );
        var snapshot = Encoding.UTF8.GetString(bytes.AsSpan(FixedSize));
        return new PagePosition(
            snapshot[1..],
            BinaryPrimitives.ReadInt64BigEndian(bytes),
            BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(8)),
            IsBefore: snapshot[0] == '<'
        );
    }

    private static byte[] Decode(string text)
    {
        try
        {
            return Base64Url.DecodeFromChars(text);
        }
        catch (FormatException)
        {
            return [];
        }
    }

    private static ReadOnlySpan<byte> Checksum(byte[] bytes)
    {
        byte[] signed = [.. "newssearch-cursor-2"u8, .. bytes.AsSpan(0, 24), .. bytes.AsSpan(FixedSize)];
        return SHA256.HashData(signed).AsSpan(0, HashSize);
    }
}
