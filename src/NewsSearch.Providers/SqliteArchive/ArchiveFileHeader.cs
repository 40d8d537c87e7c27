using System.Buffers.Binary;

namespace NewsSearch.Providers.SqliteArchive;

/// <summary>The first hundred bytes of the database: whether it is one, and whether it is all there.</summary>
internal static class ArchiveFileHeader
{
    private const int Bytes = 100;
    private const int LogHeaderBytes = 32;
    private const int FrameHeaderBytes = 24;

    /// <summary>What is wrong with a file; null when it looks whole or is empty. Reads the headers of the file and of its log.</summary>
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
        var pageSize = BinaryPrimitives.ReadUInt16BigEndian(header[16..]) is var size && size == 1 ? 65_536 : size;
        var pages = BinaryPrimitives.ReadUInt32BigEndian(header[28..]);
        var logged = LoggedPages(path + "-wal", pageSize, ref pages);
        // A log that was not yet written back may have what the file itself has not.
        var missing = 0L;
        for (var page = file.Length / pageSize + 1; page <= pages; page++)
            missing += logged.Contains(page) ? 0 : 1;
        return missing == 0
            ? null
            : $"it is cut off: {pages} pages of {pageSize} bytes were written, {file.Length} bytes are there, {missing} pages are missing";
    }

    // The pages of the write-ahead log up to its last commit, which also says how many pages the database has.
    private static HashSet<long> LoggedPages(string path, int pageSize, ref uint pages)
    {
        var found = new HashSet<long>();
        if (new FileInfo(path) is not { Exists: true, Length: > LogHeaderBytes })
            return found;
        using var log = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Span<byte> header = stackalloc byte[LogHeaderBytes];
        log.ReadExactly(header);
        Span<byte> frame = stackalloc byte[FrameHeaderBytes];
        for (
            long at = LogHeaderBytes;
            at + FrameHeaderBytes + pageSize <= log.Length;
            at += FrameHeaderBytes + pageSize
        )
        {
            log.Position = at;
            log.ReadExactly(frame);
            if (!frame[8..16].SequenceEqual(header[16..24]))
                break; // Left over from before the log was begun again.
            found.Add(BinaryPrimitives.ReadUInt32BigEndian(frame));
            if (BinaryPrimitives.ReadUInt32BigEndian(frame[4..]) is > 0 and var committed)
                pages = committed;
        }
        return found;
    }
}
