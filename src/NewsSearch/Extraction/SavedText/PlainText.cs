using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace NewsSearch.Extraction.SavedText;

/// <summary>Tells prose from everything else that is made of bytes.</summary>
internal static partial class PlainText
{
    private const int CutTail = 4;

    // Formats whose beginnings could be taken for text.
    private static readonly string[] Signatures =
    [
        "%PDF",
        "%!PS",
        "PK\u0003",
        "{\\rtf",
        "GIF8",
        "Rar!",
        "WARC/",
        "filedesc:",
        "-----BEGIN",
        "MIME-Version:",
        "Content-Type:",
        "BEGIN:V",
        "SQLite format",
        "#!/",
        "Return-Path:",
        "Received:",
    ];

    private static readonly SearchValues<byte> Controls = SearchValues.Create([
        .. Enumerable.Range(0, 32).Select(i => (byte)i).Where(b => b is not (9 or 10 or 12 or 13)),
        127,
    ]);

    public static bool IsPlainText(ReadOnlySpan<byte> head)
    {
        if (IsBinary(head))
            return false;
        var text = TextDecoding.Decode(WithoutCutTail(head), mayDeclare: false);
        var start = text.AsSpan().TrimStart();
        if (start.IsEmpty || start[0] is '<' or '{' || !text.Any(char.IsLetter))
            return false;
        foreach (var signature in Signatures)
        {
            if (start.StartsWith(signature, StringComparison.Ordinal))
                return false;
        }
        return !IsJson(start) && !DelimitedTable.LooksLike(text);
    }

    /// <summary>True for control bytes, and for bytes that are neither UTF-8 nor look like another encoding of text.</summary>
    public static bool IsBinary(ReadOnlySpan<byte> bytes)
    {
        if (TextDecoding.IsUtf16(bytes))
            return IsBrokenUtf16(bytes);
        if (bytes.ContainsAny(Controls))
            return true;
        var whole = WithoutCutTail(bytes);
        if (Utf8.IsValid(whole))
            return false;
        var high = 0;
        foreach (var b in bytes)
            high += b > 127 ? 1 : 0;
        // A short run of high bytes without blanks is noise; real text of any encoding has blanks or is long.
        if (high * 4 > bytes.Length && (bytes.Length < 64 || bytes.IndexOfAny((byte)' ', (byte)'\n') < 0))
            return true;
        return TextDecoding.Guess(bytes) is null && high * 10 > bytes.Length;
    }

    private static bool IsBrokenUtf16(ReadOnlySpan<byte> bytes)
    {
        var text = TextDecoding.Decode(bytes[..(bytes.Length & ~1)], mayDeclare: false);
        return text.Any(c => c is '\uFFFD' or '\0' || (char.IsControl(c) && c is not ('\n' or '\r' or '\t' or '\f')));
    }

    // The head may end inside a character.
    private static ReadOnlySpan<byte> WithoutCutTail(ReadOnlySpan<byte> bytes)
    {
        for (var i = 1; i < CutTail && i <= bytes.Length; i++)
        {
            var b = bytes[^i];
            if (b < 0x80)
                break;
            if (b >= 0xC0)
                return Rune.DecodeFromUtf8(bytes[^i..], out _, out _) == OperationStatus.NeedMoreData
                    ? bytes[..^i]
                    : bytes;
        }
        return bytes;
    }

    // "[Photo] …" is text, "[1, 2" is not.
    private static bool IsJson(ReadOnlySpan<char> start)
    {
        if (start[0] is not ('[' or '"'))
            return false;
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(start.ToArray()), isFinalBlock: false, default);
        try
        {
            var tokens = 0;
            while (reader.Read())
                tokens++;
            // A quoted first sentence is one token and then no JSON.
            return tokens > 1 || (tokens == 1 && start[0] == '[');
        }
        catch (JsonException)
        {
            return JsonArray().IsMatch(start);
        }
    }

    [GeneratedRegex(@"^\[\s*[\[{""\d\]]")]
    private static partial Regex JsonArray();
}
