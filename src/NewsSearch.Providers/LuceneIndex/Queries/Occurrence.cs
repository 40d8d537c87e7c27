namespace NewsSearch.Providers.LuceneIndex;

/// <summary>Where something was found: the positions of its first and last word.</summary>
/// <param name="Parts">What it was made of, where that does not fill the range; null for a run of words.</param>
internal readonly record struct Occurrence(int First, int Last, Occurrence[]? Parts = null)
{
    /// <summary>Words between the two; 1: side by side, 0: the one reaches into the other.</summary>
    public int DistanceTo(in Occurrence other) =>
        other.First > Last ? other.First - Last
        : First > other.Last ? First - other.Last
        : 0;

    /// <summary>Whether both use the same word.</summary>
    public bool Shares(in Occurrence other)
    {
        if (other.First > Last || First > other.Last)
            return false;
        if (Parts is null && other.Parts is null)
            return true;
        if (Parts is null)
            return other.Shares(this);
        foreach (var part in Parts)
            if (part.Shares(other))
                return true;
        return false;
    }

    /// <summary>The runs of words that these were found at, in order and each once.</summary>
    public static List<Occurrence> Runs(IEnumerable<Occurrence> found)
    {
        var runs = new SortedSet<(int, int)>();
        foreach (var occurrence in found)
            AddRuns(occurrence, runs);
        return [.. runs.Select(r => new Occurrence(r.Item1, r.Item2))];
    }

    private static void AddRuns(in Occurrence occurrence, SortedSet<(int, int)> runs)
    {
        if (occurrence.Parts is null)
            runs.Add((occurrence.First, occurrence.Last));
        else
            foreach (var part in occurrence.Parts)
                AddRuns(part, runs);
    }
}
