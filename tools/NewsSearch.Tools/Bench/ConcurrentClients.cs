using NewsSearch.Sources.Sample;

namespace NewsSearch.Tools.Bench;

/// <summary>Random queries of the log from several clients at once, each on a thread of its own.</summary>
internal sealed class ConcurrentClients(BenchResults results, IReadOnlyList<LoggedQuery> queries, TimeProvider clock)
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(15);

    public async Task RunAsync(
        string workload,
        int clients,
        Func<LoggedQuery, long> search,
        CancellationToken cancellation
    )
    {
        var started = clock.GetTimestamp();
        var tasks = Enumerable
            .Range(0, clients)
            .Select(c =>
                Task.Factory.StartNew(
                    () => Client(c),
                    cancellation,
                    TaskCreationOptions.LongRunning,
                    TaskScheduler.Default
                )
            )
            .ToArray();
        var times = await Task.WhenAll(tasks);
        var seconds = clock.GetElapsedTime(started).TotalSeconds;
        var all = times.SelectMany(t => t).Order().ToArray();
        results.Add(workload, $"qps_{clients}client", all.Length / seconds);
        results.Add(workload, $"p50_ms_{clients}client", all[all.Length / 2]);
        results.Add(workload, $"p99_ms_{clients}client", all[(int)(all.Length * 0.99)]);

        List<double> Client(int number)
        {
            var random = new SeededRandom((ulong)number);
            var taken = new List<double>();
            while (clock.GetElapsedTime(started) < Duration)
            {
                cancellation.ThrowIfCancellationRequested();
                var query = random.Pick(queries);
                var before = clock.GetTimestamp();
                search(query);
                taken.Add(clock.GetElapsedTime(before).TotalMilliseconds);
            }
            return taken;
        }
    }
}
