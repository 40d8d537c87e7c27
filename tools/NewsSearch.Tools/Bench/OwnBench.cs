using NewsSearch.Indexing;
using NewsSearch.Search;
using NewsSearch.Sources;
using NewsSearch.Tools.Commands;

namespace NewsSearch.Tools.Bench;

/// <summary>Our own rates on a data folder: import into the archive, indexing from it, and search in process.</summary>
internal sealed class OwnBench(DirectoryInfo data, TimeProvider clock, TextWriter screen)
{
    private const string Peer = "newssearch";

    /// <summary>Imports a corpus; into an empty folder for figures that compare.</summary>
    public async Task ImportAsync(FileInfo corpus, CancellationToken cancellation)
    {
        using var results = new BenchResults(Peer, CorpusFile.NameOf(corpus), screen);
        await using var opened = Composition.Open(data, clock);
        var measure = new BulkMeasure(clock);
        var import = new FileImport(opened.Archive, clock, Console.Error);
        await import.RunAsync([new InputFile(corpus.FullName, corpus.Name)], new IngestOptions(), cancellation);
        measure.Report(results, "import", import.Received, corpus.Length);
        results.Add("import", "data_MB", BulkMeasure.MegabytesOf(data.FullName));
        await screen.WriteLineAsync(import.Summary);
    }

    /// <summary>Indexes the whole archive into an empty generation.</summary>
    public async Task IndexAsync(string corpus, CancellationToken cancellation)
    {
        using var results = new BenchResults(Peer, corpus, screen);
        await using var opened = Composition.Open(data, clock);
        using var index = Composition.OpenIndex(opened.IndexPath, clock);
        using var job = new IndexingJob(opened.Archive, index, clock);
        index.StartAnew();
        var measure = new BulkMeasure(clock);
        var applied = await job.RunAsync(cancellation);
        await job.CommitAsync(cancellation);
        // The job writes with one thread per processor.
        var workload = $"rebuild_{Environment.ProcessorCount}t";
        measure.Report(results, workload, applied, bytes: 0);
        results.Add(workload, "index_MB", BulkMeasure.MegabytesOf(opened.IndexPath));
    }

    /// <summary>Runs the query log through the seam, as the service does for a request.</summary>
    public async Task SearchAsync(
        string corpus,
        IReadOnlyList<LoggedQuery> queries,
        bool clients,
        CancellationToken cancellation
    )
    {
        using var results = new BenchResults(Peer, corpus, screen);
        await using var opened = Composition.Open(data, clock);
        var started = clock.GetTimestamp();
        using var index = Composition.OpenIndex(opened.IndexPath, clock);
        results.Add("search", "open_s", clock.GetElapsedTime(started).TotalSeconds);
        if (index.Status.Documents == 0)
            throw new InvalidDataException("The index is empty: run 'index' or 'bench index' first.");

        var measure = new QueryMeasure(results, queries, clock);
        Measure("top10", SortOrder.Relevance, facets: false);
        Measure("top10+facets", SortOrder.Relevance, facets: true);
        Measure("datesort+facets", SortOrder.Newest, facets: true);
        if (clients)
            foreach (var count in new[] { 1, 2 })
                await new ConcurrentClients(results, queries, clock).RunAsync(
                    "facets",
                    count,
                    q => index.Search(q.ToRequest(SortOrder.Relevance, facets: true), cancellation).Total,
                    cancellation
                );
        results.Add("search", "rss_MB", ProcessFigures.ResidentMegabytes);
        results.Add("search", "peak_rss_MB", ProcessFigures.PeakResidentMegabytes);

        void Measure(string workload, SortOrder sort, bool facets) =>
            measure.Run(workload, q => index.Search(q.ToRequest(sort, facets), cancellation).Total, cancellation);
    }
}
