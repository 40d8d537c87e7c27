using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace NewsSearch.Extraction.Feeds;

/// <summary>
/// Finds the encoding of a feed: byte order mark, zero bytes, the XML declaration, and where these are absent or
/// contradict the bytes, what the bytes look like.
/// </summary>
internal static partial class FeedEncoding
{
    private const int DeclarationZone = 1024;

    private static readonly Encoding BigEndianUtf32 = new UTF32Encoding(bigEndian: true, byteOrderMark: false);

    static FeedEncoding() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The encoding, and the length of the mark before the text.</summary>
    public static (Encoding Encoding, int Mark) Find(ReadOnlySpan<byte> bytes)
    {
        if (FromMark(bytes) is { } marked)
            return marked;
        if (FromZeros(bytes) is { } wide)
            return (wide, 0);
        var declared = Declared(bytes[..Math.Min(bytes.Length, DeclarationZone)]);
        // Bytes beyond ASCII that are valid UTF-8 are UTF-8, whatever is declared; ISO-2022-JP is all ASCII bytes.
        if (Utf8.IsValid(bytes))
            return (declared is not null && Ascii.IsValid(bytes) ? declared : Encoding.UTF8, 0);
        if (IsNearlyUtf8(bytes))
            return (Encoding.UTF8, 0);
        if (declared is not null and not UTF8Encoding)
            return (declared, 0);
        return (TextDecoding.Guess(bytes) ?? Encoding.GetEncoding(1252), 0);
    }

    /// <summary>The text, with U+FFFD for what cannot be decoded.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        var (encoding, mark) = Find(bytes);
        return encoding.GetString(bytes[mark..]);
    }

    // UTF-8 with few damaged places. In any other encoding nearly every character beyond ASCII is invalid UTF-8.
    private static bool IsNearlyUtf8(ReadOnlySpan<byte> bytes)
    {
        var (valid, invalid) = (0, 0);
        while (bytes.IndexOfAnyExceptInRange((byte)0, (byte)127) is var at and >= 0)
        {
            bytes = bytes[at..];
            if (Rune.DecodeFromUtf8(bytes, out _, out var length) == OperationStatus.Done)
                valid++;
            else
                invalid++;
            bytes = bytes[length..];
        }
        return invalid * 4 < valid;
    }

    private static (Encoding, int)? FromMark(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("\uFEFF"u8) ? (Encoding.UTF8, 3)
        : bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]) ? (Encoding.UTF32, 4)
        : bytes.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF]) ? (BigEndianUtf32, 4)
        : bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) ? (Encoding.Unicode, 2)
        : bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? (Encoding.BigEndianUnicode, 2)
        : null;

    // A document begins with an ASCII character: "<", "{" or a blank.
    private static Encoding? FromZeros(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 4)
            return null;
        return (bytes[0] == 0, bytes[1] == 0, bytes[2] == 0, bytes[3] == 0) switch
        {
            (false, true, true, true) => Encoding.UTF32,
            (true, true, true, false) => BigEndianUtf32,
            (false, true, false, true) => Encoding.Unicode,
            (true, false, true, false) => Encoding.BigEndianUnicode,
            _ => null,
        };
    }

    private static Encoding? Declared(ReadOnlySpan<byte> head)
    {
        var match = Declaration().Match(Encoding.Latin1.GetString(head));
        if (!match.Success)
            return null;
        // Latin-1 and ASCII mean Windows-1252 on the web; UTF-16 in bytes without zeros is a mistake.
        var name = match.Groups["name"].Value.ToLowerInvariant() switch
        {
            "iso-8859-1" or "iso8859-1" or "iso_8859-1" or "latin1" or "latin-1" or "us-ascii" or "ascii" =>
                "windows-1252",
            "iso-8859-9" => "windows-1254",
            "iso-8859-11" or "tis620" => "windows-874",
            "gb2312" or "gbk" or "x-gbk" => "gb18030",
            "ks_c_5601-1987" or "euc_kr" => "euc-kr",
            "x-sjis" or "sjis" or "shift-jis" or "windows-31j" or "cp932" => "shift_jis",
            "utf8" or "unicode" => "utf-8",
            var other when other.Length > 2 && other.StartsWith("cp", StringComparison.Ordinal) => "windows-"
                + other[2..],
            var other => IsUnicode(other) ? "utf-8" : other,
        };
        try
        {
            return Encoding.GetEncoding(name);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static bool IsUnicode(string name) =>
        name.StartsWith("utf", StringComparison.Ordinal)
        || name.StartsWith("ucs", StringComparison.Ordinal)
        || name is "u16" or "u32";

    [GeneratedRegex(
        @"<\?xml\b[^>]{0,200}?\bencoding\s*=\s*[""']\s*(?<name>[A-Za-z0-9_\-:.]{2,30})",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Declaration();
}
