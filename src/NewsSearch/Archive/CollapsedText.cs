using System.Buffers;

namespace NewsSearch.Archive;

/// <summary>Text with each stretch of white space as one blank, none at its ends.</summary>
internal static class CollapsedText
{
    // All of char.IsWhiteSpace but the blank.
    private static readonly SearchValues<char> OtherSpaces = SearchValues.Create([
        .. Enumerable.Range(0, char.MaxValue + 1).Select(c => (char)c).Where(c => c != ' ' && char.IsWhiteSpace(c)),
    ]);

    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var buffer = ArrayPool<char>.Shared.Rent(text.Length);
        var collapsed = new string(buffer, 0, Write(text, buffer));
        ArrayPool<char>.Shared.Return(buffer);
        return collapsed;
    }

    /// <summary>Writes the collapsed text.</summary>
    /// <param name="to">As long as the text.</param>
    /// <returns>Characters written.</returns>
    public static int Write(ReadOnlySpan<char> text, Span<char> to)
    {
        var length = 0;
        // In stretches as long as they come, because these are found and copied many characters at a time.
        for (var rest = text.Trim(); !rest.IsEmpty; rest = rest.TrimStart())
        {
            if (length > 0)
                to[length++] = ' ';
            var stretch = rest.IndexOfAny(OtherSpaces) is >= 0 and var other ? rest[..other] : rest;
            if (stretch.IndexOf("  ") is >= 0 and var pair)
                stretch = stretch[..pair];
            stretch = stretch.TrimEnd(' ');
            stretch.CopyTo(to[length..]);
            length += stretch.Length;
            rest = rest[stretch.Length..];
        }
        return length;
    }
}
