using NewsSearch.Search;

namespace NewsSearch.Tests.Search;

public sealed class QueryHelpTests
{
    private static readonly IReadOnlyList<QueryNode> Roots =
    [
        .. QueryHelp.Sections.SelectMany(s => s.Examples).Select(e => QueryParser.Parse(e.Query).Root),
    ];

    [Fact]
    public void Every_operator_and_field_is_explained_by_an_example_that_parses()
    {
        var shown = Roots.SelectMany(Nodes).ToList();
        var kinds = typeof(QueryNode).Assembly.GetTypes().Where(t => t.IsSealed && t.IsSubclassOf(typeof(QueryNode)));
        Assert.Equal(
            kinds.Except([typeof(MatchAllNode)]).Select(t => t.Name).Order(StringComparer.Ordinal),
            shown.Select(n => n.GetType().Name).Distinct().Order(StringComparer.Ordinal)
        );
        var queries = string.Join(' ', QueryHelp.Sections.SelectMany(s => s.Examples).Select(e => e.Query));
        Assert.All(QueryFields.Names, name => Assert.Contains(name + ":", queries, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_parameter_that_is_explained_is_accepted()
    {
        foreach (var (parameter, _) in QueryHelp.Parameters)
        {
            var pairs = parameter
                .Split('&')
                .Select(p => p.Split('='))
                .GroupBy(p => p[0], p => p[1])
                .Select(g => KeyValuePair.Create(g.Key, (IReadOnlyList<string>)[.. g]));
            SearchParameters.Parse(pairs, DateTimeOffset.UnixEpoch.AddYears(50));
        }
    }

    private static IEnumerable<QueryNode> Nodes(QueryNode node)
    {
        IEnumerable<QueryNode> children = node switch
        {
            AndNode all => all.Children,
            OrNode any => any.Children,
            NotNode not => [not.Child],
            NearNode near => [near.Left, near.Right],
            WithinNode within => [within.Child],
            AtLeastNode least => [least.Child],
            _ => [],
        };
        return children.SelectMany(Nodes).Prepend(node);
    }
}
