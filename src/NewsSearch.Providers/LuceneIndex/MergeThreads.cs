using Lucene.Net.Index;
using NewsSearch.Indexing;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>Merges on threads that get the processor only when searches leave it: nobody waits for a merge.</summary>
internal sealed class MergeThreads : ConcurrentMergeScheduler
{
    protected override void DoMerge(MergePolicy.OneMerge merge)
    {
        BackgroundThread.StepBack();
        base.DoMerge(merge);
    }
}
