using System.Text;
using System.Text.RegularExpressions;

namespace NewsSearch.Search;

/// <summary>Finds a query near a broken one that can be read.</summary>
internal static partial class QuerySuggestion
{
    /// <summary>A query that parses: the mildest repair that works.</summary>
    public static string For(string text)
    {
        string[] repairs =
        [
            CloseAll(text),
            CloseAll(LoneNear().Replace(text, "NEAR/10")),
            FieldsMended(text),
            CloseAll(FieldsMended(text)),
            WordsOnly(text, keepQuotes: true),
        ];
        return repairs.FirstOrDefault(Parses)
            ?? (WordsOnly(text, keepQuotes: false) is { Length: > 0 } words && Parses(words) ? words : "*");
    }

    private static bool Parses(string text)
    {
        try
        {
            QueryParser.ParseOrThrow(text, MatchMode.Analyzed);
            return text.Trim().Length > 0;
        }
        catch (Exception e) when (e is QuerySyntaxException or TooManyClausesException)
        {
            return false;
        }
    }

    // Closes quotes and parentheses that are open, and drops closing ones that are not.
    private static string CloseAll(string text)
    {
        var mended = new StringBuilder();
        var depth = 0;
        var isQuoted = false;
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            if (QueryTokenizer.IsQuote(text, at))
                isQuoted = !isQuoted;
            else if (c == '(' && !isQuoted)
                depth++;
            else if (c == ')' && !isQuoted && depth-- == 0)
            {
                depth = 0;
                continue;
            }
            mended.Append(c);
        }
        if (isQuoted)
            mended.Append('"');
        return mended.Append(')', Math.Max(0, depth)).ToString();
    }

    private static string FieldsMended(string text)
    {
        var mended = new StringBuilder();
        var at = 0;
        while (at < text.Length)
        {
            var end = at;
            while (end < text.Length && char.IsAsciiLetter(text[end]))
                end++;
            if (end > at && end < text.Length && text[end] == ':' && QueryFields.Find(text[at..end]) is null)
            {
                var meant = ClosestName.Find(text[at..end], QueryFields.Names);
                mended.Append(meant is null ? text[at..end] + " " : meant + ":");
                at = end + 1;
                continue;
            }
            end = Math.Max(end, at + 1);
            mended.Append(text, at, end - at);
            at = end;
        }
        return mended.ToString();
    }

    // The words that were meant, without operators.
    private static string WordsOnly(string text, bool keepQuotes)
    {
        var kept = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
            kept.Append(
                char.IsLetterOrDigit(text[at]) || (keepQuotes && QueryTokenizer.IsQuote(text, at)) ? text[at] : ' '
            );
        var words = kept.ToString()
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Where(w => w is not ("AND" or "OR" or "NOT" or "NEAR"))
            .Take(QueryParser.MaxTerms);
        return string.Join(' ', words);
    }

    [GeneratedRegex(@"(?<=\s)NEAR(?=\s)", RegexOptions.None, 1_000)]
    private static partial Regex LoneNear();
}
