using AngleSharp.Html.Dom;

namespace NewsSearch.Extraction.Html;

/// <summary>The text of the article among everything else on its page.</summary>
internal static class MainText
{
    // Under this a "main text" is a cookie notice or a caption.
    private const int ShortestText = 60;

    /// <summary>The paragraphs, or null.</summary>
    /// <param name="described">The text that the page's own data gives, or null.</param>
    public static string? Read(IHtmlDocument document, ArticleDraft draft, string? described)
    {
        var page = PageOutline.Of(document.Body!);
        var zone = BodyZone.Find(page);
        var text = WithoutHeading(string.Join("\n\n", BlockFilter.Keep(page, zone, draft)), draft);
        if (described is not null && (text?.Length ?? 0) < described.Length / 2)
            text = described;
        return text is { Length: >= ShortestText } ? text : null;
    }

    // The headline and the credit line are fields of their own.
    private static string? WithoutHeading(string? text, ArticleDraft draft)
    {
        if (text is null)
            return null;
        var paragraphs = text.Split("\n\n").ToList();
        while (paragraphs.Count > 1 && IsHeading(paragraphs[0], draft))
            paragraphs.RemoveAt(0);
        return string.Join("\n\n", paragraphs);
    }

    private static bool IsHeading(string paragraph, ArticleDraft draft) =>
        Same(paragraph, draft.Headline)
        || Same(paragraph, draft.Byline)
        || Same(paragraph, draft.Section)
        || Same(paragraph, draft.Subheadline)
        || Bylines.IsCredit(paragraph);

    private static bool Same(string paragraph, string? field) =>
        string.Equals(paragraph, field, StringComparison.OrdinalIgnoreCase);
}
