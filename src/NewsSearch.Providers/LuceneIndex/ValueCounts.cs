using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>How many of some documents have each value of a dimension, by the snapshot's shared numbers.</summary>
internal sealed class ValueCounts
{
    private readonly long[] _counts;

    public ValueCounts(Snapshot snapshot, Dimension dimension, Matches documents)
    {
        var shared = snapshot.Values(dimension);
        _counts = new long[shared.Names.Count];
        for (var s = 0; s < snapshot.Segments.Length; s++)
        {
            var column = snapshot.Segments[s].Values(dimension);
            var bySet = new long[column.SetCount];
            foreach (var doc in documents.Documents(s))
                bySet[column.Sets[doc]]++;
            Missing += bySet[0];
            for (var set = 1; set < bySet.Length; set++)
            for (var m = column.Offsets[set]; m < column.Offsets[set + 1]; m++)
                _counts[shared.FromLocal[s][column.Members[m]]] += bySet[set];
        }
    }

    /// <summary>Documents without any value.</summary>
    public long Missing { get; }

    public long Sum => _counts.Sum();

    /// <summary>Documents with this value; 0 for the number of no value.</summary>
    public long this[int value] => value < 0 ? 0 : _counts[value];
}
