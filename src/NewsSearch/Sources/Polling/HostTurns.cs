namespace NewsSearch.Sources.Polling;

/// <summary>Lets one request at a time to each host, with a pause between them.</summary>
/// <remarks>Thread model: any number of callers; each waits for its turn without holding a thread.</remarks>
public sealed class HostTurns(TimeSpan pause, TimeProvider clock)
{
    // What robots.txt asks for beyond this would stop a feed for good.
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private const int KeptHosts = 1_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Host> _hosts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Waits until nobody else asks this host and its pause is over; disposing ends the turn.</summary>
    public async Task<IDisposable> TakeAsync(Uri address, CancellationToken cancellation)
    {
        var host = Enter(address.Authority);
        try
        {
            await host.Turn.WaitAsync(cancellation).ConfigureAwait(false);
        }
        catch
        {
            Leave(host);
            throw;
        }
        var turn = new Turn(this, host);
        try
        {
            if (Wait(host) is { Ticks: > 0 } wait)
                await Task.Delay(wait, clock, cancellation).ConfigureAwait(false);
            return turn;
        }
        catch
        {
            host.Turn.Release();
            Leave(host);
            throw;
        }
    }

    /// <summary>A host asks for longer pauses (<c>Crawl-delay</c>); they last while the host is remembered.</summary>
    public void Slow(Uri address, TimeSpan delay)
    {
        var host = Enter(address.Authority);
        host.Pause =
            delay > LongestPause ? LongestPause
            : delay > pause ? delay
            : pause;
        Leave(host);
    }

    private Host Enter(string name)
    {
        lock (_gate)
        {
            if (!_hosts.TryGetValue(name, out var host))
                _hosts[name] = host = new Host { Pause = pause };
            host.Users++;
            return host;
        }
    }

    private void Leave(Host host)
    {
        lock (_gate)
        {
            host.Users--;
            if (_hosts.Count <= KeptHosts)
                return;
            foreach (var (name, _) in _hosts.Where(h => h.Value.Users == 0 && Wait(h.Value) <= TimeSpan.Zero).ToList())
                _hosts.Remove(name);
        }
    }

    private sealed class Host
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);
        public TimeSpan Pause { get; set; }

        /// <summary>Timestamp of the end of the last turn; null before the first.</summary>
        public long? LastTurn { get; set; }
        public int Users { get; set; }
    }

    private sealed class Turn(HostTurns turns, Host host) : IDisposable
    {
        public void Dispose()
        {
            host.LastTurn = turns.Timestamp;
            host.Turn.Release();
            turns.Leave(host);
        }
    }

    private long Timestamp => clock.GetTimestamp();

    // By a clock that nobody sets: set back by an hour, the other one would stop all polls for that long.
    private TimeSpan Wait(Host host) =>
        host.LastTurn is { } last ? host.Pause - clock.GetElapsedTime(last) : TimeSpan.Zero;
}
