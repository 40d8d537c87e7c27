using System.Globalization;

namespace NewsSearch.Archive;

/// <summary>Cuts texts into pieces that together are the text.</summary>
internal static class TextPieces
{
    /// <summary>Lines with their line feed.</summary>
    public static List<(int Start, int End)> Lines(string text)
    {
        var lines = new List<(int, int)>();
        for (var start = 0; start < text.Length; )
        {
            var feed = text.IndexOf('\n', start);
            var end = feed < 0 ? text.Length : feed + 1;
            lines.Add((start, end));
            start = end;
        }
        return lines;
    }

    /// <summary>Words, stretches of white space, single ideographs, and any other character by itself.</summary>
    public static List<(int Start, int End)> Words(string text, int start, int end)
    {
        var words = new List<(int, int)>();
        while (start < end)
        {
            var stop = start + 1;
            var kind = KindOf(text[start]);
            if (kind != Kind.Single)
                while (stop < end && KindOf(text[stop]) == kind)
                    stop++;
            // Halves of a pair, and marks on what stands before them, are never torn off.
            while (stop < end && (char.IsLowSurrogate(text[stop]) || IsMark(text[stop])))
                stop++;
            words.Add((start, stop));
            start = stop;
        }
        return words;
    }

    private static Kind KindOf(char c) =>
        char.IsWhiteSpace(c) ? Kind.Space
        : c is >= '\u2E80' and <= '\u9FFF' ? Kind.Single
        : char.IsLetterOrDigit(c) || IsMark(c) ? Kind.Word
        : Kind.Single;

    private static bool IsMark(char c) =>
        c > '\u02FF'
        && CharUnicodeInfo.GetUnicodeCategory(c)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.EnclosingMark;

    private enum Kind
    {
        Word,
        Space,
        Single,
    }
}
