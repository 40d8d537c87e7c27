using System.Diagnostics.Metrics;
using Hangfire.Common;
using Hangfire.Server;

namespace NewsSearch.Providers.HangfireJobs;

/// <summary>Counts runs of jobs and their time, by job and outcome.</summary>
internal sealed class JobMeter : JobFilterAttribute, IServerFilter
{
    private const string StartedKey = "started";

    private readonly TimeProvider _clock;
    private readonly Histogram<double> _runs;

    public JobMeter(IMeterFactory meters, TimeProvider clock)
    {
        _clock = clock;
        _runs = meters
            .Create(ProviderRegistration.JobMeterName)
            .CreateHistogram(
                "newssearch.job.duration",
                "s",
                "Time that runs of background jobs took, by job and outcome.",
                advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.1, 1, 10, 60, 600, 3_600] }
            );
    }

    public void OnPerforming(PerformingContext context) => context.Items[StartedKey] = _clock.GetTimestamp();

    public void OnPerformed(PerformedContext context)
    {
        if (!context.Items.TryGetValue(StartedKey, out var started))
            return;
        var job = context.BackgroundJob.Job;
        var outcome =
            context.Canceled || context.Exception is OperationCanceledException ? "cancelled"
            : context.Exception is null ? "succeeded"
            : "failed";
        _runs.Record(
            _clock.GetElapsedTime((long)started!).TotalSeconds,
            new KeyValuePair<string, object?>("job", $"{job.Type.Name}.{job.Method.Name}"),
            new KeyValuePair<string, object?>("outcome", outcome)
        );
    }
}
