using System.Globalization;
using System.Text;

namespace NewsSearch.Extraction;

/// <summary>
/// Escapes in JSON that are half of a surrogate pair (RFC 8259, section 8.2): the parser lets them pass and refuses the
/// name or the value when somebody asks for it.
/// </summary>
internal static class LoneSurrogates
{
    private const int EscapeLength = 6; // \uD800

    /// <summary>The document with each of them replaced by U+FFFD; the same when it has none.</summary>
    public static string Replace(string json)
    {
        StringBuilder? mended = null;
        var copied = 0;
        for (var at = json.IndexOf('\\'); at >= 0; at = json.IndexOf('\\', Math.Min(at, json.Length)))
        {
            var unit = Surrogate(json, at);
            if (unit == '\0')
                at += 2; // Another escape, perhaps of a backslash.
            else if (char.IsHighSurrogate(unit) && char.IsLowSurrogate(Surrogate(json, at + EscapeLength)))
                at += 2 * EscapeLength;
            else
            {
                (mended ??= new StringBuilder()).Append(json, copied, at - copied).Append(@"\ufffd");
                copied = at += EscapeLength;
            }
        }
        return mended?.Append(json, copied, json.Length - copied).ToString() ?? json;
    }

    /// <param name="utf8">Valid or not: what cannot be decoded stays for the parser to name.</param>
    public static ReadOnlyMemory<byte> Replace(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Span.IndexOf("\\u"u8) < 0)
            return utf8;
        // Byte for byte, since escapes are ASCII.
        var text = Encoding.Latin1.GetString(utf8.Span);
        var mended = Replace(text);
        return ReferenceEquals(mended, text) ? utf8 : Encoding.Latin1.GetBytes(mended);
    }

    // The surrogate that is escaped here; 0 where none is.
    private static char Surrogate(string json, int at) =>
        at + EscapeLength <= json.Length
        && json[at] == '\\'
        && json[at + 1] == 'u'
        && ushort.TryParse(
            json.AsSpan(at + 2, EscapeLength - 2),
            NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture,
            out var unit
        )
        && char.IsSurrogate((char)unit)
            ? (char)unit
            : '\0';
}
