using System.Globalization;
using Lucene.Net.Analysis.Miscellaneous;

namespace NewsSearch.Providers.LuceneIndex;

/// <summary>
/// Brings spellings of one word together: case, accents, width, Arabic letter forms and digits of any script. Uses
/// tables of its own and never <c>string.Normalize</c>, which does nothing on a machine without ICU.
/// </summary>
internal static class WordFolding
{
    /// <summary>Longest output of one input unit ("ﷺ"-like ligatures are not expanded; "㎏" and "ﬃ" are).</summary>
    public const int MaxExpansion = 4;

    private const string ArabicFrom = "\u0622\u0623\u0625\u0671\u0649\u0629\u06CC\u06A9\u06C0\u06C1\u0624\u0626";
    private const string ArabicTo = "\u0627\u0627\u0627\u0627\u064A\u0647\u064A\u0643\u0647\u0647\u0648\u064A";
    private const string GreekFrom = "\u03AC\u03AD\u03AE\u03AF\u03CC\u03CD\u03CE\u03CA\u03CB\u0390\u03B0\u03C2";
    private const string GreekTo = "\u03B1\u03B5\u03B7\u03B9\u03BF\u03C5\u03C9\u03B9\u03C5\u03B9\u03C5\u03C3";

    // Filled on first use; a race writes the same string twice.
    private static readonly string?[] Latin = new string?['\uFB07'];

    /// <summary>Writes the folded form of <paramref name="c"/>; returns the number of units written (0 drops it).</summary>
    public static int Fold(char c, Span<char> output)
    {
        if (c < 0x80)
        {
            output[0] = c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c;
            return 1;
        }
        if (IsDroppedMark(c))
            return 0;
        if (c < 0x250 || c is >= '\u1E00' and <= '\u1EFF' or >= '\u2C60' and <= '\u2C7F' or >= '\uFB00' and <= '\uFB06')
            return FoldLatin(c, output);
        output[0] = FoldOther(c);
        return 1;
    }

    /// <summary>Marks that a reader may leave out: combining accents, Hebrew points, Arabic vowels, tatweel.</summary>
    public static bool IsDroppedMark(char c) =>
        c
            is >= '\u0300'
                and <= '\u036F'
                or >= '\u0591'
                and <= '\u05BD'
                or '\u05BF'
                or '\u05C1'
                or '\u05C2'
                or '\u05C4'
                or '\u05C5'
                or '\u05C7'
                or '\u0640'
                or >= '\u064B'
                and <= '\u065F'
                or '\u0670'
                or >= '\u06D6'
                and <= '\u06ED'
                or '\u00AD'
                or >= '\u200B'
                and <= '\u200F'
                or '\u2060'
                or '\uFEFF';

    private static int FoldLatin(char c, Span<char> output)
    {
        var folded = Latin[c] ??= FoldOneLatin(c);
        folded.CopyTo(output);
        return folded.Length;
    }

    private static string FoldOneLatin(char c)
    {
        var folded = new char[MaxExpansion];
        var length = ASCIIFoldingFilter.FoldToASCII([c], 0, folded, 0, 1);
        return new string(folded, 0, length).ToLowerInvariant();
    }

    private static char FoldOther(char c)
    {
        if (c is >= '\uFF01' and <= '\uFF5E')
            return char.ToLowerInvariant((char)(c - 0xFEE0));
        if (char.GetUnicodeCategory(c) == UnicodeCategory.DecimalDigitNumber)
            return (char)('0' + (int)char.GetNumericValue(c));
        c = char.ToLowerInvariant(c);
        var arabic = ArabicFrom.IndexOf(c);
        if (arabic >= 0)
            return ArabicTo[arabic];
        var greek = GreekFrom.IndexOf(c);
        if (greek >= 0)
            return GreekTo[greek];
        return c switch
        {
            '\u0451' => '\u0435', // Cyrillic io is usually written as ie.
            _ => c,
        };
    }
}
