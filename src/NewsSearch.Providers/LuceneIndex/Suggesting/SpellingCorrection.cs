using Lucene.Net.Index;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>Finds the word that was meant by one that no article has.</summary>
internal static class SpellingCorrection
{
    // Two errors turn any shorter word into any other.
    private const int ShortestWithTwoErrors = 6;
    private const int Shortest = 3;

    /// <summary>The most frequent word at the smallest distance; null when the word is known or nothing is near.</summary>
    public static string? Of(Snapshot snapshot, string word, CancellationToken cancellation)
    {
        var words = QueryWords.Of(word, Search.QueryField.Text, Search.MatchMode.Folded);
        if (words is not [FoldedWord { Folded: { Length: >= Shortest } folded }])
            return null;
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var segment in snapshot.Segments)
        {
            var dictionary = new SegmentWords(segment, IndexSchema.Text, cancellation);
            if (dictionary.Find(folded))
                return null;
            foreach (var similar in dictionary.Similar(folded, folded.Length < ShortestWithTwoErrors ? 1 : 2))
                counts[similar] = counts.GetValueOrDefault(similar) + dictionary.Count;
        }
        return counts
            .OrderByDescending(c => TypingErrors.AreAtMost(1, c.Key, folded))
            .ThenByDescending(c => c.Value)
            .ThenBy(c => c.Key, StringComparer.Ordinal)
            .Select(c => c.Key)
            .FirstOrDefault();
    }
}
