using System.Text.RegularExpressions;
using NewsSearch.Articles;
using NewsSearch.Search;

namespace NewsSearch.Tests.Contracts;

/// <summary>
/// The oracle for words and places: splits a text by white space, full stops and blank lines and tries every
/// combination. Slow, plain, and without a line of the engine's.
/// </summary>
internal sealed partial class BruteForceText
{
    private const int BodyStart = 1024;

    // What the stemmers of these languages make of the vocabulary of RandomNews, written down by hand.
    private static readonly Dictionary<string, string[][]> StemGroups = new()
    {
        ["en"] =
        [
            ["talk", "talks", "talking"],
            ["tariff", "tariffs"],
            ["harvest", "harvests", "harvested"],
        ],
        ["de"] =
        [
            ["talk", "talks"],
            ["tariff", "tariffs"],
            ["harvest", "harvests"],
            ["wahl", "wahlen"],
        ],
    };

    private readonly List<Token> _tokens = [];
    private readonly Article _article;
    private readonly string[][] _groups;

    public BruteForceText(Article article)
    {
        _article = article;
        _groups = article.Language is null ? [] : StemGroups.GetValueOrDefault(article.Language) ?? [];
        var unit = new Units();
        Add(article.Headline, 0, unit);
        Add(article.Body, BodyStart, unit);
        WordCount = _tokens.Count(t => t.Position >= BodyStart);
    }

    public int WordCount { get; }

    public bool Matches(QueryNode node) =>
        node switch
        {
            MatchAllNode => true,
            AndNode and => and.Children.All(Matches),
            OrNode or => or.Children.Any(Matches),
            NotNode not => !Matches(not.Child),
            WordCountNode { Comparison: Comparison.Greater } count => WordCount > count.Words,
            WordCountNode { Comparison: Comparison.LessOrEqual } count => WordCount <= count.Words,
            WordCountNode { Comparison: Comparison.Equal } count => WordCount == count.Words,
            _ => Find(node, _tokens).Count > 0,
        };

    /// <summary>The runs of words that made the article match, each once.</summary>
    public HashSet<(int First, int Last)> Marks(QueryNode node) =>
        node switch
        {
            AndNode all when Matches(all) => [.. all.Children.SelectMany(Marks)],
            OrNode or => [.. or.Children.Where(Matches).SelectMany(Marks)],
            AndNode or NotNode or MatchAllNode or WordCountNode => [],
            _ => Runs(Find(node, _tokens)),
        };

    /// <summary>The words that <see cref="Marks"/> cover, in the order of the text, as written.</summary>
    public List<string> MarkedWords(QueryNode node)
    {
        var runs = Marks(node);
        return
        [
            .. _tokens.Where(t => runs.Any(r => t.Position >= r.First && t.Position <= r.Last)).Select(t => t.Literal),
        ];
    }

    /// <summary>The words of a text, as written.</summary>
    public static IEnumerable<string> Words(string text) => Word().Matches(text).Select(m => m.Value);

    private static HashSet<(int First, int Last)> Runs(List<List<(int First, int Last)>> found) =>
        [.. found.SelectMany(f => f)];

    // An occurrence is a list of runs of words; a run is its first and last position.
    private List<List<(int First, int Last)>> Find(QueryNode node, List<Token> text)
    {
        switch (node)
        {
            case WordNode word:
                return Words(word.Text, word.Field, word.Match, text);
            case PhraseNode phrase:
                return Words(phrase.Text, phrase.Field, phrase.Match, text);
            case PrefixNode prefix:
                return Single(
                    text,
                    prefix.Field,
                    t => t.Folded.StartsWith(Fold(prefix.Text), StringComparison.Ordinal)
                );
            case WildcardNode wildcard:
                var pattern = "^" + Regex.Escape(Fold(wildcard.Pattern)).Replace(@"\*", ".*").Replace(@"\?", ".") + "$";
                return Single(text, wildcard.Field, t => Regex.IsMatch(t.Folded, pattern));
            case FuzzyNode fuzzy:
                return Single(text, fuzzy.Field, t => AreNear(t.Folded, Fold(fuzzy.Text), fuzzy.Errors));
            case OrNode or:
                return [.. or.Children.SelectMany(c => Find(c, text))];
            case NearNode near:
                return
                [
                    .. from a in Find(near.Left, text)
                    from b in Find(near.Right, text)
                    where AreNear(a, b, near)
                    select a.Concat(b).ToList(),
                ];
            case AtLeastNode least:
                var repeated = Find(least.Child, text);
                return Runs(repeated).Count >= least.Count ? repeated : [];
            case WithinNode within:
                return
                [
                    .. text.GroupBy(t => within.Unit == TextUnit.Sentence ? t.Sentence : t.Paragraph)
                        .SelectMany(unit => FindAll(within.Child, [.. unit])),
                ];
            default:
                throw new ArgumentOutOfRangeException(nameof(node), node, null);
        }
    }

    // Within one unit AND and NOT decide, and what is found counts only where they are satisfied.
    private List<List<(int First, int Last)>> FindAll(QueryNode node, List<Token> unit)
    {
        bool Has(QueryNode child) => child is NotNode not ? !Has(not.Child) : FindAll(child, unit).Count > 0;
        return node switch
        {
            AndNode all when !all.Children.All(Has) => [],
            AndNode all => [.. all.Children.Where(c => c is not NotNode).SelectMany(c => FindAll(c, unit))],
            OrNode or => [.. or.Children.SelectMany(c => FindAll(c, unit))],
            _ => Find(node, unit),
        };
    }

    private static bool AreNear(List<(int First, int Last)> a, List<(int First, int Last)> b, NearNode near)
    {
        var inA = a.SelectMany(r => Enumerable.Range(r.First, r.Last - r.First + 1)).ToHashSet();
        var inB = b.SelectMany(r => Enumerable.Range(r.First, r.Last - r.First + 1)).ToHashSet();
        if (inA.Overlaps(inB))
            return false;
        if (inA.Max() < inB.Min())
            return inB.Min() - inA.Max() <= near.Distance;
        if (near.IsOrdered)
            return false;
        return inB.Max() >= inA.Min() || inA.Min() - inB.Max() <= near.Distance;
    }

    private List<List<(int First, int Last)>> Words(string words, QueryField field, MatchMode match, List<Token> text)
    {
        var wanted = words.Replace("東京", "東 京", StringComparison.Ordinal).Split(' ');
        var found = new List<List<(int First, int Last)>>();
        for (var i = 0; i + wanted.Length <= text.Count; i++)
        {
            var fits = true;
            for (var w = 0; w < wanted.Length; w++)
                fits &= text[i + w].Position == text[i].Position + w && Means(wanted[w], text[i + w], match);
            var last = text[i + wanted.Length - 1];
            if (fits && IsIn(text[i], field) && IsIn(last, field))
                found.Add([(text[i].Position, last.Position)]);
        }
        return found;
    }

    private List<List<(int First, int Last)>> Single(List<Token> text, QueryField field, Func<Token, bool> test) =>
        [
            .. text.Where(t => IsIn(t, field) && test(t))
                .Select(t => new List<(int First, int Last)> { (t.Position, t.Position) }),
        ];

    private bool Means(string wanted, Token token, MatchMode match)
    {
        if (match == MatchMode.Exact)
            return wanted == token.Literal;
        var folded = Fold(wanted);
        return folded == token.Folded
            || (match == MatchMode.Analyzed && _groups.Any(g => g.Contains(folded) && g.Contains(token.Folded)));
    }

    private bool IsIn(Token token, QueryField field) =>
        field switch
        {
            QueryField.Headline => token.Position < BodyStart,
            QueryField.Body => token.Position >= BodyStart,
            QueryField.Lead => token.Position < BodyStart
                || token.Paragraph == _tokens.First(t => t.Position >= BodyStart).Paragraph,
            _ => true,
        };

    private void Add(string? text, int position, Units unit)
    {
        foreach (var paragraph in (text ?? "").Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            unit.Paragraph++;
            foreach (var sentence in paragraph.Split(". ", StringSplitOptions.RemoveEmptyEntries))
            {
                unit.Sentence++;
                foreach (Match word in Word().Matches(sentence))
                    _tokens.Add(new Token(Fold(word.Value), word.Value, position++, unit.Sentence, unit.Paragraph));
            }
        }
    }

    private static string Fold(string text) =>
        text.ToLowerInvariant().Replace('ü', 'u').Replace('إ', 'ا').Replace('ى', 'ي');

    private static bool AreNear(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int errors)
    {
        if (errors < 0)
            return false;
        if (a.Length == 0 || b.Length == 0)
            return a.Length + b.Length <= errors;
        if (a[0] == b[0] && AreNear(a[1..], b[1..], errors))
            return true;
        if (a.Length > 1 && b.Length > 1 && a[0] == b[1] && a[1] == b[0] && AreNear(a[2..], b[2..], errors - 1))
            return true;
        return AreNear(a[1..], b[1..], errors - 1) || AreNear(a[1..], b, errors - 1) || AreNear(a, b[1..], errors - 1);
    }

    // A Han character is a word of its own.
    [GeneratedRegex(@"[\u4E00-\u9FFF]|[\p{L}\p{N}-[\u4E00-\u9FFF]]+")]
    private static partial Regex Word();

    private sealed record Token(string Folded, string Literal, int Position, int Sentence, int Paragraph);

    private sealed class Units
    {
        public int Sentence { get; set; }
        public int Paragraph { get; set; }
    }
}
