using System.Collections.Concurrent;
using NewsSearch.Archive;

namespace NewsSearch.Indexing;

/// <summary>Reads changes on the caller's thread while other threads apply them.</summary>
/// <param name="threads">Threads that apply.</param>
/// <param name="start">Starts one of them.</param>
internal sealed class ArchiveFeed(int threads, Func<Func<bool>, Task> start)
{
    private const int ReadAhead = 4;

    /// <summary>Applies batches until there are no more or it is enough; everything that was read is applied then.</summary>
    /// <param name="isEnough">Asked behind each batch.</param>
    /// <returns>How many changes, and the sequence of the last; null when it was not cut short.</returns>
    /// <exception cref="OperationCanceledException">Cancelled; an unknown part was applied.</exception>
    public (long Count, long? CutAt) Apply(
        Func<CancellationToken, IEnumerable<IReadOnlyList<ArchivedArticle>>> read,
        Action<IReadOnlyList<ArchivedArticle>> apply,
        Func<long, bool> isEnough,
        CancellationToken cancellation
    )
    {
        long count = 0;
        long? cutAt = null;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var batches = new BlockingCollection<IReadOnlyList<ArchivedArticle>>(ReadAhead);
        var writers = Enumerable.Range(0, threads).Select(_ => start(Write)).ToArray();
        try
        {
            foreach (var batch in read(stop.Token))
            {
                batches.Add(batch, stop.Token);
                count += batch.Count(a => !a.IsOlder);
                // Only a current article says how far the archive was read.
                if (batch[^1].IsOlder || !isEnough(count))
                    continue;
                cutAt = batch[^1].Sequence;
                break;
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // A writer failed, and says below why.
        }
        finally
        {
            batches.CompleteAdding();
            Task.WhenAll(writers).GetAwaiter().GetResult();
        }
        cancellation.ThrowIfCancellationRequested();
        return (count, cutAt);

        bool Write()
        {
            try
            {
                foreach (var batch in batches.GetConsumingEnumerable(stop.Token))
                    apply(batch);
                return true;
            }
            catch
            {
                stop.Cancel(); // The reader must not wait for a writer that is gone.
                throw;
            }
        }
    }
}
