using Lucene.Net.Util;
using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// Which words of a text one word of a query stands for: the same question answered for a word of a text
/// (highlighting) and for the dictionary of a segment (searching).
/// </summary>
internal abstract record WordTest
{
    /// <summary>Whether a word of an article in this language (primary subtag) is meant.</summary>
    public abstract bool Matches(string folded, ReadOnlySpan<char> literal, string language);

    /// <summary>The terms of a segment that stand for these words.</summary>
    /// <exception cref="TooManyClausesException">More than <see cref="SegmentWords.MaxTerms"/>.</exception>
    public abstract void Expand(SegmentWords words, WordList found);
}

/// <summary>The same word, case and accents folded.</summary>
internal sealed record FoldedWord(string Folded) : WordTest
{
    public override bool Matches(string folded, ReadOnlySpan<char> literal, string language) => folded == Folded;

    public override void Expand(SegmentWords words, WordList found)
    {
        if (words.Find(Folded))
            found.Add(words.Term, mask: null);
    }
}

/// <summary>The word as it is written.</summary>
internal sealed record LiteralWord(string Folded, string Literal) : WordTest
{
    public override bool Matches(string folded, ReadOnlySpan<char> literal, string language) =>
        literal.SequenceEqual(Literal);

    public override void Expand(SegmentWords words, WordList found)
    {
        var spelling = TextWords.SpellingOf(Folded, Literal);
        var others = $"{IndexSchema.LiteralMark}{Folded}{IndexSchema.LiteralMark}";
        if (spelling == Spelling.Other || (spelling == Spelling.Capitalized && !words.HasMarks))
        {
            if (words.Find(others + Literal))
                found.Add(words.Term, mask: null);
            return;
        }
        if (!words.Find(Folded))
            return;
        found.Add(words.Term, mask: null);
        found.Capitalized = words.HasMarks ? spelling == Spelling.Capitalized : null;
        // What has a term for its spelling has the folded word at the same place.
        foreach (var _ in words.Beginning(others))
            found.Subtract(words.Term);
    }
}

/// <summary>Words with the same stem in the language of the article.</summary>
internal sealed record StemmedWord(string Folded) : WordTest
{
    // The end of a stem may differ from the words that it stands for, but not more than this.
    private const int ChangedEnd = 3;
    private const int ShortestBeginning = 2;

    // Words whose stem has hardly a letter in common with them (the exceptions of the English Snowball stemmer).
    private static readonly string[] Irregular = ["dying", "lying", "tying"];

    public override bool Matches(string folded, ReadOnlySpan<char> literal, string language) =>
        folded == Folded
        || (language == Affixes.Hebrew && IsPrefixed(folded))
        || (Stemming.For(language) is { } stemming && stemming.Stem(folded) == stemming.Stem(Folded));

    private bool IsPrefixed(string folded) =>
        folded.EndsWith(Folded, StringComparison.Ordinal) && Affixes.HebrewPrefixes.Contains(folded[..^Folded.Length]);

    public override void Expand(SegmentWords words, WordList found)
    {
        var languages = words.Languages.Present;
        var meant = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var language in languages)
        foreach (var word in Forms(words, language))
        {
            if (!meant.TryGetValue(word, out var where))
                meant.Add(word, where = []);
            where.Add(language);
        }
        foreach (var (word, where) in meant)
            found.Add(new BytesRef(word), where.Count == languages.Count ? null : words.Languages.Mask(where));
    }

    private IEnumerable<string> Forms(SegmentWords words, string language)
    {
        if (language == Affixes.Hebrew)
            return Affixes.HebrewPrefixes.Select(prefix => prefix + Folded).Where(words.Find);
        if (Stemming.For(language) is not { } stemming)
            return words.Find(Folded) ? [Folded] : [];
        var stem = stemming.Stem(Folded);
        var beginning = stem[..Math.Min(stem.Length, Math.Max(ShortestBeginning, stem.Length - ChangedEnd))];
        var candidates = stemming.Prefixes.SelectMany(prefix => words.Beginning(prefix + beginning));
        return candidates
            .Concat(Irregular.Append(Folded).Where(words.Find).Select(word => word.AsMemory()))
            .Where(word => stemming.HasStem(word.Span, stem))
            .Select(word => word.ToString())
            .Distinct(StringComparer.Ordinal);
    }
}

/// <summary>Words that begin like this.</summary>
internal sealed record WordBeginning(string Folded) : WordTest
{
    public override bool Matches(string folded, ReadOnlySpan<char> literal, string language) =>
        folded.StartsWith(Folded, StringComparison.Ordinal);

    public override void Expand(SegmentWords words, WordList found)
    {
        foreach (var _ in words.Beginning(Folded))
            found.Add(words.Term, mask: null);
    }
}

/// <summary>The most frequent words that begin like this: enough for a suggestion, and read in bounded time.</summary>
internal sealed record FrequentBeginning(string Folded) : WordTest
{
    /// <summary>Words that are taken in a segment.</summary>
    private const int Most = 24;

    /// <summary>Words that are looked at, in alphabetical order.</summary>
    private const int MostLookedAt = 2_000;

    public override bool Matches(string folded, ReadOnlySpan<char> literal, string language) =>
        folded.StartsWith(Folded, StringComparison.Ordinal);

    public override void Expand(SegmentWords words, WordList found)
    {
        var frequent = words
            .Beginning(Folded)
            .Take(MostLookedAt)
            .Select(word => (word: word.ToString(), words.Count))
            .OrderByDescending(w => w.Count)
            .ThenBy(w => w.word, StringComparer.Ordinal)
            .Take(Most);
        foreach (var (word, _) in frequent.ToList())
            found.Add(new BytesRef(word), mask: null);
    }
}

/// <summary>Words of a folded pattern: ? is one letter, * any number.</summary>
internal sealed record WordPattern(string Pattern) : WordTest
{
    public override bool Matches(string folded, ReadOnlySpan<char> literal, string language) =>
        IsMatch(folded, Pattern);

    public override void Expand(SegmentWords words, WordList found)
    {
        foreach (var word in words.Beginning(Pattern[..Pattern.AsSpan().IndexOfAny('*', '?')]))
            if (IsMatch(word.Span, Pattern))
                found.Add(words.Term, mask: null);
    }

    // Goes back to the last star only, so the time is bounded by the product of the lengths.
    private static bool IsMatch(ReadOnlySpan<char> word, ReadOnlySpan<char> pattern)
    {
        int at = 0,
            p = 0,
            star = -1,
            retry = 0;
        while (at < word.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                retry = at;
            }
            else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == word[at]))
            {
                at++;
                p++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                at = ++retry;
            }
            else
            {
                return false;
            }
        }
        return pattern[p..].Trim('*').IsEmpty;
    }
}

/// <summary>Words that become this one by at most so many typing errors.</summary>
internal sealed record SimilarWord(string Folded, int Errors) : WordTest
{
    public override bool Matches(string folded, ReadOnlySpan<char> literal, string language) =>
        TypingErrors.AreAtMost(Errors, folded, Folded);

    public override void Expand(SegmentWords words, WordList found)
    {
        foreach (var word in words.Similar(Folded, Errors))
            if (TypingErrors.AreAtMost(Errors, word, Folded))
                found.Add(words.Term, mask: null);
    }
}
