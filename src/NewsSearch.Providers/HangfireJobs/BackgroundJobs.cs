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
public sealed class BackgroundJobs(PendingRun pending) : IIndexingTrigger, IRebuildTrigger, IDisposable
{
    /// <summary>One for indexing, one for a rebuild, the others for what comes and goes.</summary>
    internal const int Workers = 4;

    private static readonly Job Rebuild = Job.FromExpression<RebuildJob>(j => j.RunAsync(CancellationToken.None));
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

    void IRebuildTrigger.Request() => new BackgroundJobClient(Storage).Create(Rebuild, new EnqueuedState());

    /// <summary>The safety net for requests that a failed run swallowed.</summary>
    internal void Schedule()
    {
        var recurring = new RecurringJobManager(Storage);
        recurring.AddOrUpdate("catch-up", CatchUp, Cron.Minutely(), new RecurringJobOptions());
        recurring.AddOrUpdate("rebuild", Rebuild, Cron.Minutely(), new RecurringJobOptions());
    }

    public void Dispose() => Storage.Dispose();
}

/// <summary>Runs the jobs of <see cref="BackgroundJobs"/> on a few worker threads while the host runs.</summary>
internal sealed class HangfireServer(BackgroundJobs queue, IServiceProvider services) : IHostedService, IDisposable
{
    private BackgroundJobServer? _server;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        queue.Schedule();
        var options = new BackgroundJobServerOptions
        {
            Activator = new Activator(services),
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

    private sealed class Activator(IServiceProvider services) : JobActivator
    {
        public override object ActivateJob(Type jobType) => services.GetRequiredService(jobType);
    }
}
