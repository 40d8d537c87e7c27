using Hangfire;
using NewsSearch.Coverage;

namespace NewsSearch.Providers.HangfireJobs;

/// <summary>The thin adapter between Hangfire and <see cref="SourceWatch"/>, which repeats nothing.</summary>
public sealed class SourceWatchJob(SourceWatch watch)
{
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Fail)]
    [DisableConcurrentExecution(timeoutInSeconds: 1)]
    public void Run(CancellationToken cancellation) => watch.Run(cancellation);
}
