using System.Collections.Concurrent;
using NewsSearch.Archive;

namespace NewsSearch.Sources.Polling;

/// <summary>What a run of <see cref="PollFeedsJob"/> did.</summary>
public sealed record PollReport(int Fetches, int Created, int Updated);

/// <summary>Polls every feed that is due, several at a time, one of each host.</summary>
/// <remarks>
/// Assumes that it is started more than once: a run that finds another tells it to look again and steps aside. What a
/// killed run left undone is still due.
/// </remarks>
public sealed class PollFeedsJob(IFeedRegister feeds, FeedPoll poll, TimeProvider clock) : IDisposable
{
    private const int AtATime = 16;

    private readonly SemaphoreSlim _running = new(1, 1);
    private readonly ConcurrentDictionary<string, byte> _polling = [];
    private TaskCompletionSource _asked = NewSignal();

    /// <summary>Whether the feed is being fetched just now.</summary>
    public bool IsPolling(string id) => _polling.ContainsKey(id);

    /// <summary>Polls until no feed is due.</summary>
    /// <exception cref="ArchiveStorageException">The archive cannot store; what is due stays due.</exception>
    public async Task<PollReport> RunAsync(CancellationToken cancellation)
    {
        var report = new PollReport(0, 0, 0);
        Volatile.Read(ref _asked).TrySetResult();
        // Asked for after the other run had looked for the last time: then it has released and this one goes on.
        while (
            Volatile.Read(ref _asked).Task.IsCompleted
            && await _running.WaitAsync(0, cancellation).ConfigureAwait(false)
        )
        {
            try
            {
                report = await PollDueAsync(report, cancellation).ConfigureAwait(false);
            }
            finally
            {
                _running.Release();
            }
        }
        return report;
    }

    public void Dispose() => _running.Dispose();

    private async Task<PollReport> PollDueAsync(PollReport report, CancellationToken cancellation)
    {
        var underWay = new Dictionary<Task<FeedFetch>, PolledFeed>();
        try
        {
            while (true)
            {
                var asked = NewSignal();
                Volatile.Write(ref _asked, asked);
                Start(underWay, cancellation);
                if (underWay.Count == 0)
                    return report;
                await Task.WhenAny([.. underWay.Keys, asked.Task]).ConfigureAwait(false);
                foreach (var ended in underWay.Keys.Where(t => t.IsCompleted).ToList())
                {
                    var feed = underWay[ended];
                    underWay.Remove(ended);
                    _polling.TryRemove(feed.Id, out _);
                    var fetch = await ended.ConfigureAwait(false);
                    report = new PollReport(
                        report.Fetches + 1,
                        report.Created + fetch.Created,
                        report.Updated + fetch.Updated
                    );
                }
            }
        }
        finally
        {
            // Also when one of them failed: none goes on behind the end of the run.
            await Task.WhenAll(underWay.Keys.ToArray<Task>()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var feed in underWay.Values)
                _polling.TryRemove(feed.Id, out _);
        }
    }

    private void Start(Dictionary<Task<FeedFetch>, PolledFeed> underWay, CancellationToken cancellation)
    {
        if (underWay.Count >= AtATime || cancellation.IsCancellationRequested)
            return;
        var hosts = underWay.Values.Select(Host).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var feed in feeds.Due(clock.GetUtcNow(), int.MaxValue))
        {
            // A second feed of a host would only wait for its turn, and others behind it.
            if (underWay.Count >= AtATime || !hosts.Add(Host(feed)))
                continue;
            _polling[feed.Id] = 0;
            underWay.Add(Task.Run(() => poll.PollAsync(feed, cancellation), CancellationToken.None), feed);
        }
    }

    private static string Host(PolledFeed feed) => new Uri(feed.Declaration.Url).Authority;

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
