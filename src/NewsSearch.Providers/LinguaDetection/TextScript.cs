namespace NewsSearch.Providers.LinguaDetection;

/// <summary>The script that most letters of a text are written in.</summary>
internal static class TextScript
{
    public enum Kind
    {
        None,
        Latin,
        Cyrillic,
        Arabic,
        Devanagari,
        Han,
        Kana,
        Hangul,
        Thai,
        Hebrew,
        Greek,
        Georgian,
        Armenian,
    }

    /// <summary>The script and the number of its letters. A few kana make a text Japanese, whatever Han it has.</summary>
    public static (Kind Script, int Letters) Of(string text)
    {
        var counts = new int[(int)Kind.Armenian + 1];
        foreach (var c in text)
            if (char.IsLetter(c))
                counts[(int)Of(c)]++;
        var kana = counts[(int)Kind.Kana];
        var han = counts[(int)Kind.Han];
        if (kana > 0 && kana * 20 >= han)
            counts[(int)Kind.Kana] += han;
        counts[(int)Kind.None] = 0;
        var script = Array.IndexOf(counts, counts.Max());
        return ((Kind)script, counts[script]);
    }

    private static Kind Of(char c) =>
        c switch
        {
            < '\u0370' => Kind.Latin,
            <= '\u03FF' or >= '\u1F00' and <= '\u1FFF' => Kind.Greek,
            <= '\u052F' => Kind.Cyrillic,
            <= '\u058F' => Kind.Armenian,
            <= '\u05FF' => Kind.Hebrew,
            <= '\u077F' or >= '\uFB50' and <= '\uFDFF' or >= '\uFE70' and <= '\uFEFC' => Kind.Arabic,
            >= '\u0900' and <= '\u097F' => Kind.Devanagari,
            >= '\u0E00' and <= '\u0E7F' => Kind.Thai,
            >= '\u10A0' and <= '\u10FF' => Kind.Georgian,
            >= '\u1100' and <= '\u11FF' or >= '\uAC00' and <= '\uD7AF' => Kind.Hangul,
            >= '\u1E00' and <= '\u1EFF' => Kind.Latin,
            >= '\u3040' and <= '\u30FF' => Kind.Kana,
            >= '\u3400' and <= '\u9FFF' => Kind.Han,
            _ => Kind.None,
        };
}
