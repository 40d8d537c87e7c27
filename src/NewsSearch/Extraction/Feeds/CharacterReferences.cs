using System.Globalization;
using System.Text;
using AngleSharp.Html;

namespace NewsSearch.Extraction.Feeds;

/// <summary>
/// Replaces references to characters by the characters: numbers and the names of HTML, which feeds use whether they
/// declare them or not. A name that is unknown stays as it is written, for most of them are unescaped ampersands.
/// </summary>
internal static class CharacterReferences
{
    private const int LongestName = 32;

    // What browsers read for the C1 numbers: the characters of Windows-1252.
    private const string Windows = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

    /// <summary>The text with references replaced once; "&amp;amp;lt;" gives "&amp;lt;".</summary>
    public static string Decode(ReadOnlySpan<char> text)
    {
        if (!text.Contains('&'))
            return text.ToString();
        var decoded = new StringBuilder(text.Length);
        AppendDecoded(decoded, text);
        return decoded.ToString();
    }

    /// <summary>The text with C1 control characters read as Windows-1252, which is what their writers meant.</summary>
    public static string MendControls(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\u0080', '\u009F') < 0)
            return text;
        return string.Create(
            text.Length,
            text,
            static (mended, source) =>
            {
                for (var i = 0; i < mended.Length; i++)
                    mended[i] = source[i] is >= '\u0080' and <= '\u009F' ? Windows[source[i] - 0x80] : source[i];
            }
        );
    }

    public static void AppendDecoded(StringBuilder decoded, ReadOnlySpan<char> text)
    {
        while (text.IndexOf('&') is var at and >= 0)
        {
            decoded.Append(text[..at]);
            text = text[at..];
            var length = Reference(text, out var value);
            if (length == 0)
            {
                decoded.Append('&');
                text = text[1..];
                continue;
            }
            decoded.Append(value);
            text = text[length..];
        }
        decoded.Append(text);
    }

    private static int Reference(ReadOnlySpan<char> text, out string? value)
    {
        value = null;
        var end = text[..Math.Min(text.Length, LongestName + 2)].IndexOf(';');
        if (end < 2)
            return 0;
        var name = text[1..end];
        value = name[0] == '#' ? Number(name[1..]) : Named(name);
        return value is null ? 0 : end + 1;
    }

    private static string? Named(ReadOnlySpan<char> name)
    {
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c))
                return null;
        }
        return HtmlEntityProvider.Resolver.GetSymbol(string.Concat(name, ";"));
    }

    private static string? Number(ReadOnlySpan<char> digits)
    {
        var isHex = digits.Length > 1 && digits[0] is 'x' or 'X';
        var isRead = isHex
            ? uint.TryParse(digits[1..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            : uint.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out code);
        if (!isRead)
            return null;
        if (code is >= 0x80 and <= 0x9F)
            return Windows[(int)code - 0x80].ToString();
        if (code < 0x20 && code is not (9 or 10 or 13))
            return "";
        return Rune.TryCreate(code, out var rune) ? rune.ToString() : "\uFFFD";
    }
}
