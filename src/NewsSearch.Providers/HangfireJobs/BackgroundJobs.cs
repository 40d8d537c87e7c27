using Hangfire;
using Hangfire.Common;
using Hangfire.InMemory;
using Hangfire.States;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NewsSearch.Indexing;
using NewsSearch.Sources;
using NewsSearch.Sources.Polling;

namespace NewsSearch.Providers.HangfireJobs;

/// <summary>
/// The job engine of this process: an in-memory storage of its own, so that nothing is static and several services can
/// live in one process (tests do). What it forgets when the process ends is derived again from archive and index.
/// </summary>
public sealed class BackgroundJobs(PendingRun pending)
    : IIndexingTrigger,
        IReprocessTrigger,
        IPollingTrigger,
        IRebuildTrigger,
        IDisposable
{
    /// <summary>One for indexing, one for a rebuild, the others for what comes and goes.</summary>
    internal const int Workers = 4;

    private static readonly Job Upkeep = Job.FromExpression<UpkeepJob>(j => j.RunAsync(CancellationToken.None));

    private static readonly Job Watch = Job.FromExpression<SourceWatchJob>(j => j.Run(CancellationToken.None));

    private static readonly Job Rebuild = Job.FromExpression<RebuildJob>(j => j.RunAsync(CancellationToken.None));
    private static readonly Job CatchUp = Job.FromExpression<CatchUpJob>(j => j.RunAsync(CancellationToken.None));
    private static readonly Job Polling = Job.FromExpression<FeedPollingJob>(j => j.RunAsync(CancellationToken.None));

    internal InMemoryStorage Storage { get; } = new();

    /// <summary>Enqueues a run unless one is waiting to start.</summary>
    public void Request()
    {
        if (!pending.TryClaim())
            return;
        try
        {
            new BackgroundJobClient(Storage).Create(CatchUp, new EnqueuedState());
        }
        catch
        {
            pending.Started(); // Nothing waits: the next request must try again.
            throw;
        }
    }

    public void Reprocess(long run) =>
        Enqueue(Job.FromExpression<ReprocessJob>(j => j.RunAsync(run, CancellationToken.None)));

    // A run that finds another one hands the request over to it and ends, so none is saved up here.
    void IPollingTrigger.Request() => Enqueue(Polling);

    /// <summary>Runs this as soon as a worker is free.</summary>
    internal void Enqueue(Job job) => new BackgroundJobClient(Storage).Create(job, new EnqueuedState());

    void IRebuildTrigger.Request() => Enqueue(Rebuild);

    /// <summary>The clock of polling, and the safety net for requests to index that a failed run swallowed.</summary>
    internal void Schedule()
    {
        var recurring = new RecurringJobManager(Storage);
        recurring.AddOrUpdate("catch-up", CatchUp, Cron.Minutely(), new RecurringJobOptions());
        recurring.AddOrUpdate("poll-feeds", Polling, Cron.Minutely(), new RecurringJobOptions());
        recurring.AddOrUpdate("rebuild", Rebuild, Cron.Minutely(), new RecurringJobOptions());
        recurring.AddOrUpdate("upkeep", Upkeep, Cron.Hourly(), new RecurringJobOptions());
        recurring.AddOrUpdate("source-health", Watch, Cron.Hourly(minute: 10), new RecurringJobOptions());
    }

    public void Dispose() => Storage.Dispose();
}

/// <summary>Runs the jobs of <see cref="BackgroundJobs"/> on a few worker threads while the host runs.</summary>
internal sealed class HangfireServer(
    BackgroundJobs queue,
    SnapshotRequests snapshots,
    JobMeter meter,
    IServiceProvider services
) : IHostedService, IDisposable
{
    private BackgroundJobServer? _server;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        queue.Schedule();
        snapshots.Schedule();
        var options = new BackgroundJobServerOptions
        {
            Activator = new Activator(services),
            FilterProvider = Filters(meter),
            CancellationCheckInterval = TimeSpan.FromSeconds(1),
            ServerName = "newssearch",
            WorkerCount = BackgroundJobs.Workers,
        };
        _server = new BackgroundJobServer(options, queue.Storage);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _server?.SendStop();
        if (_server is not null)
            await _server.WaitForShutdownAsync(cancellationToken);
    }

    public void Dispose() => _server?.Dispose();

    // What Hangfire itself would ask, and the meter of this server.
    private static JobFilterProviderCollection Filters(JobMeter meter) =>
        new(GlobalJobFilters.Filters, new JobFilterAttributeFilterProvider(), new JobFilterCollection { meter });

    private sealed class Activator(IServiceProvider services) : JobActivator
    {
        public override object ActivateJob(Type jobType) => services.GetRequiredService(jobType);
    }
}
