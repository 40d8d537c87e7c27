using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>The values of a dimension in a snapshot with the words of their labels and their number of articles.</summary>
internal sealed class ValueSuggestions
{
    private readonly List<(FacetValue Value, List<string> Words)> _values = [];

    public ValueSuggestions(Snapshot snapshot, Dimension dimension)
    {
        var shared = snapshot.Values(dimension);
        var counts = Count(snapshot, dimension, shared);
        for (var number = 0; number < shared.Names.Count; number++)
        {
            if (counts[number] == 0)
                continue;
            var name = shared.Names[number];
            var label = shared.Labels[number] ?? name;
            var value = new FacetValue(name, label, counts[number], Selected: false);
            _values.Add((value, Words(label == name ? name : $"{label} {name}")));
        }
        _values.Sort(
            (a, b) =>
                b.Value.Count != a.Value.Count
                    ? b.Value.Count.CompareTo(a.Value.Count)
                    : string.CompareOrdinal(a.Value.Value, b.Value.Value)
        );
    }

    /// <summary>Values of which a word begins like each of these, most articles first.</summary>
    public IEnumerable<FacetValue> Find(IReadOnlyList<string> beginnings)
    {
        foreach (var (value, words) in _values)
            if (beginnings.All(b => words.Exists(w => w.StartsWith(b, StringComparison.Ordinal))))
                yield return value;
    }

    /// <summary>The folded words of a text.</summary>
    public static List<string> Words(string text)
    {
        var words = new TextWords();
        words.Read(text);
        return [.. Enumerable.Range(0, words.Count).Select(i => System.Text.Encoding.UTF8.GetString(words.Folded(i)))];
    }

    private static long[] Count(Snapshot snapshot, Dimension dimension, SharedValues shared)
    {
        var counts = new long[shared.Names.Count];
        for (var s = 0; s < snapshot.Segments.Length; s++)
        {
            var segment = snapshot.Segments[s];
            var column = segment.Values(dimension);
            var ofSet = new int[column.SetCount];
            for (var doc = 0; doc < column.Sets.Length; doc++)
                if (segment.Sees(doc))
                    ofSet[column.Sets[doc]]++;
            for (var set = 0; set < ofSet.Length; set++)
            for (var m = column.Offsets[set]; m < column.Offsets[set + 1]; m++)
                counts[shared.FromLocal[s][column.Members[m]]] += ofSet[set];
        }
        return counts;
    }
}
