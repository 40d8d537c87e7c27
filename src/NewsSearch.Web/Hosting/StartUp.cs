using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NewsSearch.Archive;
using NewsSearch.Indexing;
using NewsSearch.Sources;
using NewsSearch.Sources.Polling;

namespace NewsSearch.Web.Hosting;

/// <summary>
/// Opens the data before the service listens, then brings it up to date: loads the sample into an empty archive, asks
/// for what a crash left unindexed, and watches the inbox, the file of feeds and the embargoes.
/// </summary>
public sealed partial class StartUp(
    IServiceProvider services,
    IIndexingTrigger indexing,
    IHostApplicationLifetime lifetime,
    IOptions<NewsSearchOptions> options,
    ILogger<StartUp> logger
) : BackgroundService
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(20);

    private const int LookedAtRuns = 1_000;

    private readonly NewsSearchOptions _options = options.Value;
    private IArchive? _archive;
    private IArticleIndex? _index;

    /// <summary>A generation is open, and the sample of a first start is in it.</summary>
    public bool IsReady { get; private set; }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _archive = Get<IArchive>();
        _index = Get<IArticleIndex>();
        _ = Get<AdminKey>();
        Opened(_options.DataPath, _archive.LastSequence, _index.Status.Generation, _index.Status.Sequence);
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (_index is not null)
            await Get<IndexingJob>().CommitAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // A start that fails behind this point (an address in use) must leave an empty archive empty.
            await StartedAsync(stoppingToken);
            if (_options.Sample && _archive!.LastSequence == 0)
                await LoadSampleAsync(stoppingToken);
            indexing.Request();
            if (_options.Role != ServiceRole.Web)
                foreach (
                    var run in _archive!.Jobs(LookedAtRuns).Where(r => r.Kind == ReprocessJob.Kind && r.Ended is null)
                )
                    Get<IReprocessTrigger>().Reprocess(run.Id); // The process ended in the middle of it.
            Get<Rebuilds>().Recover();
            IsReady = true;
            _ = Get<IndexHealth>().CheckAsync(stoppingToken);
            if (_options.Role != ServiceRole.Web)
                await WatchAsync(stoppingToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Stopped(e);
            throw;
        }
    }

    // Neither ends by itself: the first that does has failed, and the service with it.
    private async Task WatchAsync(CancellationToken cancellation)
    {
        Get<IPollingTrigger>().Request();
        await await Task.WhenAny(
            Get<FeedFile>().WatchAsync(cancellation),
            Get<Inbox>().WatchAsync(cancellation),
            Get<EmbargoWatch>().WatchAsync(cancellation)
        );
    }

    private async Task StartedAsync(CancellationToken cancellation)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellation);
    }

    private async Task LoadSampleAsync(CancellationToken cancellation)
    {
        await using var sample = BuiltInSample.OpenJsonLines();
        var report = await Get<Ingestion>().IngestAsync(sample, new IngestOptions(Format: "jsonl"), cancellation);
        SampleLoaded(report.Received);
        indexing.Request();
        // A first visitor should find the sample, not an empty archive. A process without jobs would wait for ever.
        while (_options.Role != ServiceRole.Web && _index!.Status.Sequence < report.Sequence)
            await Task.Delay(LookAgain, cancellation);
    }

    private T Get<T>()
        where T : notnull => (T)services.GetService(typeof(T))!;

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Opened {DataDirectory}: archive at {ArchiveSequence}, index {Generation} at {Sequence}"
    )]
    private partial void Opened(string dataDirectory, long archiveSequence, string generation, long sequence);

    [LoggerMessage(Level = LogLevel.Information, Message = "Loaded the built-in sample: {Articles} articles")]
    private partial void SampleLoaded(long articles);

    [LoggerMessage(Level = LogLevel.Critical, Message = "The background work stopped, and the service with it")]
    private partial void Stopped(Exception exception);
}
