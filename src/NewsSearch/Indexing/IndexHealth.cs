using Microsoft.Extensions.Logging;

namespace NewsSearch.Indexing;

/// <summary>
/// Looks for damage in the live generation: once behind the start, and whenever a search fails in a way that damage
/// explains. A damaged generation is set aside, the one before serves and catches up, and a rebuild is asked for.
/// </summary>
public sealed partial class IndexHealth : IDisposable
{
    private static readonly TimeSpan LeastPause = TimeSpan.FromMinutes(1);

    private readonly IArticleIndex _index;
    private readonly IndexingJob _indexing;
    private readonly IIndexingTrigger _catchUp;
    private readonly Rebuilds _rebuilds;
    private readonly TimeProvider _clock;
    private readonly ILogger<IndexHealth> _logger;
    private readonly SemaphoreSlim _checking = new(1, 1);
    private readonly CancellationTokenSource _stopped = new();
    private readonly Lock _gate = new();
    private long? _lastSuspicion;

    public IndexHealth(
        IArticleIndex index,
        IndexingJob indexing,
        IIndexingTrigger catchUp,
        Rebuilds rebuilds,
        TimeProvider clock,
        ILogger<IndexHealth> logger
    )
    {
        (_index, _indexing, _catchUp, _rebuilds, _clock, _logger) = (
            index,
            indexing,
            catchUp,
            rebuilds,
            clock,
            logger
        );
        index.Generations.Suspected += Suspect;
    }

    /// <summary>Reads every file of the live generation; returns what is wrong with it, after it was set aside.</summary>
    public async Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancellation)
    {
        await _checking.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var name = _index.Status.Generation;
            var findings = await BackgroundThread
                .RunAsync(() => _index.Generations.Check(name, deep: false, cancellation), isModest: true)
                .ConfigureAwait(false);
            if (findings.Count > 0)
                await SetAsideAsync(name, findings[0], cancellation).ConfigureAwait(false);
            return findings;
        }
        finally
        {
            _checking.Release();
        }
    }

    public void Dispose()
    {
        _index.Generations.Suspected -= Suspect;
        _stopped.Cancel();
        _stopped.Dispose();
        _checking.Dispose();
    }

    private async Task SetAsideAsync(string name, string finding, CancellationToken cancellation)
    {
        Damaged(name, finding);
        await _indexing
            .RunExclusivelyAsync(
                () =>
                {
                    // A rebuild may have replaced it meanwhile.
                    if (_index.Status.Generation == name)
                        _index.Generations.SetLiveAside(finding);
                    return true;
                },
                cancellation
            )
            .ConfigureAwait(false);
        _catchUp.Request();
        _rebuilds.StartBySystem($"generation {name} was damaged: {finding}");
    }

    private void Suspect()
    {
        lock (_gate)
        {
            if (_lastSuspicion is { } last && _clock.GetElapsedTime(last) < LeastPause)
                return;
            _lastSuspicion = _clock.GetTimestamp();
        }
        _ = Task.Run(CheckSuspicionAsync);
    }

    private async Task CheckSuspicionAsync()
    {
        try
        {
            var findings = await CheckAsync(_stopped.Token).ConfigureAwait(false);
            if (findings.Count == 0)
                Unfounded(_index.Status.Generation);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            NotChecked(e); // Nobody waits for this task; the next suspicion tries again.
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Generation {Generation} is damaged and set aside: {Finding}")]
    private partial void Damaged(string generation, string finding);

    [LoggerMessage(Level = LogLevel.Information, Message = "The files of generation {Generation} are as written")]
    private partial void Unfounded(string generation);

    [LoggerMessage(Level = LogLevel.Error, Message = "The index could not be checked")]
    private partial void NotChecked(Exception exception);
}
