using System.Buffers.Binary;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>The first hundred bytes of the database: whether it is one, and whether it is all there.</summary>
internal static class ArchiveFileHeader
{
    private const int Bytes = 100;

    /// <summary>What is wrong with a file; null when it looks whole or is empty. Reads a hundred bytes.</summary>
    public static string? Problem(string path)
    {
        if (new FileInfo(path) is not { Exists: true, Length: > 0 } file)
            return null;
        Span<byte> header = stackalloc byte[Bytes];
        using (var input = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
            if (input.ReadAtLeast(header, Bytes, throwOnEndOfStream: false) < Bytes)
                return $"it has only {file.Length} bytes";
        if (!header.StartsWith("SQLite format 3\0"u8))
            return "its first bytes are not those of a database";
        // A log that was not yet written back may hold what the file itself does not have.
        if (new FileInfo(path + "-wal") is { Exists: true, Length: > 0 })
            return null;
        var pageSize = BinaryPrimitives.ReadUInt16BigEndian(header[16..]) is var size && size == 1 ? 65_536 : size;
        var pages = BinaryPrimitives.ReadUInt32BigEndian(header[28..]);
        var expected = pages * (long)pageSize;
        return file.Length < expected
            ? $"it is cut off: {expected} bytes were written ({pages} pages), {file.Length} are there"
            : null;
    }
}
