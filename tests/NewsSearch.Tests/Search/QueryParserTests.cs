using NewsSearch.Search;

namespace NewsSearch.Tests.Search;

public sealed class QueryParserTests
{
    [Theory]
    [InlineData("trump biden", "trump AND biden", "trump AND biden")]
    [InlineData("a OR b AND c", "a OR b AND c", "a OR (b AND c)")]
    [InlineData("(a OR b) AND c", "(a OR b) AND c", "(a OR b) AND c")]
    [InlineData("a -b", "a AND NOT b", "a AND NOT b")]
    [InlineData("NOT (a OR b)", "NOT (a OR b)", "NOT (a OR b)")]
    [InlineData("NOT NOT a", "a", "a")]
    [InlineData("+a ((b))", "a AND b", "a AND b")]
    [InlineData("headline:(truce OR talks)", "headline:truce OR headline:talks", "headline:truce OR headline:talks")]
    [InlineData("Headline:truce", "headline:truce", "headline:truce")]
    [InlineData(
        "sanction* caption:\"two  men\"",
        "sanction* AND caption:\"two men\"",
        "sanction* AND caption:\"two men\""
    )]
    [InlineData("", "*", "*")]
    [InlineData("climate NEAR/5 \"carbon tax\"", "climate NEAR/5 \"carbon tax\"", "climate NEAR/5 \"carbon tax\"")]
    [InlineData("a w/3 b pre/2 c", "(a NEAR/3 b) PRE/2 c", "(a NEAR/3 b) PRE/2 c")]
    [InlineData("x a near/3 b OR y", "x AND a NEAR/3 b OR y", "(x AND (a NEAR/3 b)) OR y")]
    [InlineData("atleast3:sanctions", "atleast3:sanctions", "atleast3:sanctions")]
    [InlineData("atleast3(a OR b)", "atleast3:(a OR b)", "atleast3:(a OR b)")]
    [InlineData("headline:atleast2:a", "atleast2:headline:a", "atleast2:headline:a")]
    [InlineData("lead:ceasefire", "lead:ceasefire", "lead:ceasefire")]
    [InlineData("sent(hostages AND truce)", "sent(hostages AND truce)", "sent(hostages AND truce)")]
    [InlineData("PARA(a -b)", "para(a AND NOT b)", "para(a AND NOT b)")]
    [InlineData("sent and para", "sent AND and AND para", "sent AND and AND para")]
    [InlineData("wc>500 WC<=9", "wc>500 AND wc<=9", "wc>500 AND wc<=9")]
    [InlineData(
        "wom?n *ing a**b sanction*",
        "wom?n AND *ing AND a*b AND sanction*",
        "wom?n AND *ing AND a*b AND sanction*"
    )]
    [InlineData("colour~ color~2", "colour~2 AND color~2", "colour~2 AND color~2")]
    [InlineData("*:*", "*", "*")]
    [InlineData(
        "12:30 http://example.com/a COVID-19 don't R&D U.S. AC/DC C++ #tag @name why?",
        "12:30 AND http://example.com/a AND COVID-19 AND don't AND R&D AND U.S. AND AC/DC AND C++ AND #tag AND @name AND why",
        "12:30 AND http://example.com/a AND COVID-19 AND don't AND R&D AND U.S. AND AC/DC AND C++ AND #tag AND @name AND why"
    )]
    [InlineData("إسرائيل 東京", "إسرائيل AND 東京", "إسرائيل AND 東京")]
    [InlineData("צה\"ל OR \"צה\"ל אמר\"", "צה\"ל OR \"צה\"ל אמר\"", "צה\"ל OR \"צה\"ל אמר\"")]
    public void Queries_have_one_canonical_spelling_and_a_reading(string text, string canonical, string reading)
    {
        var parsed = QueryParser.Parse(text);
        Assert.Equal(canonical, parsed.Canonical);
        Assert.Equal(reading, parsed.Parsed);
    }

    [Fact]
    public void Straight_curly_and_angled_quotes_are_the_same()
    {
        var spellings = new[] { "\"well-being\"", "“well-being”", "«well-being»", "„well-being“" };
        Assert.Equal("\"well-being\"", Assert.Single(spellings.Select(s => QueryParser.Parse(s).Canonical).Distinct()));
    }

    [Theory]
    [InlineData("women or woman", "lowercase-operator", 6, 2)]
    [InlineData("a OR b AND c", "mixed-operators", 0, 12)]
    [InlineData("a & b", "ignored-punctuation", 2, 1)]
    [InlineData("x byline: smith", "detached-field", 2, 7)]
    public void Likely_mistakes_are_told_with_their_place(string text, string code, int position, int length)
    {
        var warning = Assert.Single(QueryParser.Parse(text).Warnings);
        Assert.Equal((code, position, length), (warning.Code, warning.Position, warning.Length));
    }

    [Theory]
    [InlineData("(trump AND (biden", 17, ")", "(trump AND (biden))")]
    [InlineData("\"open phrase", 0, "\"", "\"open phrase\"")]
    [InlineData("a AND", 5, "word", "a")]
    [InlineData("a ) b", 2, "AND", "a  b")]
    [InlineData("headlin:truce", 0, "headline", "headline:truce")]
    [InlineData("nonsense:truce", 0, "headline", "nonsense truce")]
    [InlineData("a NEAR b", 2, "NEAR/5", "a NEAR/10 b")]
    [InlineData("a NEAR/0 b", 2, "5", "a 0 b")]
    [InlineData("a NEAR/5", 8, "word", "a 5")]
    [InlineData("NEAR/5 b", 0, "word", "5 b")]
    [InlineData("(a AND b) NEAR/5 c", 10, "(a OR b)", "a b 5 c")]
    [InlineData("byline:a NEAR/5 caption:b", 9, "headline", "byline a 5 caption b")]
    [InlineData("sent(wc>5)", 0, "word", "sent wc 5")]
    [InlineData("sent(NOT a)", 0, "word", "sent a")]
    [InlineData("para(byline:a)", 0, "headline", "para byline a")]
    [InlineData("atleast3:(a AND b)", 0, "(a OR b)", "atleast3 a b")]
    [InlineData("atleast0:a", 0, "5", "atleast0 a")]
    [InlineData("wor*~2", 0, "wor*", "wor 2")]
    [InlineData("word~3", 0, "~2", "word 3")]
    [InlineData("headline:wc>5", 9, "wc>500", "headline wc 5")]
    [InlineData("*?", 0, "word*", "*")]
    [InlineData("\"\"", 0, "words between the quotes", "*")]
    public void Errors_name_the_place_what_was_expected_and_a_query_that_parses(
        string text,
        int position,
        string expected,
        string suggestion
    )
    {
        var error = Assert.Throws<QuerySyntaxException>(() => QueryParser.Parse(text));
        Assert.Equal(position, error.Position);
        Assert.Contains(expected, error.Expected);
        Assert.Equal(suggestion, error.Suggestion);
        QueryParser.Parse(error.Suggestion);
    }

    [Fact]
    public void Garbage_gives_a_query_or_an_error_whose_suggestion_parses()
    {
        string[] pieces =
        [
            "(",
            ")",
            "\"",
            "“",
            "»",
            " ",
            " AND ",
            " OR ",
            "NOT ",
            "-",
            "+",
            "*",
            "?",
            "~",
            ":",
            "headline:",
            "x:",
            "a",
            "b1",
            "و",
            "sent(",
            " w/3 ",
            " NEAR ",
            "atleast2:",
            "atleast2(",
            "wc>5 ",
            "~1",
            "/",
            "&",
        ];
        var random = new Random(11);
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(
                Enumerable.Range(0, random.Next(1, 14)).Select(_ => pieces[random.Next(pieces.Length)])
            );
            try
            {
                var parsed = QueryParser.Parse(text);
                Assert.Equal(parsed.Canonical, QueryParser.Parse(parsed.Canonical).Canonical);
            }
            catch (QuerySyntaxException error)
            {
                Assert.InRange(error.Position, 0, text.Length);
                QueryParser.Parse(error.Suggestion);
            }
        }
    }

    [Fact]
    public void Queries_that_are_too_deep_or_too_long_are_refused()
    {
        Assert.Throws<QuerySyntaxException>(() =>
            QueryParser.Parse(new string('(', 5_000) + "a" + new string(')', 5_000))
        );
        Assert.Throws<QuerySyntaxException>(() =>
            QueryParser.Parse(string.Concat(Enumerable.Repeat("NOT ", 5_000)) + "a")
        );
        var tooMany = Assert.Throws<TooManyClausesException>(() =>
            QueryParser.Parse(string.Join(' ', Enumerable.Range(0, 1_500)))
        );
        Assert.Equal((1_500, QueryParser.MaxTerms), (tooMany.Requested, tooMany.Max));
        QueryParser.Parse(string.Join(" OR ", Enumerable.Range(0, 1_024)));
    }

    [Fact]
    public void The_canonical_spelling_of_any_tree_is_read_as_that_tree()
    {
        var random = new Random(3);
        for (var i = 0; i < 5_000; i++)
        {
            var tree = Tree(random, depth: 3);
            var canonical = QueryParser.Parse(Full(tree)).Canonical;
            Assert.Equal(Full(QueryParser.Parse(Full(tree)).Root), Full(QueryParser.Parse(canonical).Root));
        }
    }

    private static QueryNode Tree(Random random, int depth)
    {
        var field = random.Next(3) == 0 ? QueryField.Headline : QueryField.Text;
        return (depth == 0 ? random.Next(3) : random.Next(7)) switch
        {
            0 => new WordNode($"w{random.Next(9)}", field),
            1 => new PhraseNode("two words", field),
            2 => new PrefixNode("pre", field),
            3 or 4 => new AndNode([Tree(random, depth - 1), Tree(random, depth - 1)]),
            5 => new OrNode([Tree(random, depth - 1), Tree(random, depth - 1), Tree(random, depth - 1)]),
            _ => new NotNode(Tree(random, depth - 1)),
        };
    }

    // Written independently of the printer, with every parenthesis.
    private static string Full(QueryNode node) =>
        node switch
        {
            WordNode w => (w.Field == QueryField.Text ? "" : "headline:") + w.Text,
            PhraseNode p => (p.Field == QueryField.Text ? "" : "headline:") + $"\"{p.Text}\"",
            PrefixNode p => (p.Field == QueryField.Text ? "" : "headline:") + p.Text + "*",
            AndNode and => "(" + string.Join(" AND ", and.Children.Select(Full)) + ")",
            OrNode or => "(" + string.Join(" OR ", or.Children.Select(Full)) + ")",
            NotNode not => "NOT " + Full(not.Child),
            _ => "*",
        };
}
