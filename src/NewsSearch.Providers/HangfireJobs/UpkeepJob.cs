using Hangfire;
using NewsSearch.Indexing;

namespace NewsSearch.Providers.HangfireJobs;

/// <summary>The thin adapter between Hangfire and <see cref="IndexUpkeep"/>, which knows when it is time.</summary>
public sealed class UpkeepJob(IndexUpkeep upkeep)
{
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    [DisableConcurrentExecution(timeoutInSeconds: 1)]
    public Task RunAsync(CancellationToken cancellation) => upkeep.RunAsync(cancellation);
}
