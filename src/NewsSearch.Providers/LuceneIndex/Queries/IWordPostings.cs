using Lucene.Net.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>The places of one word of a query in a segment: documents in order, and the positions in each.</summary>
internal interface IWordPostings
{
    /// <summary>The current document: -1 before the first, <see cref="DocIdSetIterator.NO_MORE_DOCS"/> behind the last.</summary>
    int Doc { get; }

    /// <summary>Places in the current document.</summary>
    int Count { get; }

    /// <summary>Upper bound of the number of documents.</summary>
    long Cost { get; }

    /// <summary>Moves to the first document from <paramref name="target"/> on; the target lies behind the current one.</summary>
    int Advance(int target);

    /// <summary>Writes the positions in the current document in order; call once for a document.</summary>
    void ReadPlaces(List<int> places);
}
