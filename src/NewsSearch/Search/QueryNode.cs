namespace NewsSearch.Search;

/// <summary>The part of an article that a word of a query is looked up in.</summary>
public enum QueryField
{
    /// <summary>Headline and body: where words without a field are looked up.</summary>
    Text,

    /// <summary>Headline and first paragraph of the body.</summary>
    Lead,
    Headline,
    Body,
    Caption,
    Byline,
    Dateline,
    Section,
}

/// <summary>Which words of a text a word of the query stands for.</summary>
public enum MatchMode
{
    /// <summary>Words with the same stem in the language of the article; case and accents folded.</summary>
    Analyzed,

    /// <summary>The word as it is written, letter by letter.</summary>
    Exact,

    /// <summary>The same word, case and accents folded.</summary>
    Folded,
}

/// <summary>A piece of text whose words belong together.</summary>
public enum TextUnit
{
    Sentence,
    Paragraph,
}

/// <summary>How a number is compared.</summary>
public enum Comparison
{
    Less,
    LessOrEqual,
    Equal,
    GreaterOrEqual,
    Greater,
}

/// <summary>A query as a tree of small sealed classes, in terms that no engine owns.</summary>
public abstract record QueryNode
{
    private protected QueryNode() { }
}

/// <summary>Matches every article.</summary>
public sealed record MatchAllNode : QueryNode;

/// <summary>
/// What stands for occurrences in a text, which can be counted, marked and measured for nearness: words and what is
/// made of them.
/// </summary>
public abstract record OccurrenceNode : QueryNode
{
    private protected OccurrenceNode() { }
}

/// <summary>One word as the user typed it; splitting may turn it into several, which then form a phrase.</summary>
public sealed record WordNode(string Text, QueryField Field, MatchMode Match = MatchMode.Analyzed) : OccurrenceNode;

/// <summary>Words that must follow each other; one that ends with * stands for all words that begin like it.</summary>
public sealed record PhraseNode(string Text, QueryField Field, MatchMode Match = MatchMode.Analyzed) : OccurrenceNode;

/// <summary>Words that begin like this (<c>sanction*</c>), case and accents folded.</summary>
public sealed record PrefixNode(string Text, QueryField Field) : OccurrenceNode;

/// <summary>Words of this pattern, case and accents folded: ? is one letter, * any number of letters.</summary>
public sealed record WildcardNode(string Pattern, QueryField Field) : OccurrenceNode;

/// <summary>Words that become this one by so many typing errors (inserted, missing, wrong or swapped letters).</summary>
public sealed record FuzzyNode(string Text, int Errors, QueryField Field) : OccurrenceNode;

/// <summary>
/// Two operands at most <paramref name="Distance"/> words apart (1: side by side), in this order where
/// <paramref name="IsOrdered"/>.
/// </summary>
public sealed record NearNode(QueryNode Left, QueryNode Right, int Distance, bool IsOrdered) : OccurrenceNode;

/// <summary>Its child, a combination by AND, OR and NOT, must match within one sentence or paragraph.</summary>
public sealed record WithinNode(TextUnit Unit, QueryNode Child) : OccurrenceNode;

/// <summary>Its child must occur so many times.</summary>
public sealed record AtLeastNode(int Count, QueryNode Child) : OccurrenceNode;

/// <summary>Articles whose body has so many words.</summary>
public sealed record WordCountNode(Comparison Comparison, int Words) : QueryNode
{
    /// <summary>Whether a number of words satisfies the comparison.</summary>
    public bool IsMatch(long words) =>
        Comparison switch
        {
            Comparison.Less => words < Words,
            Comparison.LessOrEqual => words <= Words,
            Comparison.GreaterOrEqual => words >= Words,
            Comparison.Greater => words > Words,
            _ => words == Words,
        };
}

/// <summary>Articles of which this is so (<see cref="ArticleState"/>): <c>changed:headline</c>, <c>has:correction</c>.</summary>
public sealed record StateNode(string Kind, string Value) : QueryNode;

/// <summary>All children must match; a <see cref="NotNode"/> among them excludes.</summary>
public sealed record AndNode(IReadOnlyList<QueryNode> Children) : QueryNode;

/// <summary>At least one child must match.</summary>
public sealed record OrNode(IReadOnlyList<QueryNode> Children) : QueryNode;

/// <summary>Matches what its child does not.</summary>
public sealed record NotNode(QueryNode Child) : QueryNode;
