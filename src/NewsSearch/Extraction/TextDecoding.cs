using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using UtfUnknown;

namespace NewsSearch.Extraction;

/// <summary>Turns bytes of unknown encoding into text: BOM, then the declared charset, then what the bytes look like.</summary>
internal static partial class TextDecoding
{
    private const int DeclarationZone = 4096;

    static TextDecoding() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The text, with U+FFFD for what cannot be decoded.</summary>
    /// <param name="mayDeclare">True when the text may name its charset as HTML and XML do.</param>
    public static string Decode(ReadOnlySpan<byte> bytes, bool mayDeclare)
    {
        if (FromByteOrderMark(bytes) is { } marked)
            return marked.Encoding.GetString(bytes[marked.Length..]);
        var declared = mayDeclare ? Declared(bytes[..Math.Min(bytes.Length, DeclarationZone)]) : null;
        // Bytes beyond ASCII that are valid UTF-8 are UTF-8, whatever the page says; ISO-2022-JP is all ASCII bytes.
        if (Utf8.IsValid(bytes))
            return (declared is not null && Ascii.IsValid(bytes) ? declared : Encoding.UTF8).GetString(bytes);
        if (declared is not null and not UTF8Encoding)
            return declared.GetString(bytes);
        return (Guess(bytes) ?? Encoding.GetEncoding(1252)).GetString(bytes);
    }

    /// <summary>True when the bytes begin with a UTF-16 byte order mark.</summary>
    public static bool IsUtf16(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]);

    /// <summary>The encoding that the bytes look like, where that is fairly sure; else null.</summary>
    public static Encoding? Guess(ReadOnlySpan<byte> bytes)
    {
        // UTF-8 with few damaged places is still UTF-8.
        var text = Encoding.UTF8.GetString(bytes);
        if (text.AsSpan().Count('\uFFFD') * 50 < CountNonAscii(text))
            return Encoding.UTF8;
        var detected = CharsetDetector.DetectFromBytes(bytes[..Math.Min(bytes.Length, 256 * 1024)].ToArray()).Detected;
        return detected is { Confidence: > 0.5f } ? detected.Encoding : null;
    }

    private static int CountNonAscii(string text)
    {
        var count = 0;
        foreach (var c in text)
            count += c > 127 ? 1 : 0;
        return count;
    }

    private static (Encoding Encoding, int Length)? FromByteOrderMark(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("\uFEFF"u8) ? (Encoding.UTF8, 3)
        : bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) ? (Encoding.Unicode, 2)
        : bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? (Encoding.BigEndianUnicode, 2)
        : null;

    private static Encoding? Declared(ReadOnlySpan<byte> head)
    {
        var match = Charset().Match(Encoding.Latin1.GetString(head));
        if (!match.Success)
            return null;
        // The web's rule: Latin-1 and ASCII mean Windows-1252, and a declared UTF-16 in readable bytes is wrong.
        var name = match.Groups["name"].Value.ToLowerInvariant() switch
        {
            "iso-8859-1" or "latin1" or "us-ascii" or "ascii" => "windows-1252",
            "iso-8859-9" => "windows-1254",
            "gb2312" or "gbk" => "gb18030",
            var other => other.StartsWith("utf-16", StringComparison.Ordinal) ? "utf-8" : other,
        };
        try
        {
            return Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    [GeneratedRegex(
        @"(?:charset|encoding)\s*=\s*[""']?\s*(?<name>[A-Za-z0-9_\-:]{2,30})",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Charset();
}
