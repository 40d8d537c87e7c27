using System.Text.RegularExpressions;

namespace NewsSearch.Search;

/// <summary>Makes words, phrases and prefixes of tokens, and refuses operators that do not exist yet by name.</summary>
internal static partial class QueryTerms
{
    /// <summary>The node, or null when the text is punctuation only.</summary>
    /// <param name="isCall">An opening parenthesis follows without a space, as in <c>sent(</c>.</param>
    public static QueryNode? Word(QueryToken token, QueryField field, bool isCall)
    {
        if (Proximity().IsMatch(token.Text) || Minimum().IsMatch(token.Text))
            throw QueryReading.Error($"\"{token.Text}\" is not supported.", token, ["AND", "OR", "NOT"]);
        if (isCall && token.Text is ("sent" or "para"))
            throw QueryReading.Error($"\"{token.Text}(\" is not supported.", token, ["AND", "OR", "NOT", "("]);
        var word = token.Text.TrimEnd('?', '!', ',', ';');
        if (!HasWord(word))
            return null;
        if (word.Contains('?', StringComparison.Ordinal) && !word.Contains("://", StringComparison.Ordinal))
            throw QueryReading.Error(
                "A ? inside a word is not supported; only a * at its end is.",
                token,
                ["word", "prefix*"]
            );
        if (Fuzzy().IsMatch(word))
            throw QueryReading.Error(
                "A ~ behind a word is not supported; only a * at its end is.",
                token,
                ["word", "prefix*"]
            );
        var star = word.IndexOf('*', StringComparison.Ordinal);
        if (star < 0)
            return new WordNode(word, field);
        if (star < word.Length - 1)
            throw QueryReading.Error("A * is supported only at the end of a word.", token, ["word", "prefix*"]);
        return new PrefixNode(word[..star], field);
    }

    public static PhraseNode? Phrase(QueryToken token, QueryField field) =>
        HasWord(token.Text)
            ? new PhraseNode(
                string.Join(' ', token.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
                field
            )
            : null;

    private static bool HasWord(string text) => text.EnumerateRunes().Any(System.Text.Rune.IsLetterOrDigit);

    [GeneratedRegex(@"^(NEAR|w|W|pre|PRE)/\d+$", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Proximity();

    [GeneratedRegex(@"^(atleast\d+|wc[<>=]\d*)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Minimum();

    [GeneratedRegex(@"\w~\d*$", RegexOptions.None, 1_000)]
    private static partial Regex Fuzzy();
}
