using AngleSharp.Html.Dom;
using NewsSearch.Articles;

namespace NewsSearch.Extraction.Html;

/// <summary>The text of the article among everything else on its page.</summary>
internal static class MainText
{
    // Under this a "main text" is a cookie notice or a caption.
    private const int ShortestText = 60;

    /// <summary>The paragraphs, or null; takes the document apart.</summary>
    public static string? Read(IHtmlDocument document, ArticleDraft draft, ReadContext context)
    {
        var described = PageFields.ArticleBody(document);
        using var reader = new SmartReader.Reader(CanonicalUrl.Normalize(context.Url) ?? "https://localhost/", document)
        {
            DisableJSONLD = true,
        };
        var page = reader.GetArticle();
        var text = WithoutHeading(HtmlText.Paragraphs(page.Content), draft);
        if (CleanText.Line(page.Byline) is { Length: <= 120 } byline)
            draft.Byline ??= byline;
        draft.Language ??= CleanText.LanguageTag(page.Language);
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
