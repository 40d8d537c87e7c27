using System.IO.Compression;
using NewsSearch.Extraction;

namespace NewsSearch.Tools.Bench;

/// <summary>Rate of reading a WARC or ARC file: its records alone, and with the articles in them.</summary>
internal sealed class WarcBench(TimeProvider clock, TextWriter screen)
{
    private const int BufferSize = 128 * 1024;

    /// <summary>Reports MB (10^6 bytes, uncompressed) a second.</summary>
    /// <exception cref="InvalidDataException">The file is no WARC or ARC file.</exception>
    public async Task RunAsync(FileInfo file, CancellationToken cancellation)
    {
        using var results = new BenchResults("newssearch", Path.GetFileNameWithoutExtension(file.Name), screen);
        var bytes = await ExpandedLengthAsync(file, cancellation);
        // Without readers for documents, finding and unpacking records is all that is left.
        await MeasureAsync("warc-records", ArticleReaders.WithContainers([]), file, bytes, results, cancellation);
        await MeasureAsync("warc-articles", Composition.Readers(), file, bytes, results, cancellation);
    }

    private async Task MeasureAsync(
        string workload,
        ArticleReaders readers,
        FileInfo file,
        long bytes,
        BenchResults results,
        CancellationToken cancellation
    )
    {
        await using var input = Open(file);
        var head = new byte[ArticleReaders.HeadSize];
        var length = await input.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellation);
        input.Position = 0;
        var reader = readers.Recognize(head.AsSpan(0, length));
        if (reader is not { Format: "warc" or "arc" })
            throw new InvalidDataException($"'{file.Name}' is no WARC or ARC file.");
        var measure = new BulkMeasure(clock);
        long articles = 0;
        await foreach (var item in reader.ReadAsync(input, new ReadContext(clock.GetUtcNow()), cancellation))
            articles += item.Article is null ? 0 : 1;
        measure.Report(results, workload, articles, bytes);
    }

    private static async Task<long> ExpandedLengthAsync(FileInfo file, CancellationToken cancellation)
    {
        await using var input = Open(file);
        var isGzip = input.ReadByte() == 0x1F;
        input.Position = 0;
        if (!isGzip)
            return input.Length;
        await using var gzip = new GZipStream(input, CompressionMode.Decompress);
        var buffer = new byte[BufferSize];
        long length = 0;
        while (await gzip.ReadAsync(buffer, cancellation) is var read and > 0)
            length += read;
        return length;
    }

    private static FileStream Open(FileInfo file) =>
        new(file.FullName, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, FileOptions.Asynchronous);
}
