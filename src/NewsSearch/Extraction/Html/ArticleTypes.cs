namespace NewsSearch.Extraction.Html;

/// <summary>The schema.org types that an article of a newspaper or a weblog may have.</summary>
internal static class ArticleTypes
{
    /// <summary>How surely a type is the page's article: 5 for news, 3 for other articles, 0 for everything else.</summary>
    /// <param name="type">The type's name or address, several with blanks between them.</param>
    public static int Rank(string type)
    {
        var rank = 0;
        foreach (var one in type.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var name = one[(one.LastIndexOf('/') + 1)..];
            rank = Math.Max(
                rank,
                name.EndsWith("NewsArticle", StringComparison.Ordinal) || name is "Report" ? 5
                    : name.EndsWith("Article", StringComparison.Ordinal)
                    || name.EndsWith("BlogPosting", StringComparison.Ordinal)
                        ? 3
                    : 0
            );
        }
        return rank;
    }
}
