using System.IO.Compression;
using NewsSearch.Extraction;

namespace NewsSearch.Tools.Bench;

/// <summary>Rate of extracting articles from HTML pages that are in memory.</summary>
internal sealed class ExtractBench(TimeProvider clock, TextWriter screen)
{
    /// <summary>Reports pages a second, and MB (10^6 bytes of HTML) a second.</summary>
    /// <param name="folder">With pages as <c>.html</c> or <c>.html.gz</c>, in folders too.</param>
    /// <param name="threads">Pages at once.</param>
    /// <param name="rounds">How often each page is read; as many as a third of that before are not counted, until the code is compiled for good.</param>
    /// <exception cref="InvalidDataException">There are no pages.</exception>
    public async Task RunAsync(DirectoryInfo folder, int threads, int rounds, CancellationToken cancellation)
    {
        var pages = Pages(folder);
        if (pages.Count == 0)
            throw new InvalidDataException($"'{folder.FullName}' holds no .html and no .html.gz files.");
        using var results = new BenchResults("newssearch", folder.Name, screen);
        var reader =
            Composition.Readers().Find("html") ?? throw new InvalidOperationException("There is no reader of HTML.");
        for (var round = 0; round < Math.Max(1, rounds / 3); round++)
            await ReadAsync(reader, pages, threads, cancellation);
        var measure = new BulkMeasure(clock);
        for (var round = 0; round < rounds; round++)
            await ReadAsync(reader, pages, threads, cancellation);
        measure.Report(results, "extract", (long)pages.Count * rounds, pages.Sum(p => (long)p.Length) * rounds);
    }

    private Task ReadAsync(
        IArticleReader reader,
        IReadOnlyList<byte[]> pages,
        int threads,
        CancellationToken cancellation
    ) =>
        Parallel.ForEachAsync(
            pages,
            new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation },
            async (page, stop) =>
            {
                await foreach (
                    var _ in reader.ReadAsync(new MemoryStream(page), new ReadContext(clock.GetUtcNow()), stop)
                ) { }
            }
        );

    private static List<byte[]> Pages(DirectoryInfo folder)
    {
        var pages = new List<byte[]>();
        foreach (var file in folder.EnumerateFiles("*.html*", SearchOption.AllDirectories).OrderBy(f => f.FullName))
        {
            var bytes = File.ReadAllBytes(file.FullName);
            if (file.Extension == ".html")
                pages.Add(bytes);
            else if (file.Extension == ".gz")
                pages.Add(Expand(bytes));
        }
        return pages;
    }

    private static byte[] Expand(byte[] packed)
    {
        using var expanded = new MemoryStream();
        using (var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress))
            gzip.CopyTo(expanded);
        return expanded.ToArray();
    }
}
