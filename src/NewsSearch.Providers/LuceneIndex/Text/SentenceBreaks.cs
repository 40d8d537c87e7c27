using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>What lies between two words of a text.</summary>
internal enum TextBreak
{
    None,
    Sentence,
    Paragraph,
}

/// <summary>
/// Finds the ends of sentences and paragraphs from what stands between two words, without a dictionary of a language: a
/// blank line ends a paragraph, a closing mark that a space and no lower-case letter follow ends a sentence.
/// </summary>
internal static class SentenceBreaks
{
    private static readonly FrozenSet<string> Abbreviations = new[]
    {
        "mr mrs ms dr prof gen col capt lt sgt sen rep gov pres st mt ft vs etc jr sr inc ltd co corp no nos art fig",
        "jan feb mar apr jun jul aug sep sept oct nov dec bzw ca ggf inkl hr fr mme mlle mm sra srta sig dott ing",
    }
        .SelectMany(l => l.Split(' '))
        .ToFrozenSet(StringComparer.Ordinal);

    private static readonly SearchValues<char> Marks = SearchValues.Create(".!?…。！？؟۔।");
    private static readonly SearchValues<char> Spaces = SearchValues.Create(" \t\n\u00A0\u3000");

    /// <summary>The break between a word that ends at <paramref name="end"/> and the next at <paramref name="next"/>.</summary>
    /// <param name="word">The first of the two words, folded.</param>
    public static TextBreak Between(string text, int end, int next, ReadOnlySpan<byte> word)
    {
        if (next - end == 1 && text[end] == ' ')
            return TextBreak.None;
        var gap = text.AsSpan(end, next - end);
        if (IsBlankLine(gap))
            return TextBreak.Paragraph;
        var mark = gap.LastIndexOfAny(Marks);
        if (mark < 0)
            return TextBreak.None;
        if (gap[mark] is '。' or '！' or '？')
            return TextBreak.Sentence;
        var isSpaced = gap[mark..].ContainsAny(Spaces);
        if (!isSpaced || char.IsLower(text[next]))
            return TextBreak.None;
        var isAbbreviated = gap[mark] == '.' && gap[0] == '.' && (word.Length == 1 || IsAbbreviation(word));
        return isAbbreviated ? TextBreak.None : TextBreak.Sentence;
    }

    private static bool IsAbbreviation(ReadOnlySpan<byte> word)
    {
        const int longest = 5;
        Span<char> letters = stackalloc char[longest];
        return word.Length <= longest
            && Ascii.ToUtf16(word, letters, out var length) == OperationStatus.Done
            && Abbreviations.GetAlternateLookup<ReadOnlySpan<char>>().Contains(letters[..length]);
    }

    private static bool IsBlankLine(ReadOnlySpan<char> gap)
    {
        var first = gap.IndexOf('\n');
        if (first < 0)
            return false;
        var rest = gap[(first + 1)..];
        var second = rest.IndexOf('\n');
        return second >= 0 && rest[..second].IsWhiteSpace();
    }
}
