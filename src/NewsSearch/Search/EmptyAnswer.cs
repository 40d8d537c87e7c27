using NewsSearch.Indexing;

namespace NewsSearch.Search;

/// <summary>Why a search found nothing: what each part of it finds by itself.</summary>
/// <param name="Clauses">The parts of the query that all had to match.</param>
/// <param name="Filters">Each filter, with what would be found without it; the one that removed most first.</param>
/// <param name="ArchivedInPeriod">Articles that the archive has of the period asked for; null without a date filter.</param>
/// <param name="DidYouMean">The query with words that the archive knows; null when all are known or none is near.</param>
public sealed record EmptyAnswer(
    IReadOnlyList<ClauseCount> Clauses,
    IReadOnlyList<FilterCount> Filters,
    long? ArchivedInPeriod,
    string? DidYouMean
);

/// <summary>A part of the query.</summary>
/// <param name="Query">In canonical spelling.</param>
/// <param name="Count">Articles that it finds alone, within the filters.</param>
/// <param name="Unfiltered">Articles that it finds alone, in the whole archive.</param>
public sealed record ClauseCount(string Query, long Count, long Unfiltered);

/// <summary>A filter.</summary>
/// <param name="Parameter">Its name in a request.</param>
/// <param name="Without">What the query finds without it, the other filters kept.</param>
public sealed record FilterCount(string Parameter, long Without);

/// <summary>Finds out why a search found nothing, by searching for its parts.</summary>
internal static class EmptyAnswers
{
    private const int MostClauses = 20;

    public static EmptyAnswer Explain(IArticleIndex index, SearchRequest request, CancellationToken cancellation)
    {
        var bare = request with { Facets = [], Histogram = null, Limit = 0, Sample = null, Highlight = false };
        var clauses = request.Query.Root is AndNode and ? and.Children : [request.Query.Root];
        return new EmptyAnswer(
            [
                .. clauses
                    .Where(c => c is not MatchAllNode)
                    .Take(MostClauses)
                    .Select(c => new ClauseCount(
                        QueryPrinter.Canonical(c),
                        Count(Of(bare, c)),
                        Count(Of(bare, c) with { Filters = [], Date = null })
                    )),
            ],
            [.. Filters(bare).OrderByDescending(f => f.Without)],
            request.Date is null ? null : Count(Of(bare, new MatchAllNode()) with { Filters = [] }),
            Operators(request.Query) is { } meant && Count(Of(bare, meant)) > 0
                ? QueryPrinter.Canonical(meant)
                : Corrected(index, request.Query, cancellation)
        );

        long Count(SearchRequest part) => index.Search(part, cancellation).Total;

        IEnumerable<FilterCount> Filters(SearchRequest all)
        {
            foreach (var filter in all.Filters)
                yield return new FilterCount(
                    filter.Dimension.Name,
                    Count(all with { Filters = [.. all.Filters.Where(f => f != filter)] })
                );
            if (all.Date is not null)
                yield return new FilterCount("date", Count(all with { Date = null }));
        }
    }

    private static SearchRequest Of(SearchRequest request, QueryNode node) =>
        request with
        {
            Query = request.Query with { Root = node },
        };

    // What the query says when its small "and", "or" and "not" are operators; null when it has none.
    private static QueryNode? Operators(ParsedQuery query)
    {
        if (query.Root is not AndNode all || query.Warnings.All(w => w.Code != "lowercase-operator"))
            return null;
        var either = new List<List<QueryNode>> { new() };
        var isNegated = false;
        foreach (var node in all.Children)
        {
            var word = IsOperator(node) ? ((WordNode)node).Text : null;
            if (word == "or")
                either.Add([]);
            else if (word == "not")
                isNegated = true;
            else if (word is null)
            {
                either[^1].Add(isNegated ? new NotNode(node) : node);
                isNegated = false;
            }
        }
        var parts = either.Where(p => p.Count > 0).Select(p => p.Count == 1 ? p[0] : new AndNode(p)).ToList();
        return parts.Count switch
        {
            0 => null,
            1 => parts[0],
            _ => new OrNode(parts),
        };
    }

    private static bool IsOperator(QueryNode node) =>
        node is WordNode { Field: QueryField.Text, Text: "and" or "or" or "not" or "near" };

    private static string? Corrected(IArticleIndex index, ParsedQuery query, CancellationToken cancellation)
    {
        var corrected = Correct(query.Root);
        return corrected == query.Root ? null : QueryPrinter.Canonical(corrected);

        QueryNode Correct(QueryNode node) =>
            node switch
            {
                WordNode when IsOperator(node) => node,
                WordNode word when index.Correct(word.Text, cancellation) is { } known => word with { Text = known },
                AndNode and => Same(and.Children) is { } children ? new AndNode(children) : and,
                OrNode or => Same(or.Children) is { } children ? new OrNode(children) : or,
                _ => node,
            };

        // Records compare lists by reference, so an unchanged list must stay the same one.
        List<QueryNode>? Same(IReadOnlyList<QueryNode> children)
        {
            var list = children.Select(Correct).ToList();
            return list.SequenceEqual(children) ? null : list;
        }
    }
}
