namespace NewsSearch.Search;

/// <summary>One pass of the parser over the tokens of a query, by recursive descent.</summary>
internal sealed class QueryReading(List<QueryToken> tokens, MatchMode match)
{
    private static readonly string[] Term = ["word", "\"phrase\"", "("];
    private readonly List<QueryWarning> _warnings = [];
    private int _next;
    private int _depth;
    private int _terms;

    private QueryToken Current => tokens[_next];

    public QueryNode Read()
    {
        if (Current.Kind == QueryTokenKind.End)
            return new MatchAllNode();
        var root = Either(QueryField.Text);
        if (Current.Kind == QueryTokenKind.Close)
            throw Error("A closing parenthesis has no opening one.", Current, ["AND", "OR", "end of query"]);
        if (root is null)
            throw Error("There is no word to look for, only punctuation.", tokens[0], Term);
        return root;
    }

    public IReadOnlyList<QueryWarning> Warnings() => [.. _warnings.OrderBy(w => w.Position)];

    // a OR b; null when everything in it was punctuation.
    private QueryNode? Either(QueryField field)
    {
        var start = Current;
        var parts = new List<QueryNode>();
        var hasAnd = false;
        Add(parts, Both(field, ref hasAnd));
        var ors = 0;
        while (Current.Kind == QueryTokenKind.Or)
        {
            _next++;
            ors++;
            Add(parts, Both(field, ref hasAnd));
        }
        var node = Join(parts, children => new OrNode(children), n => n is OrNode or ? or.Children : null);
        if (ors > 0 && hasAnd && node is not null)
            _warnings.Add(
                new QueryWarning(
                    "mixed-operators",
                    $"AND binds closer than OR; this is read as {QueryPrinter.Reading(node)}. Parentheses make it clear.",
                    start.Position,
                    tokens[_next - 1].End - start.Position
                )
            );
        return node;
    }

    // a AND b, and terms side by side.
    private QueryNode? Both(QueryField field, ref bool hasAnd)
    {
        var parts = new List<QueryNode>();
        Add(parts, Near(field));
        while (true)
        {
            if (Current.Kind == QueryTokenKind.And)
            {
                _next++;
                hasAnd = true;
            }
            else if (Current.Kind is QueryTokenKind.End or QueryTokenKind.Close or QueryTokenKind.Or)
            {
                return Join(parts, children => new AndNode(children), n => n is AndNode and ? and.Children : null);
            }
            Add(parts, Near(field));
        }
    }

    // a NEAR/5 b, from left to right.
    private QueryNode? Near(QueryField field)
    {
        var node = Single(field);
        while (Current.Kind == QueryTokenKind.Near)
        {
            var near = Current;
            _next++;
            OccurrenceRules.CheckOperand(node, near);
            var right = Single(field);
            OccurrenceRules.CheckOperand(right, near);
            node = new NearNode(node!, right!, near.Number, IsOrdered: near.Text == "PRE");
            OccurrenceRules.CheckOperand(node, near);
        }
        return node;
    }

    private QueryNode? Single(QueryField field)
    {
        var token = Current;
        switch (token.Kind)
        {
            case QueryTokenKind.Not:
                return Nested(token, () => Negate(Single(field)));
            case QueryTokenKind.Plus:
                return Nested(token, () => Single(field));
            case QueryTokenKind.Field when ArticleState.Kinds.Contains(token.Text.ToLowerInvariant()):
                return Nested(token, () => State(token));
            case QueryTokenKind.Field:
                return Nested(token, () => Single(Field(token)));
            case QueryTokenKind.Open:
                return Nested(token, () => Group(token, field));
            case QueryTokenKind.AtLeast:
                return Nested(token, () => AtLeast(token, Single(field)));
            case QueryTokenKind.Within:
                return Nested(token, () => Within(token, Single(field)));
            case QueryTokenKind.Phrase:
                _next++;
                if (token.Text.Length == 0)
                    throw Error("The quotation marks are empty.", token, ["words between the quotes"]);
                Count();
                return QueryTerms.Phrase(token, field, match);
            case QueryTokenKind.Word:
                _next++;
                return Word(token, field);
            default:
                throw Error(Missing(token), token, Term);
        }
    }

    private StateNode State(QueryToken kind)
    {
        var (name, value) = (kind.Text.ToLowerInvariant(), Current);
        var allowed = ArticleState.Values(name);
        if (value.Kind != QueryTokenKind.Word || !allowed.Contains(value.Text.ToLowerInvariant()))
            throw Error($"{name}: takes one of {string.Join(", ", allowed)}.", value, allowed);
        _next++;
        Count();
        return new StateNode(name, value.Text.ToLowerInvariant());
    }

    private static AtLeastNode AtLeast(QueryToken token, QueryNode? child)
    {
        OccurrenceRules.CheckOperand(child, token);
        return new AtLeastNode(token.Number, child!);
    }

    private static WithinNode Within(QueryToken token, QueryNode? child)
    {
        OccurrenceRules.CheckWithin(child, token);
        var isSentence = token.Text.Equals("sent", StringComparison.OrdinalIgnoreCase);
        return new WithinNode(isSentence ? TextUnit.Sentence : TextUnit.Paragraph, child!);
    }

    private QueryNode? Group(QueryToken open, QueryField field)
    {
        if (Current.Kind == QueryTokenKind.Close)
            throw Error("The parentheses are empty.", open, Term);
        var inside = Either(field);
        if (Current.Kind != QueryTokenKind.Close)
            throw Error("A parenthesis is not closed.", Current, [")"]);
        _next++;
        return inside;
    }

    private QueryNode? Word(QueryToken token, QueryField field)
    {
        if (token.Text is "*" or "*:*")
            return field == QueryField.Text
                ? new MatchAllNode()
                : throw Error("A lone * looks in no field.", token, ["word", "prefix*"]);
        Count();
        var isBetween = _terms > 1 && Current.Kind is not (QueryTokenKind.End or QueryTokenKind.Close);
        if (isBetween && token.Text is ("or" or "and" or "not" or "near"))
            _warnings.Add(
                new QueryWarning(
                    "lowercase-operator",
                    $"\"{token.Text}\" is looked up as a word. The operator is written {token.Text.ToUpperInvariant()}.",
                    token.Position,
                    token.Length
                )
            );
        if (token.Text.EndsWith(':') && QueryFields.Find(token.Text[..^1]) is not null)
            _warnings.Add(
                new QueryWarning(
                    "detached-field",
                    $"\"{token.Text}\" is looked up as a word. A field stands directly before its term: {token.Text}word.",
                    token.Position,
                    token.Length
                )
            );
        var node = QueryTerms.Word(token, field, match);
        if (node is null)
            _warnings.Add(
                new QueryWarning(
                    "ignored-punctuation",
                    $"\"{token.Text}\" holds no word.",
                    token.Position,
                    token.Length
                )
            );
        return node;
    }

    private QueryNode? Nested(QueryToken token, Func<QueryNode?> read)
    {
        if (++_depth > QueryParser.MaxDepth)
            throw Error($"The query is nested deeper than {QueryParser.MaxDepth} levels.", token, []);
        _next++;
        var node = read();
        _depth--;
        return node;
    }

    private void Count()
    {
        if (++_terms > QueryParser.MaxTerms)
            throw new TooManyClausesException(
                $"The query has more than {QueryParser.MaxTerms} words and phrases.",
                tokens.Count(t => t.Kind is QueryTokenKind.Word or QueryTokenKind.Phrase),
                QueryParser.MaxTerms
            );
    }

    private static QueryField Field(QueryToken token)
    {
        if (QueryFields.Find(token.Text) is { } field)
            return field;
        var meant = ClosestName.Find(token.Text, QueryFields.Names);
        var hint = meant is null ? "" : $" Did you mean \"{meant}:\"?";
        throw Error($"There is no field \"{token.Text}:\".{hint}", token, QueryFields.Names);
    }

    private static QueryNode? Negate(QueryNode? node) =>
        node switch
        {
            null => null,
            NotNode not => not.Child,
            _ => new NotNode(node),
        };

    private static void Add(List<QueryNode> parts, QueryNode? part)
    {
        if (part is not null)
            parts.Add(part);
    }

    // One part needs no node around it, and a node of the same kind is taken apart.
    private static QueryNode? Join(
        List<QueryNode> parts,
        Func<IReadOnlyList<QueryNode>, QueryNode> join,
        Func<QueryNode, IReadOnlyList<QueryNode>?> same
    ) =>
        parts.Count switch
        {
            0 => null,
            1 => parts[0],
            _ => join([.. parts.SelectMany(p => same(p) ?? [p])]),
        };

    private static string Missing(QueryToken token) =>
        token.Kind == QueryTokenKind.End
            ? "The query ends where a term is expected."
            : $"\"{token.Text}\" stands where a term is expected.";

    internal static QuerySyntaxException Error(string message, QueryToken at, IReadOnlyList<string> expected) =>
        new(message, at.Position, at.Length, expected, suggestion: null);
}
