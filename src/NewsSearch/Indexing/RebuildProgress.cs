using NewsSearch.Archive;

namespace NewsSearch.Indexing;

/// <summary>How fast a running rebuild is; written by it and read by whoever asks.</summary>
public sealed class RebuildProgress(TimeProvider clock)
{
    private static readonly TimeSpan SampleInterval = TimeSpan.FromSeconds(1);
    private const int Samples = 30;

    /// <summary>"Now" is the mean of so many of the newest samples.</summary>
    private const int Newest = 5;

    private readonly Lock _gate = new();
    private readonly Queue<double> _rates = new();
    private readonly long _started = clock.GetTimestamp();
    private long _sampled = clock.GetTimestamp();
    private long _doneAtSample;
    private long _done;

    /// <summary>Articles applied since this run began or went on.</summary>
    public void Report(long done)
    {
        lock (_gate)
        {
            _done = done;
            var elapsed = clock.GetElapsedTime(_sampled);
            if (elapsed < SampleInterval)
                return;
            _rates.Enqueue((done - _doneAtSample) / elapsed.TotalSeconds);
            if (_rates.Count > Samples)
                _rates.Dequeue();
            (_sampled, _doneAtSample) = (clock.GetTimestamp(), done);
        }
    }

    /// <summary>Time since this run began or went on.</summary>
    public TimeSpan Elapsed => clock.GetElapsedTime(_started);

    /// <summary>The run with what has happened since its last checkpoint.</summary>
    public RebuildStatus Of(RebuildRun run, long doneBefore)
    {
        lock (_gate)
        {
            var average = Rate(_done, Elapsed);
            var now = _rates.Count == 0 ? average : _rates.TakeLast(Newest).Average();
            var done = Math.Max(run.Done, doneBefore + _done);
            var remaining = Math.Max(0, run.Total - done);
            return new RebuildStatus(
                run with
                {
                    Done = done,
                    Total = Math.Max(run.Total, done),
                },
                now,
                average,
                run.State == RebuildState.Running ? Estimate(remaining, now) : null
            );
        }
    }

    private RebuildEta? Estimate(long remaining, double now)
    {
        if (now <= 0)
            return null;
        // The rates seen so far bound what is still to come, as far as anybody can tell.
        var slowest = Math.Max(_rates.Count == 0 ? now / 2 : _rates.Min(), now / 10);
        var fastest = _rates.Count == 0 ? now * 2 : Math.Max(_rates.Max(), now);
        return new RebuildEta(Time(remaining / now), Time(remaining / fastest), Time(remaining / slowest));
    }

    private static TimeSpan Time(double seconds) => TimeSpan.FromSeconds(Math.Round(seconds, 1));

    /// <summary>Articles a second.</summary>
    public static double Rate(long done, TimeSpan time) => time <= TimeSpan.Zero ? 0 : done / time.TotalSeconds;
}

/// <summary>A rebuild as it is now.</summary>
/// <param name="RateNow">Articles a second during the last seconds.</param>
/// <param name="RateAverage">Articles a second since it began or went on; over all its work once it has ended.</param>
/// <param name="Eta">When it will be done; null unless it is building.</param>
public sealed record RebuildStatus(RebuildRun Run, double RateNow, double RateAverage, RebuildEta? Eta);

/// <summary>Time that is still needed, and between which bounds it may lie.</summary>
public sealed record RebuildEta(TimeSpan Expected, TimeSpan Least, TimeSpan Most);
