using System.Text;

namespace NewsSearch.Archive;

/// <summary>Text with each stretch of white space as one blank, none at its ends.</summary>
internal static class CollapsedText
{
    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var collapsed = new StringBuilder(text.Length);
        var isGap = false;
        foreach (var c in text)
        {
            if (char.IsWhiteSpace(c))
            {
                isGap = true;
                continue;
            }
            if (isGap && collapsed.Length > 0)
                collapsed.Append(' ');
            isGap = false;
            collapsed.Append(c);
        }
        return collapsed.ToString();
    }
}
