namespace NewsSearch.Search;

/// <summary>What may stand inside operators that work with places in a text rather than with whole articles.</summary>
internal static class OccurrenceRules
{
    /// <exception cref="QuerySyntaxException">The operand is no word, phrase, pattern or choice of these.</exception>
    public static void CheckOperand(QueryNode? node, QueryToken at)
    {
        if (node is null || !IsOccurrence(node))
            throw QueryReading.Error(
                $"{at.Text} takes words, phrases, patterns, or several of them joined by OR.",
                at,
                ["word", "\"phrase\"", "(a OR b)"]
            );
        if (Fields(node).Select(Family).Distinct().Count() > 1)
            throw QueryReading.Error($"{at.Text} takes words of one field.", at, QueryFields.Names);
    }

    /// <exception cref="QuerySyntaxException">The operand cannot be decided within one sentence or paragraph.</exception>
    public static void CheckWithin(QueryNode? node, QueryToken at)
    {
        if (node is null || !IsCombination(node))
            throw QueryReading.Error(
                $"{at.Text}( ) takes words, phrases and NEAR, joined by AND, OR and NOT.",
                at,
                ["word", "\"phrase\"", "AND"]
            );
        if (!HasPositive(node))
            throw QueryReading.Error($"{at.Text}( ) needs something that must be there.", at, ["word"]);
        if (!Fields(node).All(QueryFields.IsText))
            throw QueryReading.Error(
                $"{at.Text}( ) looks at headline and body only.",
                at,
                ["lead", "headline", "body"]
            );
    }

    private static bool IsOccurrence(QueryNode node) =>
        node switch
        {
            OrNode or => or.Children.All(IsOccurrence),
            WithinNode or AtLeastNode => false,
            _ => node is OccurrenceNode,
        };

    private static bool IsCombination(QueryNode node) =>
        node switch
        {
            AndNode and => and.Children.All(IsCombination),
            OrNode or => or.Children.All(IsCombination),
            NotNode not => IsCombination(not.Child),
            _ => IsOccurrence(node),
        };

    // An OR needs a positive on every side, an AND on one; what is excluded must itself be decidable.
    private static bool HasPositive(QueryNode node) =>
        node switch
        {
            AndNode and => and.Children.Any(HasPositive)
                && and.Children.OfType<NotNode>().All(n => HasPositive(n.Child)),
            OrNode or => or.Children.All(HasPositive),
            NotNode => false,
            _ => true,
        };

    private static IEnumerable<QueryField> Fields(QueryNode node) =>
        node switch
        {
            WordNode word => [word.Field],
            PhraseNode phrase => [phrase.Field],
            PrefixNode prefix => [prefix.Field],
            WildcardNode wildcard => [wildcard.Field],
            FuzzyNode fuzzy => [fuzzy.Field],
            NearNode near => Fields(near.Left).Concat(Fields(near.Right)),
            AndNode and => and.Children.SelectMany(Fields),
            OrNode or => or.Children.SelectMany(Fields),
            NotNode not => Fields(not.Child),
            _ => [],
        };

    private static QueryField Family(QueryField field) => QueryFields.IsText(field) ? QueryField.Text : field;
}
