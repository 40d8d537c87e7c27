using NewsSearch.Archive;
using NewsSearch.Search;

namespace NewsSearch.Indexing;

/// <summary>A search whose answer is known beforehand: one that somebody keeps, or one made from an article.</summary>
/// <param name="Name">The query, for the reader of a report.</param>
/// <param name="Parameters">It as a query string.</param>
/// <param name="At">Now, where the parameters speak of now.</param>
/// <param name="Article">What it was made from.</param>
internal sealed record GoldenSearch(
    string Name,
    string Parameters,
    DateTimeOffset At,
    SearchRequest Request,
    ArchivedArticle? Article = null
)
{
    /// <summary>Hits that are compared.</summary>
    public const int Top = 10;

    private const int FacetSize = 50;

    /// <summary>Null when this version reads the parameters differently: then there is nothing to compare.</summary>
    public static GoldenSearch? Read(string name, string parameters, DateTimeOffset at)
    {
        try
        {
            return new GoldenSearch(name, parameters, at, Plain(SearchParameters.Parse(Pairs(parameters), at)));
        }
        catch (Exception e) when (e is ParameterException or QuerySyntaxException or CursorMismatchException)
        {
            return null;
        }
    }

    /// <summary>A search for words of an article's headline; null where it has none that suit.</summary>
    /// <param name="number">In turn: one word, a phrase, all of several words within a source.</param>
    public static GoldenSearch? Of(ArchivedArticle stored, int number)
    {
        var words = (stored.Article.Headline ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        // Next to each other, and of letters only: how a word with other characters is cut is not asked here.
        var text = string.Join(' ', words.SkipWhile(w => !IsPlain(w)).TakeWhile(IsPlain).Take(number % 3 + 1));
        if (text.Length == 0)
            return null;
        var query = number % 3 == 1 ? $"\"{text}\"" : text;
        var parameters = "q=" + Uri.EscapeDataString(query);
        if (number % 3 == 2)
            parameters += "&source=" + Uri.EscapeDataString(stored.Article.Source.Id);
        // Null also for an operator of the query language as a word of a headline.
        return Read(query, parameters, default) is { } search ? search with { Article = stored } : null;
    }

    // Newest first: scores depend on deleted articles that a segment still holds, so their order may rightly differ.
    private static SearchRequest Plain(SearchRequest request) =>
        request with
        {
            Sort = SortOrder.Newest,
            Limit = Top,
            Sample = null,
            After = null,
            Highlight = false,
            Facets = [new FacetRequest(Dimension.Source, FacetSize), new FacetRequest(Dimension.Topic, FacetSize)],
            Histogram = null,
        };

    private static bool IsPlain(string word) => word.All(char.IsLetterOrDigit);

    private static IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> Pairs(string query) =>
        query
            .TrimStart('?')
            .Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(p => p.Split('=', 2))
            .Select(p => new KeyValuePair<string, IReadOnlyList<string>>(
                Uri.UnescapeDataString(p[0].Replace('+', ' ')),
                [Uri.UnescapeDataString((p.Length > 1 ? p[1] : "").Replace('+', ' '))]
            ));
}
