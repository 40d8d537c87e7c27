using System.Text;

namespace NewsSearch.Extraction.Feeds;

/// <summary>Paragraphs of plain text of any length.</summary>
internal static class PlainParagraphs
{
    // No article is as long; beyond it, looking at how lines are wrapped would cost a list for every line.
    private const int LongestArticle = 512 * 1024;

    /// <summary>Paragraphs separated by a blank line; null when nothing is left.</summary>
    public static string? Read(string? text)
    {
        if (text is not { Length: > LongestArticle })
            return CleanText.Paragraphs(text);
        var paragraphs = new StringBuilder(text.Length);
        var isNew = true;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var trimmed = line.Trim();
            if (trimmed.IsEmpty)
            {
                isNew = true;
                continue;
            }
            if (paragraphs.Length > 0)
                paragraphs.Append(isNew ? "\n\n" : "\n");
            paragraphs.Append(trimmed);
            isNew = false;
        }
        return paragraphs.Length == 0 ? null : CleanText.WithoutControls(paragraphs.ToString());
    }
}
