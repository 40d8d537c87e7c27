using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace NewsSearch.Search;

/// <summary>Makes nodes of the words and phrases of a query.</summary>
internal static partial class QueryTerms
{
    /// <summary>The node, or null when the text is punctuation only.</summary>
    public static QueryNode? Word(QueryToken token, QueryField field, MatchMode match)
    {
        if (WordCount().Match(token.Text) is { Success: true } count)
            return Count(count, token, field);
        if (token.Text == "NEAR")
            throw QueryReading.Error("NEAR needs the greatest distance in words.", token, ["NEAR/5", "w/5", "PRE/5"]);
        // At the end of a word a question mark is punctuation: "why?".
        var word = token.Text.TrimEnd('?', '!', ',', ';');
        if (!HasWord(word))
            return word.Contains('*', StringComparison.Ordinal) || word.Contains('?', StringComparison.Ordinal)
                ? throw QueryReading.Error("A pattern needs a letter or digit.", token, ["word*", "wom?n"])
                : null;
        if (word.Contains("://", StringComparison.Ordinal))
            return new WordNode(word, field, match);
        if (Fuzzy().Match(word) is { Success: true } fuzzy)
            return Similar(fuzzy, token, field);
        var star = word.IndexOf('*', StringComparison.Ordinal);
        if (word.Contains('?', StringComparison.Ordinal) || (star >= 0 && star < word.Length - 1))
            return new WildcardNode(Stars().Replace(word, "*"), field);
        return star < 0 ? new WordNode(word, field, match) : new PrefixNode(word[..star], field);
    }

    public static PhraseNode? Phrase(QueryToken token, QueryField field, MatchMode match) =>
        HasWord(token.Text)
            ? new PhraseNode(
                string.Join(' ', token.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
                field,
                match
            )
            : null;

    private static FuzzyNode Similar(Match fuzzy, QueryToken token, QueryField field)
    {
        var word = fuzzy.Groups["word"].Value;
        if (word.AsSpan().ContainsAny('*', '?', '~'))
            throw QueryReading.Error("~ and wildcards do not go together.", token, ["word~", "wor*"]);
        if (fuzzy.Groups["n"].Value is not ("" or "1" or "2"))
            throw QueryReading.Error("At most 2 typing errors can be looked for.", token, ["~1", "~2"]);
        // A short word with two errors is any word.
        var errors =
            fuzzy.Groups["n"].Value is { Length: > 0 } digits ? digits[0] - '0'
            : word.Length <= 5 ? 1
            : 2;
        return new FuzzyNode(word, errors, field);
    }

    private static WordCountNode Count(Match count, QueryToken token, QueryField field)
    {
        if (field != QueryField.Text)
            throw QueryReading.Error("wc counts the words of the body and takes no field.", token, ["wc>500"]);
        if (!int.TryParse(count.Groups["n"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var words))
            throw QueryReading.Error("The number of words is too large.", token, ["wc>500"]);
        var comparison = count.Groups["sign"].Value switch
        {
            "<" => Comparison.Less,
            "<=" => Comparison.LessOrEqual,
            ">" => Comparison.Greater,
            ">=" => Comparison.GreaterOrEqual,
            _ => Comparison.Equal,
        };
        return new WordCountNode(comparison, words);
    }

    private static bool HasWord(string text) => text.EnumerateRunes().Any(Rune.IsLetterOrDigit);

    [GeneratedRegex(
        @"^wc(?<sign><=|>=|<|>|=)(?<n>\d+)$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex WordCount();

    [GeneratedRegex(@"^(?<word>.*[\w*?])~(?<n>\d*)$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Fuzzy();

    [GeneratedRegex(@"\*{2,}", RegexOptions.None, 1_000)]
    private static partial Regex Stars();
}
