using Lucene.Net.Index;
using NewsSearch.Indexing;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>Merges on threads that step back for searches: nobody waits for a merge.</summary>
internal sealed class MergeThreads : ConcurrentMergeScheduler
{
    // A third of the weight of a normal thread. With less, a busy machine would get new segments faster than it merges
    // them, and then whoever writes has to wait.
    private const int Niceness = 5;

    protected override void DoMerge(MergePolicy.OneMerge merge)
    {
        BackgroundThread.StepBack(Niceness);
        base.DoMerge(merge);
    }
}
