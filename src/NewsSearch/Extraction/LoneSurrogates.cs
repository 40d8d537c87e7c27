using System.Text;
using System.Text.RegularExpressions;

namespace NewsSearch.Extraction;

/// <summary>
/// Escapes in JSON that are half of a surrogate pair (RFC 8259, section 8.2): the parser lets them pass and refuses the
/// name or the value when somebody asks for it.
/// </summary>
internal static partial class LoneSurrogates
{
    /// <summary>The document with each of them replaced by U+FFFD; the same when it has none.</summary>
    public static string Replace(string json) => Escape().Replace(json, @"\ufffd");

    /// <param name="utf8">Valid or not: what cannot be decoded stays for the parser to name.</param>
    public static ReadOnlyMemory<byte> Replace(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Span.IndexOf("\\u"u8) < 0)
            return utf8;
        // Byte for byte, since the escapes are ASCII.
        var text = Encoding.Latin1.GetString(utf8.Span);
        return Escape().IsMatch(text) ? Encoding.Latin1.GetBytes(Replace(text)) : utf8;
    }

    // A backslash that is escaped itself begins no escape.
    [GeneratedRegex(
        @"(?<=(?<!\\)(?:\\\\)*)(?:\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F][0-9a-fA-F]{2})"
            + @"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2})"
    )]
    private static partial Regex Escape();
}
