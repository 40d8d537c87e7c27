using NewsSearch.Search;

namespace NewsSearch.Tests.Contracts;

/// <summary>Random query trees over the vocabulary of <see cref="RandomNews"/>, with every operator.</summary>
internal sealed class RandomQueries(RandomNews news)
{
    private static readonly QueryField[] Fields =
    [
        QueryField.Text,
        QueryField.Text,
        QueryField.Headline,
        QueryField.Body,
        QueryField.Lead,
    ];

    private Random Random => news.Random;

    public QueryNode Next(int depth)
    {
        if (depth > 0)
            switch (Random.Next(5))
            {
                case 0:
                    return new AndNode([Next(depth - 1), Next(depth - 1)]);
                case 1:
                    return new OrNode([Next(depth - 1), Next(depth - 1)]);
                case 2:
                    return new AndNode([Next(depth - 1), new NotNode(Next(depth - 1))]);
            }
        return Random.Next(9) switch
        {
            0 => new MatchAllNode(),
            1 => new NotNode(Term(Field())),
            2 => new WordCountNode(
                Pick([Comparison.Greater, Comparison.LessOrEqual, Comparison.Equal]),
                Random.Next(30)
            ),
            3 => new WithinNode(Pick([TextUnit.Sentence, TextUnit.Paragraph]), Unit(depth: 2)),
            4 => new AtLeastNode(Random.Next(1, 4), Place(depth: 1, QueryField.Text)),
            _ => Place(depth: 1, Field()),
        };
    }

    /// <summary>The tree as text, for the message of a test.</summary>
    public static string Describe(QueryNode node) =>
        node switch
        {
            AndNode all => $"({string.Join(" AND ", all.Children.Select(Describe))})",
            OrNode any => $"({string.Join(" OR ", any.Children.Select(Describe))})",
            NotNode not => "NOT " + Describe(not.Child),
            NearNode near =>
                $"({Describe(near.Left)} NEAR{(near.IsOrdered ? "!" : "")}/{near.Distance} {Describe(near.Right)})",
            WithinNode within => $"{within.Unit}({Describe(within.Child)})",
            AtLeastNode least => $"atleast{least.Count}({Describe(least.Child)})",
            WordNode word => $"{word.Field}:{word.Match}:{word.Text}",
            PhraseNode phrase => $"{phrase.Field}:{phrase.Match}:'{phrase.Text}'",
            _ => node.ToString(),
        };

    /// <summary>What has places: a term, or terms by OR and NEAR.</summary>
    public QueryNode Place(int depth, QueryField field) =>
        depth == 0
            ? Term(field)
            : Random.Next(5) switch
            {
                0 => new NearNode(
                    Place(depth - 1, field),
                    Place(depth - 1, field),
                    Random.Next(1, 5),
                    Random.Next(2) == 0
                ),
                1 => new OrNode([Place(depth - 1, field), Place(depth - 1, field)]),
                _ => Term(field),
            };

    private QueryNode Unit(int depth) =>
        depth == 0
            ? Place(depth: 1, QueryField.Text)
            : Random.Next(4) switch
            {
                0 => new AndNode([Unit(depth - 1), Unit(depth - 1)]),
                1 => new AndNode([Unit(depth - 1), new NotNode(Unit(depth - 1))]),
                2 => new OrNode([Unit(depth - 1), Unit(depth - 1)]),
                _ => Term(QueryField.Text),
            };

    private OccurrenceNode Term(QueryField field)
    {
        var word = news.Pick(RandomNews.Words);
        var match = (MatchMode)Random.Next(3);
        return Random.Next(8) switch
        {
            0 => new PhraseNode($"{word} {news.Pick(RandomNews.Words)}", field, match),
            1 => new PrefixNode(word == "東京" ? "東" : word[..2], field),
            2 when word.Length > 3 => new WildcardNode($"{word[..2]}?{word[3..^1]}*", field),
            3 when word.Length > 3 => new WildcardNode($"*{word[^3..]}", field),
            4 when word.Length > 3 => new FuzzyNode(word, Random.Next(1, 3), field),
            _ => new WordNode(word, field, match),
        };
    }

    private QueryField Field() => Pick(Fields);

    private T Pick<T>(T[] values) => values[Random.Next(values.Length)];
}
