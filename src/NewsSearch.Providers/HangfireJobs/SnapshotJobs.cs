using System.Globalization;
using Hangfire;
using Hangfire.Common;
using Microsoft.Extensions.Logging;
using NewsSearch.Archive;
using NewsSearch.Snapshots;

namespace NewsSearch.Providers.HangfireJobs;

/// <summary>
/// The thin adapter between Hangfire and what works on snapshots and inspects the archive: runs it and keeps the history.
/// </summary>
/// <remarks>A job that a crash took with it is not repeated: what it had not finished does not count.</remarks>
public sealed partial class SnapshotJobs(
    SnapshotCreation creation,
    SnapshotVerification verification,
    SnapshotStore store,
    SnapshotRuns runs,
    IDataEngines engines,
    DataFolder folder,
    IArchive archive,
    TimeProvider clock,
    ILogger<SnapshotJobs> logger
)
{
    /// <summary>Kinds under which the history lists these runs.</summary>
    public const string SnapshotKind = "snapshot";

    public const string CheckKind = "snapshot-check";
    public const string InspectionKind = "archive-check";

    /// <summary>A snapshot that the schedule asks for.</summary>
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Fail)]
    public Task CreateScheduledAsync(CancellationToken cancellation)
    {
        var id = creation.NewId();
        runs.Begin(id, SnapshotWork.Create);
        return CreateAsync(id, cancellation);
    }

    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Fail)]
    public Task CreateAsync(string id, CancellationToken cancellation) =>
        RecordAsync(
            SnapshotKind,
            async () =>
            {
                var (snapshot, removed) = await creation.RunAsync(id, cancellation);
                Created(id, snapshot.Archive.Sequence, snapshot.AddedBytes, removed.Count);
                runs.Complete(id, SnapshotWork.Create);
                return (snapshot.AddedBytes, null);
            },
            error => runs.Fail(id, SnapshotWork.Create, error)
        );

    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Fail)]
    public Task CheckAsync(string id, CancellationToken cancellation) =>
        RecordAsync(
            CheckKind,
            async () =>
            {
                var snapshot = store.Find(id) ?? throw new FileNotFoundException($"The snapshot {id} was deleted.");
                var check = await verification.RunAsync(snapshot, cancellation);
                runs.Complete(id, SnapshotWork.Check);
                return (check.Articles, First(check.Problems));
            },
            error => runs.Fail(id, SnapshotWork.Check, error)
        );

    /// <summary>Reads the whole archive, so that damage is known while there still is a snapshot without it.</summary>
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Fail)]
    public Task InspectAsync(CancellationToken cancellation) =>
        RecordAsync(
            InspectionKind,
            () =>
            {
                var condition = engines.Inspect(folder.ArchivePath, cancellation);
                string[] damage = condition.IsSound ? [] : [.. condition.Lines(), ArchiveDamagedException.Fix];
                return Task.FromResult((condition.Versions, First(damage)));
            },
            _ => { }
        );

    private async Task RecordAsync(string kind, Func<Task<(long Done, string? Error)>> work, Action<string> failed)
    {
        var time = new RunTime(clock);
        try
        {
            var (done, error) = await work();
            if (error is not null)
                Found(kind, error);
            archive.RecordJob(new JobRun(0, kind, time.Started, time.Now, done, error));
        }
        catch (Exception e)
        {
            // Also a cancelled one: whoever asked for it looks here.
            failed(e.Message);
            if (e is OperationCanceledException)
                throw;
            Failed(kind, e);
            archive.RecordJob(new JobRun(0, kind, time.Started, time.Now, 0, e.Message));
            throw;
        }
    }

    private static string? First(IReadOnlyList<string> problems) =>
        problems.Count == 0
            ? null
            : string.Join('\n', problems.Take(10))
                + (
                    problems.Count > 10
                        ? string.Create(CultureInfo.InvariantCulture, $"\n… and {problems.Count - 10} more")
                        : ""
                );

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Made the snapshot {SnapshotId} at sequence {Sequence}, {AddedBytes} bytes were new; {Removed} older ones were removed"
    )]
    private partial void Created(string snapshotId, long sequence, long addedBytes, int removed);

    [LoggerMessage(Level = LogLevel.Error, Message = "The job {Kind} found damage: {Problems}")]
    private partial void Found(string kind, string problems);

    [LoggerMessage(Level = LogLevel.Error, Message = "The job {Kind} failed")]
    private partial void Failed(string kind, Exception exception);
}

/// <summary>Enqueues work on snapshots, and plans what the settings ask for.</summary>
public sealed class SnapshotRequests(BackgroundJobs jobs, SnapshotRuns runs, SnapshotSettings settings)
    : ISnapshotTrigger
{
    public void RequestSnapshot(string id)
    {
        runs.Begin(id, SnapshotWork.Create);
        jobs.Enqueue(Job.FromExpression<SnapshotJobs>(j => j.CreateAsync(id, CancellationToken.None)));
    }

    public void RequestCheck(string id)
    {
        runs.Begin(id, SnapshotWork.Check);
        jobs.Enqueue(Job.FromExpression<SnapshotJobs>(j => j.CheckAsync(id, CancellationToken.None)));
    }

    internal void Schedule()
    {
        Plan(
            "snapshot",
            settings.Schedule,
            Job.FromExpression<SnapshotJobs>(j => j.CreateScheduledAsync(CancellationToken.None))
        );
        Plan(
            "archive-check",
            settings.CheckSchedule,
            Job.FromExpression<SnapshotJobs>(j => j.InspectAsync(CancellationToken.None))
        );
    }

    private void Plan(string name, string? cron, Job job)
    {
        if (cron is null)
            return;
        try
        {
            new RecurringJobManager(jobs.Storage).AddOrUpdate(
                name,
                job,
                cron,
                new RecurringJobOptions { TimeZone = settings.Zone }
            );
        }
        catch (ArgumentException e)
        {
            throw new FormatException(
                $"The schedule '{cron}' of the job {name} is no cron expression: {e.InnerException?.Message ?? e.Message}",
                e
            );
        }
    }
}
