using System.Globalization;

namespace NewsSearch.Extraction;

/// <summary>Brings a written date to plain digits and blanks, whatever script it is in.</summary>
internal static class DateDigits
{
    /// <summary>
    /// Decimal digits of every script as 0–9, the Arabic comma as a comma, typographic minus as hyphen; marks of
    /// writing direction and joining are dropped.
    /// </summary>
    public static string Plain(string text)
    {
        var first = text.AsSpan().IndexOfAnyExceptInRange(' ', '~');
        if (first < 0)
            return text;
        return string.Create(
            text.Length,
            text,
            static (plain, source) =>
            {
                for (var i = 0; i < plain.Length; i++)
                    plain[i] = Plain(source[i]);
            }
        );
    }

    /// <summary>True when the text has digits of the Persian keyboard, which tell the calendar.</summary>
    public static bool HasPersian(string text) => text.AsSpan().ContainsAnyInRange('\u06F0', '\u06F9');

    private static char Plain(char c) =>
        c < '\u0080' ? c
        : c is '،' or '、' or '，' ? ','
        : c is '：' ? ':'
        : c is '−' ? '-'
        : c
            is '\u200C'
                or '\u200D'
                or '\u200E'
                or '\u200F'
                or (>= '\u202A' and <= '\u202E')
                or (>= '\u2066' and <= '\u2069')
            ? ' '
        : char.IsDigit(c) ? (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c))
        : char.IsWhiteSpace(c) ? ' '
        : c;
}
