namespace NewsSearch.Search;

/// <summary>Writes a tree as a query: in the canonical spelling, or with every parenthesis for people to read.</summary>
internal static class QueryPrinter
{
    private const int Or = 1;
    private const int And = 2;
    private const int Near = 3;
    private const int Not = 4;

    /// <summary>Parses to the same tree; the same for all queries that mean the same.</summary>
    public static string Canonical(QueryNode node) => Print(node, outer: 0, isFull: false);

    /// <summary>With parentheses around every operator.</summary>
    public static string Reading(QueryNode node) => Print(node, outer: 0, isFull: true);

    private static string Print(QueryNode node, int outer, bool isFull) =>
        node switch
        {
            MatchAllNode => "*",
            WordNode word => QueryFields.Prefix(word.Field) + word.Text,
            PhraseNode phrase => $"{QueryFields.Prefix(phrase.Field)}\"{phrase.Text}\"",
            PrefixNode prefix => $"{QueryFields.Prefix(prefix.Field)}{prefix.Text}*",
            WildcardNode wildcard => QueryFields.Prefix(wildcard.Field) + wildcard.Pattern,
            FuzzyNode fuzzy => $"{QueryFields.Prefix(fuzzy.Field)}{fuzzy.Text}~{fuzzy.Errors}",
            NearNode near => Joined(
                [near.Left, near.Right],
                $" {(near.IsOrdered ? "PRE" : "NEAR")}/{near.Distance} ",
                Near,
                outer,
                isFull
            ),
            WithinNode within =>
                $"{(within.Unit == TextUnit.Sentence ? "sent" : "para")}({Print(within.Child, 0, isFull)})",
            AtLeastNode least => $"atleast{least.Count}:{Print(least.Child, Not, isFull)}",
            WordCountNode count => $"wc{Sign(count.Comparison)}{count.Words}",
            StateNode state => $"{state.Kind}:{state.Value}",
            NotNode not => "NOT " + Print(not.Child, Not, isFull),
            AndNode and => Joined(and.Children, " AND ", And, outer, isFull),
            OrNode or => Joined(or.Children, " OR ", Or, outer, isFull),
            _ => throw new InvalidOperationException($"No spelling of {node.GetType().Name}."),
        };

    private static string Sign(Comparison comparison) =>
        comparison switch
        {
            Comparison.Less => "<",
            Comparison.LessOrEqual => "<=",
            Comparison.GreaterOrEqual => ">=",
            Comparison.Greater => ">",
            _ => "=",
        };

    private static string Joined(IReadOnlyList<QueryNode> parts, string by, int binds, int outer, bool isFull)
    {
        var text = string.Join(by, parts.Select(p => Print(p, binds, isFull)));
        var needsParentheses = outer >= binds || (isFull && outer > 0);
        return needsParentheses ? $"({text})" : text;
    }
}
