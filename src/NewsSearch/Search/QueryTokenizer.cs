using System.Globalization;
using System.Text.RegularExpressions;

namespace NewsSearch.Search;

/// <summary>
/// Cuts a query into words, phrases, operators and field names. Straight, curly and angled quotes are the same; a colon
/// makes a field only behind letters that are directly followed by a term, so that 12:30 and https://… stay words.
/// </summary>
internal sealed partial class QueryTokenizer(string text)
{
    /// <summary>Largest number of an operator.</summary>
    public const int MaxNumber = 1_000;

    private const string Quotes = "\"\u201C\u201D\u201E\u201F\u00AB\u00BB";
    private int _at;

    /// <exception cref="QuerySyntaxException">A quote is not closed, or a phrase is empty.</exception>
    public List<QueryToken> All()
    {
        var tokens = new List<QueryToken>();
        while (Next() is { } token)
            tokens.Add(token);
        tokens.Add(new QueryToken(QueryTokenKind.End, "", text.Length, 0));
        return tokens;
    }

    /// <summary>Whether a quotation mark is here; within a Hebrew acronym (צה"ל) it is a letter's mark.</summary>
    public static bool IsQuote(string text, int at) =>
        Quotes.Contains(text[at])
        && !(at > 0 && at + 1 < text.Length && IsHebrew(text[at - 1]) && IsHebrew(text[at + 1]));

    private static bool IsHebrew(char c) => c is >= '\u05D0' and <= '\u05EA';

    private QueryToken? Next()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
            _at++;
        if (_at >= text.Length)
            return null;
        var c = text[_at];
        if (IsQuote(text, _at))
            return Phrase();
        return c switch
        {
            '(' => One(QueryTokenKind.Open),
            ')' => One(QueryTokenKind.Close),
            '-' when StartsTerm(_at + 1) => One(QueryTokenKind.Not),
            '+' when StartsTerm(_at + 1) => One(QueryTokenKind.Plus),
            _ => Field() ?? Word(),
        };
    }

    private QueryToken One(QueryTokenKind kind) => new(kind, text[_at..(_at + 1)], _at++, 1);

    // "-word" excludes; "- word" and "--" are punctuation.
    private bool StartsTerm(int at) =>
        at < text.Length
        && (char.IsLetterOrDigit(text[at]) || char.IsSurrogate(text[at]) || IsQuote(text, at) || text[at] == '(');

    private QueryToken Phrase()
    {
        var start = _at++;
        while (_at < text.Length && !IsQuote(text, _at))
            _at++;
        if (_at >= text.Length)
            throw new QuerySyntaxException(
                "A quotation mark is not closed.",
                start,
                text.Length - start,
                ["\""],
                suggestion: null
            );
        var inside = text[(start + 1).._at++].Trim();
        return new QueryToken(QueryTokenKind.Phrase, inside, start, _at - start);
    }

    // A name is letters, or atleast with its number, and a term follows its colon at once.
    private QueryToken? Field()
    {
        var end = _at;
        while (end < text.Length && char.IsAsciiLetterOrDigit(text[end]))
            end++;
        var isField =
            end > _at
            && end + 1 < text.Length
            && text[end] == ':'
            && !char.IsWhiteSpace(text[end + 1])
            && text[end + 1] is not (')' or '/' or ':');
        var name = text[_at..end];
        var count = AtLeast().Match(name);
        if (!isField || (!count.Success && name.Any(char.IsAsciiDigit)))
            return null;
        var token = count.Success
            ? Numbered(QueryTokenKind.AtLeast, name, _at, end + 1 - _at, count.Groups["n"].Value)
            : new QueryToken(QueryTokenKind.Field, name, _at, end + 1 - _at);
        _at = end + 1;
        return token;
    }

    private QueryToken Word()
    {
        var start = _at;
        while (
            _at < text.Length && !char.IsWhiteSpace(text[_at]) && text[_at] is not ('(' or ')') && !IsQuote(text, _at)
        )
            _at++;
        var word = text[start.._at];
        var isCall = _at < text.Length && text[_at] == '(';
        if (isCall && AtLeast().Match(word) is { Success: true } count)
            return Numbered(QueryTokenKind.AtLeast, word, start, _at - start, count.Groups["n"].Value);
        if (Near().Match(word) is { Success: true } near)
            return Numbered(
                QueryTokenKind.Near,
                near.Groups["name"].Value.ToUpperInvariant(),
                start,
                _at - start,
                near.Groups["n"].Value
            );
        var kind = word switch
        {
            "AND" => QueryTokenKind.And,
            "OR" => QueryTokenKind.Or,
            "NOT" => QueryTokenKind.Not,
            _ when isCall && word.ToLowerInvariant() is "sent" or "para" => QueryTokenKind.Within,
            _ => QueryTokenKind.Word,
        };
        return new QueryToken(kind, word, start, _at - start);
    }

    private static QueryToken Numbered(QueryTokenKind kind, string name, int start, int length, string digits)
    {
        var token = new QueryToken(kind, name, start, length);
        return
            int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number is >= 1 and <= MaxNumber
            ? token with
            {
                Number = number,
            }
            : throw QueryReading.Error($"The number of \"{name}\" is not from 1 to {MaxNumber}.", token, ["1", "5"]);
    }

    [GeneratedRegex(@"^atleast(?<n>\d+)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex AtLeast();

    [GeneratedRegex(@"^(?<name>NEAR|W|PRE)/(?<n>\d+)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Near();
}
