namespace NewsSearch.Tools.Bench;

/// <summary>
/// Runs a workload over the query log: passes to warm up, then timed passes; what counts is each query's median.
/// </summary>
internal sealed class QueryMeasure(BenchResults results, IReadOnlyList<LoggedQuery> queries, TimeProvider clock)
{
    private const int FewestPasses = 3;

    /// <summary>A slow engine is not measured for longer than this, as long as each query ran three times.</summary>
    private static readonly TimeSpan LongEnough = TimeSpan.FromSeconds(40);

    public int WarmUpPasses { get; init; } = 3;
    public int TimedPasses { get; init; } = 10;

    /// <param name="search">Answers one query and returns the number of hits.</param>
    public void Run(string workload, Func<LoggedQuery, long> search, CancellationToken cancellation)
    {
        for (var pass = 0; pass < WarmUpPasses; pass++)
            foreach (var query in queries)
            {
                cancellation.ThrowIfCancellationRequested();
                search(query);
            }

        var times = queries.Select(_ => new List<double>(TimedPasses)).ToArray();
        var hits = new long[queries.Count];
        var started = clock.GetTimestamp();
        var passes = 0;
        while (passes < TimedPasses && (passes < FewestPasses || clock.GetElapsedTime(started) < LongEnough))
        {
            for (var i = 0; i < queries.Count; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                var before = clock.GetTimestamp();
                hits[i] = search(queries[i]);
                times[i].Add(clock.GetElapsedTime(before).TotalMilliseconds);
            }
            passes++;
        }
        var seconds = clock.GetElapsedTime(started).TotalSeconds;
        Report(workload, [.. times.Select(Median)], hits);
        results.Add(workload, "qps_1client", passes * queries.Count / seconds);
    }

    private void Report(string workload, double[] medians, long[] hits)
    {
        foreach (var group in Enumerable.Range(0, queries.Count).GroupBy(i => queries[i].Class))
        {
            results.Add(workload, $"ms_mean:{group.Key}", group.Average(i => medians[i]));
            results.Add(workload, $"hits:{group.Key}", group.Sum(i => hits[i]));
        }
        var sorted = medians.Order().ToArray();
        results.Add(workload, "p50_ms", sorted[sorted.Length / 2]);
        results.Add(workload, "p99_ms", sorted[(int)(sorted.Length * 0.99)]);
        results.Add(workload, "mean_ms", sorted.Average());
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
