namespace NewsSearch.Search;

/// <summary>Finds what a mistyped name was meant to be.</summary>
public static class ClosestName
{
    /// <summary>The known name within two edits (Levenshtein), or one that begins like it; null when none is near.</summary>
    public static string? Find(string name, IEnumerable<string> known)
    {
        string? best = null;
        var nearest = 3;
        foreach (var candidate in known)
        {
            var distance = Distance(name, candidate);
            // Two edits turn any two-letter name into any other.
            if (distance < nearest && distance < Math.Max(2, candidate.Length))
                (best, nearest) = (candidate, distance);
        }
        return best
            ?? (
                name.Length < 2
                    ? null
                    : known.FirstOrDefault(k => k.StartsWith(name, StringComparison.OrdinalIgnoreCase))
            );
    }

    private static int Distance(string a, string b)
    {
        var previous = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var current = new int[b.Length + 1];
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var same = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]);
                current[j] = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, previous[j - 1] + (same ? 0 : 1));
            }
            previous = current;
        }
        return previous[b.Length];
    }
}
