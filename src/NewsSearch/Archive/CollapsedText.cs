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
        // Word by word, because whole stretches are copied many times faster than single characters.
        for (var rest = text.AsSpan().TrimStart(); !rest.IsEmpty; rest = rest.TrimStart())
        {
            if (collapsed.Length > 0)
                collapsed.Append(' ');
            var length = 0;
            while (length < rest.Length && !char.IsWhiteSpace(rest[length]))
                length++;
            collapsed.Append(rest[..length]);
            rest = rest[length..];
        }
        return collapsed.ToString();
    }
}
