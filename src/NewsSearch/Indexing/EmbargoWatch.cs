using Microsoft.Extensions.Logging;
using NewsSearch.Archive;

namespace NewsSearch.Indexing;

/// <summary>
/// Publishes held items at the second of their release and asks for them to be indexed. What became due while nobody
/// watched is published at once.
/// </summary>
/// <remarks>
/// Looks at a number in memory once a second instead of waiting for a moment: items come meanwhile, and a clock that is
/// set moves every moment.
/// </remarks>
public sealed partial class EmbargoWatch(
    IArchive archive,
    IIndexingTrigger indexing,
    TimeProvider clock,
    ILogger<EmbargoWatch> logger
)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Soonest = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(1);

    /// <summary>Watches until it is cancelled.</summary>
    public async Task WatchAsync(CancellationToken cancellation)
    {
        while (true)
            await Task.Delay(Publish(cancellation) ? Pause() : AfterFailure, clock, cancellation).ConfigureAwait(false);
    }

    private bool Publish(CancellationToken cancellation)
    {
        try
        {
            if (archive.Held.Release(cancellation) is > 0 and var items)
            {
                indexing.Request();
                Released(items);
            }
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A full disk must not end the service; the items are where they were.
            Failed(e);
            return false;
        }
    }

    private TimeSpan Pause()
    {
        var rest = (archive.Held.NextRelease - clock.GetUtcNow()) ?? LookAgain;
        return rest > LookAgain ? LookAgain
            : rest < Soonest ? Soonest
            : rest;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Published {Items} items whose embargo is over")]
    private partial void Released(int items);

    [LoggerMessage(Level = LogLevel.Error, Message = "Items whose embargo is over cannot be published yet")]
    private partial void Failed(Exception exception);
}
