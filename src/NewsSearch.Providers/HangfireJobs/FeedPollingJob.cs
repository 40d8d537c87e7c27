using Hangfire;
using Microsoft.Extensions.Logging;
using NewsSearch.Archive;
using NewsSearch.Sources.Polling;

namespace NewsSearch.Providers.HangfireJobs;

/// <summary>The thin adapter between Hangfire and <see cref="PollFeedsJob"/>: runs, keeps the history.</summary>
/// <remarks>Runs more than once at a time and after crashes; the job that it calls allows for that.</remarks>
public sealed partial class FeedPollingJob(
    PollFeedsJob polling,
    IArchive archive,
    TimeProvider clock,
    ILogger<FeedPollingJob> logger
)
{
    /// <summary>Kind under which the history lists these runs.</summary>
    public const string Kind = "polling";

    // A retry would repeat what the recurring run does anyway a minute later.
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public async Task RunAsync(CancellationToken cancellation)
    {
        var time = new RunTime(clock);
        try
        {
            var report = await polling.RunAsync(cancellation);
            // Most runs bring nothing new; each feed has a log of its own.
            if (report.Created + report.Updated == 0)
                return;
            archive.RecordJob(
                new JobRun(0, Kind, time.Started, time.Now, report.Created + report.Updated, Error: null)
            );
            Polled(report.Fetches, report.Created, report.Updated);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Failed(e);
            archive.RecordJob(new JobRun(0, Kind, time.Started, time.Now, 0, e.Message));
            throw;
        }
    }

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "Polled {Fetches} times: {Created} articles created, {Updated} updated"
    )]
    private partial void Polled(int fetches, int created, int updated);

    [LoggerMessage(Level = LogLevel.Error, Message = "Polling stopped; the recurring run tries again")]
    private partial void Failed(Exception exception);
}
