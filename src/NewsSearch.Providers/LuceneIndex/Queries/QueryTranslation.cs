using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;
using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>Turns the engine-neutral query tree into clauses over the segments of one snapshot.</summary>
internal sealed class QueryTranslation(Snapshot snapshot, CancellationToken cancellation)
{
    /// <summary>How many terms a pattern may stand for where positions decide.</summary>
    private const int MaxTermsWithPlaces = 1_024;

    private static readonly OpenClause Nothing = _ => null;
    private static readonly OpenClause Everything = s => new ConstantClause(null, s.Reader.MaxDoc);

    /// <summary>The query, or null when it matches every article.</summary>
    /// <exception cref="TooManyClausesException">A pattern stands for too many words.</exception>
    public OpenClause? Translate(QueryNode root) => root is MatchAllNode ? null : Of(root);

    private OpenClause Of(QueryNode node) =>
        node switch
        {
            MatchAllNode => Everything,
            OccurrenceNode occurrence => Places(occurrence),
            WordCountNode count => Constant(count, s => WithWordCount(s, count)),
            StateNode state => Constant(state, s => WithState(s, state)),
            AndNode and => All(and.Children),
            OrNode or => Any([.. or.Children.Select(Of)]),
            NotNode not => All([not]),
            _ => throw new InvalidOperationException($"No translation of {node.GetType().Name}."),
        };

    private OpenClause All(IReadOnlyList<QueryNode> children)
    {
        OpenClause[] needed = [.. children.Where(c => c is not NotNode).Select(Of)];
        OpenClause[] refused = [.. children.OfType<NotNode>().Select(n => Of(n.Child))];
        return All(needed.Length > 0 ? needed : [Everything], refused);
    }

    private static OpenClause All(OpenClause[] needed, OpenClause[] refused)
    {
        if (needed.Length == 1 && refused.Length == 0)
            return needed[0];
        return segment =>
        {
            var opened = new List<Clause>(needed.Length);
            foreach (var open in needed)
                if (open(segment) is { } clause)
                    opened.Add(clause);
                else
                    return null;
            return new AllClause(opened, [.. refused.Select(r => r(segment)).OfType<Clause>()]);
        };
    }

    private static OpenClause Any(OpenClause[] choices) =>
        segment =>
            choices.Select(c => c(segment)).OfType<Clause>().ToList() switch
            {
                [] => null,
                [var only] => only,
                var opened => new AnyClause(opened),
            };

    private OpenClause Places(OccurrenceNode node)
    {
        if (PlaceCompiler.Words(node) is ({ Count: 1 } words, var field) && !HasZone(field))
        {
            var word = new QueryWord(IndexSchema.Words(field), words[0], cancellation);
            if (!word.NeedsMarks(snapshot))
                return Word(word);
        }
        if (PlaceCompiler.Compile(node, cancellation) is not { } compiled)
            return Nothing; // Only punctuation.
        foreach (var word in compiled.Words)
            if (word.MostTerms(snapshot) is > MaxTermsWithPlaces and var most)
                throw new TooManyClausesException(
                    $"A pattern within a phrase, NEAR, sent( ) or para( ) stands for {most} words: give more letters.",
                    most,
                    MaxTermsWithPlaces
                );
        var candidates = compiled.Place is PhrasePlace ? null : Candidates(compiled.Place, compiled.Words);
        var score = Score(compiled.Words[0].Field, compiled.Words.Sum(w => Idf(w)));
        return segment =>
        {
            // A look into the dictionary is much cheaper than opening positions.
            if (candidates is null && compiled.Words.Any(w => w.In(segment).Terms.Count == 0))
                return null;
            var documents = candidates?.Invoke(segment);
            return candidates is not null && documents is null
                ? null
                : new PlacesClause(segment, compiled, documents, score(segment));
        };
    }

    private OpenClause Word(QueryWord word)
    {
        if (word.Test is WordBeginning or WordPattern or SimilarWord)
            return Constant((word.Field, word.Test), s => WithAny(s, word));
        if (word.IsUnknown(snapshot))
            return Nothing;
        var score = Score(word.Field, Idf(word));
        return segment =>
            word.In(segment).Terms.Count == 0 ? null
            : segment.Columns.Hot.Find(segment, word, withPlaces: false) is { } kept ? kept.Open(score(segment))
            : new PostingsClause(
                new MergedPostings(segment, word.Field, word.In(segment), withPlaces: false),
                score(segment),
                segment.Reader.MaxDoc
            );
    }

    private float Idf(QueryWord word) => Bm25.Idf(word.Documents(snapshot), snapshot.Reader.MaxDoc);

    private Func<Segment, Bm25> Score(string field, float idf)
    {
        var average = snapshot.AverageLength(field);
        return segment => new Bm25(idf, average, segment.Norms(field));
    }

    // What matches for what it is: kept as bits when it is asked again.
    private static OpenClause Constant(object key, Func<Segment, ulong[]> documents) =>
        segment =>
        {
            var found = segment.Columns.Kept.Find(key, () => documents(segment)) ?? documents(segment);
            return Bits.Any(found) ? new ConstantClause(found, Bits.Count(found)) : null;
        };

    private static ulong[] WithAny(Segment segment, QueryWord word)
    {
        var found = new ulong[Bits.Words(segment.Reader.MaxDoc)];
        var list = word.In(segment);
        if (list.Terms.Count == 0)
            return found;
        var at = segment.Reader.GetTerms(word.Field).GetEnumerator();
        DocsEnum? docs = null;
        foreach (var (term, _) in list.Terms)
        {
            word.Cancellation.ThrowIfCancellationRequested();
            if (at.SeekExact(term))
                Add(found, docs = at.Docs(null, docs, DocsFlags.NONE));
        }
        return found;
    }

    private static ulong[] WithState(Segment segment, StateNode state)
    {
        var found = new ulong[Bits.Words(segment.Reader.MaxDoc)];
        var term = new Term(IndexSchema.State, $"{state.Kind}:{state.Value}");
        Add(found, segment.Reader.GetTermDocsEnum(term));
        return found;
    }

    private static ulong[] WithWordCount(Segment segment, WordCountNode count)
    {
        var words = segment.Columns.NumbersOf(segment.Reader, IndexSchema.WordCount);
        var found = new ulong[Bits.Words(words.Length)];
        for (var doc = 0; doc < words.Length; doc++)
            if (count.IsMatch(words[doc]))
                Bits.Set(found, doc);
        return found;
    }

    private static void Add(ulong[] found, DocsEnum? docs)
    {
        for (int doc; docs is not null && (doc = docs.NextDoc()) != DocIdSetIterator.NO_MORE_DOCS; )
            Bits.Set(found, doc);
    }

    private OpenClause Candidates(Place place, IReadOnlyList<QueryWord> words) =>
        place switch
        {
            WordPlace word => Word(words[word.Word]),
            PhrasePlace phrase => All([.. phrase.Words.Distinct().Select(w => Word(words[w]))], []),
            ChoicePlace choice => Any([.. choice.Choices.Select(c => Candidates(c, words))]),
            NearPlace near => All([Candidates(near.Left, words), Candidates(near.Right, words)], []),
            ZonePlace zone => Candidates(zone.Inner, words),
            RepeatedPlace repeated => Candidates(repeated.Inner, words),
            UnitPlace unit => Candidates(unit.Expression, words),
            _ => throw new InvalidOperationException($"No candidates of {place.GetType().Name}."),
        };

    private OpenClause Candidates(UnitExpression expression, IReadOnlyList<QueryWord> words) =>
        expression switch
        {
            UnitLeaf leaf => Candidates(leaf.Place, words),
            UnitAll all => All([.. all.Needed.Select(e => Candidates(e, words))], []),
            UnitAny any => Any([.. any.Choices.Select(e => Candidates(e, words))]),
            _ => throw new InvalidOperationException($"No candidates of {expression.GetType().Name}."),
        };

    private static bool HasZone(QueryField field) => field is QueryField.Headline or QueryField.Body or QueryField.Lead;
}
