namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// Optimal string alignment distance (Levenshtein with swapped neighbours), which the engine's fuzzy enumeration uses.
/// </summary>
internal static class TypingErrors
{
    private const int Longest = 256;

    /// <summary>Whether one word becomes the other by at most so many errors (at most 2).</summary>
    public static bool AreAtMost(int errors, ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        if (Math.Abs(a.Length - b.Length) > errors || a.Length >= Longest || b.Length >= Longest)
            return false;
        Span<int> before = stackalloc int[b.Length + 1];
        Span<int> previous = stackalloc int[b.Length + 1];
        Span<int> current = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            previous[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var same = a[i - 1] == b[j - 1];
                var least = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, previous[j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    least = Math.Min(least, before[j - 2] + 1);
                current[j] = least;
            }
            var swap = before;
            before = previous;
            previous = current;
            current = swap;
        }
        return previous[b.Length] <= errors;
    }
}
