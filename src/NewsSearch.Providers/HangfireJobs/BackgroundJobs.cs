using Hangfire;
using Hangfire.Common;
using Hangfire.InMemory;
using Hangfire.States;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NewsSearch.Indexing;

namespace NewsSearch.Providers.HangfireJobs;

/// <summary>
/// The job engine of this process: an in-memory storage of its own, so that nothing is static and several services can
/// live in one process (tests do). What it forgets when the process ends is derived again from archive and index.
/// </summary>
public sealed class BackgroundJobs(PendingRun pending) : IIndexingTrigger, IDisposable
{
    private static readonly Job CatchUp = Job.FromExpression<CatchUpJob>(j => j.RunAsync(CancellationToken.None));

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

    /// <summary>Runs this as soon as a worker is free.</summary>
    internal void Enqueue(Job job) => new BackgroundJobClient(Storage).Create(job, new EnqueuedState());

    /// <summary>The safety net for requests that a failed run swallowed.</summary>
    internal void Schedule() =>
        new RecurringJobManager(Storage).AddOrUpdate("catch-up", CatchUp, Cron.Minutely(), new RecurringJobOptions());

    public void Dispose() => Storage.Dispose();
}

/// <summary>Runs the jobs of <see cref="BackgroundJobs"/> on two worker threads while the host runs.</summary>
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
            WorkerCount = 2,
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
