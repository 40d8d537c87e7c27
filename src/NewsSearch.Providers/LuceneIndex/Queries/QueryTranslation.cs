using Lucene.Net.Index;
using Lucene.Net.Search;
using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>Turns the engine-neutral query tree into a Lucene query over one snapshot.</summary>
internal sealed class QueryTranslation(Snapshot snapshot, CancellationToken cancellation)
{
    /// <summary>How many terms a pattern may stand for where positions decide.</summary>
    private const int MaxTermsWithPlaces = 1_024;

    /// <summary>The query, or null when it matches every article.</summary>
    /// <exception cref="TooManyClausesException">A pattern stands for too many words.</exception>
    public Query? Translate(QueryNode root) => root is MatchAllNode ? null : Of(root);

    private Query Of(QueryNode node) =>
        node switch
        {
            MatchAllNode => new MatchAllDocsQuery(),
            OccurrenceNode occurrence => Places(occurrence),
            WordCountNode count => new ConstantScoreQuery(new WordCountFilter(snapshot, count)),
            StateNode state => new ConstantScoreQuery(
                new TermQuery(new Term(IndexSchema.State, $"{state.Kind}:{state.Value}"))
            ),
            AndNode and => All(and.Children),
            OrNode or => Any(or.Children.Select(Of)),
            NotNode not => All([not]),
            _ => throw new InvalidOperationException($"No translation of {node.GetType().Name}."),
        };

    private BooleanQuery All(IReadOnlyList<QueryNode> children)
    {
        var query = new BooleanQuery(disableCoord: true);
        var hasPositive = false;
        foreach (var child in children)
        {
            if (child is NotNode not)
            {
                query.Add(Of(not.Child), Occur.MUST_NOT);
            }
            else
            {
                query.Add(Of(child), Occur.MUST);
                hasPositive = true;
            }
        }
        if (!hasPositive)
            query.Add(new MatchAllDocsQuery(), Occur.MUST);
        return query;
    }

    private static BooleanQuery Any(IEnumerable<Query> children)
    {
        var query = new BooleanQuery(disableCoord: true);
        foreach (var child in children)
            query.Add(child, Occur.SHOULD);
        return query;
    }

    private Query Places(OccurrenceNode node)
    {
        if (PlaceCompiler.Words(node) is ({ Count: 1 } words, var field) && !HasZone(field))
        {
            var word = new QueryWord(IndexSchema.Words(field), words[0], cancellation);
            if (!word.NeedsMarks(snapshot))
                return Word(word);
        }
        if (PlaceCompiler.Compile(node, cancellation) is not { } compiled)
            return new BooleanQuery(); // Only punctuation: matches nothing.
        if (compiled.Place is PhrasePlace phrase && Phrase(phrase, compiled.Words) is { } simple)
            return simple;
        foreach (var word in compiled.Words)
            if (word.MostTerms(snapshot) is > MaxTermsWithPlaces and var most)
                throw new TooManyClausesException(
                    $"A pattern within a phrase, NEAR, sent( ) or para( ) stands for {most} words: give more letters.",
                    most,
                    MaxTermsWithPlaces
                );
        var candidates = compiled.Place is PhrasePlace ? null : Candidates(compiled.Place, compiled.Words);
        return new PlacesQuery(snapshot, compiled, candidates);
    }

    // One posting list needs no merging.
    private Query Word(QueryWord word)
    {
        if (word.Test is WordBeginning or WordPattern or SimilarWord)
            return new ConstantScoreQuery(new WordFilter(snapshot, word));
        if (word.OneTerm(snapshot) is { } term)
            return new TermQuery(term);
        return word.IsUnknown(snapshot) ? new BooleanQuery() : new WordQuery(snapshot, word);
    }

    // The engine's own phrases are fastest where each word is one term.
    private PhraseQuery? Phrase(PhrasePlace phrase, IReadOnlyList<QueryWord> words)
    {
        var query = new PhraseQuery();
        foreach (var number in phrase.Words)
        {
            if (words[number].OneTerm(snapshot) is not { } term)
                return null;
            query.Add(term);
        }
        return query;
    }

    private Query Candidates(Place place, IReadOnlyList<QueryWord> words) =>
        place switch
        {
            WordPlace word => Word(words[word.Word]),
            PhrasePlace phrase => AllOf(phrase.Words.Distinct().Select(w => Word(words[w]))),
            ChoicePlace choice => Any(choice.Choices.Select(c => Candidates(c, words))),
            NearPlace near => AllOf([Candidates(near.Left, words), Candidates(near.Right, words)]),
            ZonePlace zone => Candidates(zone.Inner, words),
            RepeatedPlace repeated => Candidates(repeated.Inner, words),
            UnitPlace unit => Candidates(unit.Expression, words),
            _ => throw new InvalidOperationException($"No candidates of {place.GetType().Name}."),
        };

    private Query Candidates(UnitExpression expression, IReadOnlyList<QueryWord> words) =>
        expression switch
        {
            UnitLeaf leaf => Candidates(leaf.Place, words),
            UnitAll all => AllOf(all.Needed.Select(e => Candidates(e, words))),
            UnitAny any => Any(any.Choices.Select(e => Candidates(e, words))),
            _ => throw new InvalidOperationException($"No candidates of {expression.GetType().Name}."),
        };

    private static BooleanQuery AllOf(IEnumerable<Query> queries)
    {
        var all = new BooleanQuery(disableCoord: true);
        foreach (var query in queries)
            all.Add(query, Occur.MUST);
        return all;
    }

    private static bool HasZone(QueryField field) => field is QueryField.Headline or QueryField.Body or QueryField.Lead;
}
