namespace NewsSearch.Search;

/// <summary>placeholder until the parser branch arrives</summary>
public static class QueryParser
{
    public static ParsedQuery Parse(string? text) =>
        string.IsNullOrWhiteSpace(text) || text == "*"
            ? new(new MatchAllNode(), "*", "*", [])
            : new(new AndNode([.. text.Split(' ').Select(w => new WordNode(w, QueryField.Text))]), text, text, []);
}
