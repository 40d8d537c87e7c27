using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>Turns a part of the query tree into places, numbering its words.</summary>
internal sealed class PlaceCompiler(CancellationToken cancellation)
{
    private readonly List<QueryWord> _words = [];

    /// <summary>The compiled part; null when it holds punctuation only and finds nothing.</summary>
    public static CompiledPlace? Compile(OccurrenceNode node, CancellationToken cancellation)
    {
        var compiler = new PlaceCompiler(cancellation);
        var place = compiler.Of(node);
        return place is null || compiler._words.Count == 0 ? null : new CompiledPlace(place, compiler._words);
    }

    /// <summary>The words of a term, phrase or pattern, without their field.</summary>
    public static (List<WordTest> Words, QueryField Field)? Words(QueryNode node) =>
        node switch
        {
            WordNode word => (QueryWords.Of(word.Text, word.Field, word.Match), word.Field),
            PhraseNode phrase => (QueryWords.Of(phrase.Text, phrase.Field, phrase.Match), phrase.Field),
            PrefixNode prefix => (QueryWords.Beginning(prefix.Text), prefix.Field),
            WildcardNode wildcard => (QueryWords.Pattern(wildcard.Pattern), wildcard.Field),
            FuzzyNode fuzzy => (QueryWords.Similar(fuzzy.Text, fuzzy.Errors), fuzzy.Field),
            _ => null,
        };

    private Place? Of(QueryNode node)
    {
        if (Words(node) is var (words, field))
            return Phrase(words, field);
        switch (node)
        {
            case NearNode near:
                var (left, right) = (Of(near.Left), Of(near.Right));
                return left is null || right is null ? null : new NearPlace(left, right, near.Distance, near.IsOrdered);
            case OrNode or:
                Place[] choices = [.. or.Children.Select(Of).OfType<Place>()];
                return choices.Length == 0 ? null : new ChoicePlace(choices);
            case AtLeastNode least:
                return Of(least.Child) is { } repeated ? new RepeatedPlace(repeated, least.Count) : null;
            case WithinNode within:
                return Expression(within.Child) is { } expression ? new UnitPlace(within.Unit, expression) : null;
            default:
                throw new InvalidOperationException($"{node.GetType().Name} has no places.");
        }
    }

    private Place? Phrase(List<WordTest> words, QueryField field)
    {
        if (words.Count == 0)
            return null;
        int[] numbers = [.. words.Select(w => Number(new QueryWord(IndexSchema.Words(field), w, cancellation)))];
        Place place = numbers.Length == 1 ? new WordPlace(numbers[0]) : new PhrasePlace(numbers);
        return field is QueryField.Headline or QueryField.Body or QueryField.Lead ? new ZonePlace(place, field) : place;
    }

    private int Number(QueryWord word)
    {
        var known = _words.IndexOf(word);
        if (known >= 0)
            return known;
        _words.Add(word);
        return _words.Count - 1;
    }

    // Punctuation drops out, as it does in the parser.
    private UnitExpression? Expression(QueryNode node)
    {
        switch (node)
        {
            case AndNode and:
                UnitExpression[] needed =
                [
                    .. and.Children.Where(c => c is not NotNode).Select(Expression).OfType<UnitExpression>(),
                ];
                UnitExpression[] refused =
                [
                    .. and.Children.OfType<NotNode>().Select(n => Expression(n.Child)).OfType<UnitExpression>(),
                ];
                return needed.Length == 0 ? null : new UnitAll(needed, refused);
            case OrNode or:
                UnitExpression[] choices = [.. or.Children.Select(Expression).OfType<UnitExpression>()];
                return choices.Length == 0 ? null : new UnitAny(choices);
            default:
                return Of(node) is { } place ? new UnitLeaf(place) : null;
        }
    }
}
