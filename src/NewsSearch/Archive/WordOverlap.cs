namespace NewsSearch.Archive;

/// <summary>How much of the smaller of two texts is in the other, by words; ideographs count as words.</summary>
internal static class WordOverlap
{
    private const int MostWords = 4_000;

    /// <summary>0 to 1; 1 where one of them has no word, because nothing speaks against it.</summary>
    public static double Of(string? a, string? b)
    {
        var (first, second) = (Words(a), Words(b));
        if (first.Count == 0 || second.Count == 0)
            return 1;
        var (small, large) = first.Count <= second.Count ? (first, second) : (second, first);
        return (double)small.Count(large.Contains) / small.Count;
    }

    /// <summary>Number of different words.</summary>
    public static int Count(string? text) => Words(text).Count;

    private static HashSet<string> Words(string? text)
    {
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var start = -1;
        for (var i = 0; text is not null && i <= text.Length && words.Count < MostWords; i++)
        {
            var c = i < text.Length ? text[i] : ' ';
            var isWord = char.IsLetterOrDigit(c) || char.IsSurrogate(c);
            if (isWord && start < 0)
                start = i;
            if (start >= 0 && (!isWord || IsIdeograph(c)))
            {
                if (i > start)
                    words.Add(text[start..i]);
                start = -1;
            }
            if (isWord && IsIdeograph(c))
                words.Add(text[i..(i + 1)]);
        }
        return words;
    }

    // Han, kana, hangul.
    private static bool IsIdeograph(char c) => c is >= '\u2E80' and <= '\u9FFF' or >= '\uAC00' and <= '\uD7AF';
}
