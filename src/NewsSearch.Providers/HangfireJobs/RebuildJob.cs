using Hangfire;
using NewsSearch.Indexing;

namespace NewsSearch.Providers.HangfireJobs;

/// <summary>
/// The thin adapter between Hangfire and <see cref="Rebuilds"/>. What was interrupted is taken up by the recurring run
/// at the latest; a run that finds another one, or nothing to do, ends at once.
/// </summary>
public sealed class RebuildJob(Rebuilds rebuilds)
{
    // A rebuild keeps its own record of errors; a retry would not know of a pause or a cancellation.
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public Task RunAsync(CancellationToken cancellation) => rebuilds.RunAsync(cancellation);
}
