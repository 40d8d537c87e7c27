using System.Text;

namespace NewsSearch.Tools.Scoring;

/// <summary>How much of a text another text has, by their runs of four words, as the published benchmark counts it.</summary>
internal static class Shingles
{
    private const int WordsPerShingle = 4;

    /// <summary>Shares of shingles (each of its count): right, too many, and missing; together 1.</summary>
    public static Overlap Compare(string expected, string found)
    {
        var left = Count(expected);
        var right = Count(found);
        double shared = 0;
        double surplus = 0;
        foreach (var (shingle, count) in right)
        {
            var wanted = left.GetValueOrDefault(shingle);
            shared += Math.Min(wanted, count);
            surplus += Math.Max(0, count - wanted);
        }
        var missing = left.Values.Sum() - shared;
        var all = shared + surplus + missing;
        return all == 0 ? default : new Overlap(shared / all, surplus / all, missing / all);
    }

    private static Dictionary<string, int> Count(string text)
    {
        var words = Words(text);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < Math.Max(1, words.Count - WordsPerShingle + 1); i++)
        {
            var shingle = string.Join(' ', words.Skip(i).Take(WordsPerShingle));
            if (shingle.Length > 0)
                counts[shingle] = counts.GetValueOrDefault(shingle) + 1;
        }
        return counts;
    }

    // Letters, numbers and the underscore: what \w is in the benchmark's language, which has no combining marks in it.
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsLetter(rune) || Rune.IsNumber(rune) || rune.Value == '_')
            {
                word.Append(rune.ToString());
                continue;
            }
            if (word.Length > 0)
                words.Add(word.ToString());
            word.Clear();
        }
        if (word.Length > 0)
            words.Add(word.ToString());
        return words;
    }
}

/// <summary>Shares of the shingles of two texts.</summary>
internal readonly record struct Overlap(double Shared, double Surplus, double Missing)
{
    public double Precision => Ratio(Shared, Surplus);
    public double Recall => Ratio(Shared, Missing);
    public double F1 => Shared == 0 ? 0 : 2 * Precision * Recall / (Precision + Recall);

    private double Ratio(double right, double wrong) =>
        Surplus == 0 && Missing == 0 ? 1
        : right + wrong == 0 ? 0
        : right / (right + wrong);
}
