namespace NewsSearch.Indexing;

/// <summary>Keeps the live generation small: merges away what deleted and replaced articles left behind.</summary>
/// <remarks>Runs beside indexing and searches; a stop or a swap breaks it off, and the next night takes it up.</remarks>
public sealed class IndexUpkeep(IArticleIndex index, QuietHours quiet, TimeProvider clock)
{
    /// <summary>Merges when it is the time for it; false when it is not.</summary>
    public async Task<bool> RunAsync(CancellationToken cancellation)
    {
        if (!quiet.Contains(TimeOnly.FromDateTime(clock.GetLocalNow().DateTime)))
            return false;
        return await BackgroundThread
            .RunAsync(() =>
            {
                index.Generations.Compact(cancellation);
                return true;
            })
            .ConfigureAwait(false);
    }
}
