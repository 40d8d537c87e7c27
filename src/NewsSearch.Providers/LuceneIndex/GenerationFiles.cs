using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using Lucene.Net.Index;
using Lucene.Net.Store;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// Looks at the files of a generation's last commit without opening it. Every file ends in a footer of Lucene's:
/// a mark, the algorithm (0, CRC-32), and the checksum of all before.
/// </summary>
internal static class GenerationFiles
{
    private const uint FooterMark = 0xC02893E8;
    private const int FooterSize = 16;
    private const int ChecksumSize = 8;
    private const int BlockSize = 1024 * 1024;

    /// <summary>The result code of an exception that no system call brought about.</summary>
    private const int OfTheEngine = unchecked((int)0x80131620);

    /// <summary>
    /// Whether a failure to read means that files are damaged, not that the disk or the rights are at fault. Damaged
    /// bytes are taken for lengths and names before their checksum is reached, so nearly anything may be thrown.
    /// </summary>
    public static bool IsDamage(Exception e) =>
        e switch
        {
            OperationCanceledException or UnauthorizedAccessException or LockObtainFailedException => false,
            FileNotFoundException or DirectoryNotFoundException or EndOfStreamException => true,
            IOException => e.HResult == OfTheEngine,
            _ => true,
        };

    /// <summary>What the last commit says of itself; null before the first.</summary>
    /// <exception cref="Exception">One for which <see cref="IsDamage"/> is true.</exception>
    public static CommitState? LastCommit(string path) =>
        Segments(path) is { } infos ? CommitState.Read(infos.UserData) : null;

    /// <summary>Whether there was one commit at the most: a generation that is complete has had another.</summary>
    public static bool IsBeforeSecondCommit(string path) =>
        System.IO.Directory.Exists(path)
        && System
            .IO.Directory.GetFiles(path, IndexFileNames.SEGMENTS + "_*")
            .All(f => Path.GetFileName(f) == IndexFileNames.SEGMENTS + "_1");

    /// <summary>How many articles the last commit holds.</summary>
    /// <exception cref="Exception">One for which <see cref="IsDamage"/> is true.</exception>
    public static long Documents(string path, CommitState state)
    {
        using var directory = new MMapDirectory(new DirectoryInfo(path));
        if (state.Schema < IndexSchema.OlderVersionsSince)
            return Segments(path)!.Segments.Sum(s => (long)s.Info.DocCount - s.DelCount);
        using var reader = DirectoryReader.Open(directory);
        return reader.NumDocs - OlderVersions.Count(reader);
    }

    /// <summary>What is wrong with the files of the last commit, a line each.</summary>
    /// <param name="limit">Files are read whole until so many bytes were; of the others only the footers are.</param>
    public static IReadOnlyList<string> Damages(string path, long limit, CancellationToken cancellation)
    {
        var damages = new List<string>();
        var read = 0L;
        foreach (var file in Names(path).Select(n => new FileInfo(Path.Combine(path, n))))
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                var isWhole = read + file.Length <= limit;
                read += file.Length;
                if (Damage(file, isWhole, cancellation) is { } damage)
                    damages.Add($"{file.Name} {damage}");
            }
            catch (FileNotFoundException) when (Names(path).All(n => n != file.Name))
            {
                // Merged away and committed meanwhile.
            }
            catch (FileNotFoundException)
            {
                damages.Add($"{file.Name} is missing");
            }
        }
        return damages;
    }

    /// <summary>Reads everything as the engine understands it; what is wrong, a line each.</summary>
    public static IReadOnlyList<string> DeepDamages(string path)
    {
        using var directory = new MMapDirectory(new DirectoryInfo(path));
        using var words = new StringWriter(CultureInfo.InvariantCulture);
        var status = new CheckIndex(directory) { InfoStream = words }.DoCheckIndex();
        if (status.Clean)
            return [];
        var lines = words.ToString().Split('\n', StringSplitOptions.TrimEntries);
        return
        [
            .. lines.Where(l =>
                l.Contains("FAILED", StringComparison.Ordinal) || l.Contains("ERROR", StringComparison.Ordinal)
            ),
        ];
    }

    private static string? Damage(FileInfo file, bool isWhole, CancellationToken cancellation)
    {
        using var input = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 0);
        if (input.Length < FooterSize)
            return "is cut short";
        Span<byte> footer = stackalloc byte[FooterSize];
        input.Position = input.Length - FooterSize;
        input.ReadExactly(footer);
        if (BinaryPrimitives.ReadUInt32BigEndian(footer) != FooterMark)
            return "does not end as it was written";
        if (!isWhole)
            return null;
        input.Position = 0;
        var checksum = new Crc32();
        var block = new byte[BlockSize];
        for (var left = input.Length - ChecksumSize; left > 0; )
        {
            cancellation.ThrowIfCancellationRequested();
            var count = input.ReadAtLeast(block.AsSpan(0, (int)Math.Min(left, BlockSize)), 1);
            checksum.Append(block.AsSpan(0, count));
            left -= count;
        }
        return checksum.GetCurrentHashAsUInt32() == BinaryPrimitives.ReadInt64BigEndian(footer[8..])
            ? null
            : "differs from its checksum";
    }

    private static SegmentInfos? Segments(string path)
    {
        using var directory = new SimpleFSDirectory(new DirectoryInfo(path));
        if (!DirectoryReader.IndexExists(directory))
            return null;
        var infos = new SegmentInfos();
        infos.Read(directory);
        return infos;
    }

    // The file of the commit itself has a checksum of its own, which reading it compares.
    private static List<string> Names(string path)
    {
        using var directory = new SimpleFSDirectory(new DirectoryInfo(path));
        var infos = new SegmentInfos();
        infos.Read(directory);
        return [.. infos.GetFiles(directory, includeSegmentsFile: false)];
    }
}
