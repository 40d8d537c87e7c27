using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Spans;
using Lucene.Net.Util;
using NewsSearch.Search;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>Turns the engine-neutral query tree into a Lucene query.</summary>
internal sealed class QueryTranslation(IndexReader reader)
{
    /// <summary>How many words a prefix within a phrase may stand for.</summary>
    private const int MaxExpansions = 1_024;

    private readonly WordScanner _scanner = new();

    /// <summary>The query, or null when it matches every article.</summary>
    public Query? Translate(QueryNode root) => root is MatchAllNode ? null : Of(root);

    private Query Of(QueryNode node) =>
        node switch
        {
            MatchAllNode => new MatchAllDocsQuery(),
            WordNode word => Words(word.Text, word.Field),
            PhraseNode phrase => Words(phrase.Text, phrase.Field),
            PrefixNode prefix => Prefix(prefix),
            AndNode and => All(and.Children),
            OrNode or => Any(or.Children),
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

    private BooleanQuery Any(IReadOnlyList<QueryNode> children)
    {
        var query = new BooleanQuery(disableCoord: true);
        foreach (var child in children)
            query.Add(Of(child), Occur.SHOULD);
        return query;
    }

    private Query Words(string text, QueryField field)
    {
        var words = Scan(text);
        var name = IndexSchema.Words(field);
        return words.Count switch
        {
            0 => new BooleanQuery(), // Only punctuation: matches nothing.
            1 => Bounded(new TermQuery(new Term(name, words[0])), field),
            _ when field == QueryField.Body => InBody([.. words.Select(w => Span(name, w))]),
            _ => Phrase(name, words),
        };
    }

    private Query Prefix(PrefixNode prefix)
    {
        var words = Scan(prefix.Text);
        var name = IndexSchema.Words(prefix.Field);
        if (words.Count == 0)
            return new BooleanQuery();
        var last = new PrefixQuery(new Term(name, words[^1]));
        if (prefix.Field == QueryField.Body)
        {
            var spans = words.SkipLast(1).Select(w => Span(name, w));
            return InBody([.. spans, new SpanMultiTermQueryWrapper<PrefixQuery>(last)]);
        }
        if (words.Count == 1)
            return last;
        var phrase = new MultiPhraseQuery();
        foreach (var word in words.SkipLast(1))
            phrase.Add(new Term(name, word));
        var expanded = Expand(name, words[^1]);
        if (expanded.Length == 0)
            return new BooleanQuery();
        phrase.Add(expanded);
        return phrase;
    }

    private Term[] Expand(string field, string prefix)
    {
        var terms = MultiFields.GetTerms(reader, field)?.GetEnumerator();
        var start = new BytesRef(prefix);
        if (terms is null || terms.SeekCeil(start) == TermsEnum.SeekStatus.END)
            return [];
        var found = new List<Term>();
        do
        {
            if (!StringHelper.StartsWith(terms.Term, start))
                break;
            found.Add(new Term(field, BytesRef.DeepCopyOf(terms.Term)));
        } while (found.Count < MaxExpansions && terms.MoveNext());
        return [.. found];
    }

    private static PhraseQuery Phrase(string field, List<string> words)
    {
        var phrase = new PhraseQuery();
        foreach (var word in words)
            phrase.Add(new Term(field, word));
        return phrase;
    }

    private static SpanTermQuery Span(string field, string word) => new(new Term(field, word));

    private static Query Bounded(TermQuery query, QueryField field) =>
        field == QueryField.Body ? InBody([new SpanTermQuery(query.Term)]) : query;

    // The body shares a field with the headline and is told apart by position.
    private static SpanPositionRangeQuery InBody(SpanQuery[] words) =>
        new(
            words.Length == 1 ? words[0] : new SpanNearQuery(words, slop: 0, inOrder: true),
            IndexSchema.BodyPosition,
            int.MaxValue
        );

    private List<string> Scan(string text)
    {
        var words = new List<string>();
        _scanner.Reset(text);
        while (_scanner.MoveNext())
            words.Add(_scanner.Term.ToString());
        return words;
    }
}
