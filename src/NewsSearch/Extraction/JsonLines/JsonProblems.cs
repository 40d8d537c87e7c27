using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using NewsSearch.Articles;

namespace NewsSearch.Extraction.JsonLines;

/// <summary>Turns the bytes of one item into an article or into a reason that names the place and the fix.</summary>
internal static class JsonProblems
{
    /// <param name="raw">The item; may begin and end with white space.</param>
    /// <param name="line">Line of its first byte, from 1.</param>
    /// <param name="column">Bytes before it on that line.</param>
    /// <param name="isNinjs">True when an item that does not tell is to be checked as ninjs.</param>
    /// <param name="documentUrl">Address to assume where the item has none.</param>
    public static ReadItem Read(
        ReadOnlyMemory<byte> raw,
        long line,
        int column,
        ReadContext context,
        bool isNinjs = false,
        string? documentUrl = null
    )
    {
        var json = raw.Span;
        if (!Utf8.IsValid(json))
            return Quarantine(raw, line, InvalidUtf8(json, line, column));
        try
        {
            var item = JsonArticle.Read(json);
            isNinjs = item.IsNinjs || (isNinjs && !item.IsOwn);
            if (isNinjs && Ninjs.NinjsVersion.Problem(raw) is { } invalid)
                return Quarantine(
                    raw,
                    line,
                    $"line {Number(line)}: {invalid}. Correct this member and send the item again."
                );
            var article = item.Build(context, documentUrl, isNinjs);
            return article is null
                ? Reject(raw, line, "neither headline nor body. Give it at least one of them.")
                : new ReadItem(raw, line, article);
        }
        catch (JsonFieldException wrong)
        {
            return Quarantine(
                raw,
                line,
                $"line {Number(line)}: {wrong.Message}. Correct this field and send the item again."
            );
        }
        catch (JsonException broken)
        {
            return Quarantine(raw, line, NotJson(json, line, column, broken));
        }
        catch (InvalidOperationException) when (json.IndexOf("\\u"u8) >= 0)
        {
            // How the framework's reader refuses such a name of a member when it is compared.
            return Quarantine(
                raw,
                line,
                $"line {Number(line)}: the name of a member has half of a surrogate pair (\\uD800 to \\uDFFF). "
                    + "Correct this name and send the item again."
            );
        }
    }

    public static ReadItem Quarantine(ReadOnlyMemory<byte> raw, long line, string problem) =>
        new(raw, line, null, problem);

    private static ReadItem Reject(ReadOnlyMemory<byte> raw, long line, string reason) =>
        new(raw, line, null, $"line {Number(line)}: {reason}", IsRejected: true);

    private static string NotJson(ReadOnlySpan<byte> json, long line, int column, JsonException broken)
    {
        var lines = broken.LineNumber ?? 0;
        var lineStart = 0;
        for (var i = 0L; i < lines; i++)
            lineStart += json[lineStart..].IndexOf((byte)'\n') + 1;
        var length = (int)Math.Clamp(broken.BytePositionInLine ?? 0, 0, json.Length - lineStart);
        var characters = Encoding.UTF8.GetCharCount(json.Slice(lineStart, length));
        var at = characters + 1 + (lines == 0 ? column : 0);
        var what = broken.Message;
        var end = what.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return $"line {Number(line + lines)}: not valid JSON at column {Number(at)}: {(end < 0 ? what : what[..end])} "
            + "Fix this place and send the item again.";
    }

    private static string InvalidUtf8(ReadOnlySpan<byte> json, long line, int column)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(json[at..], out _, out var length) == System.Buffers.OperationStatus.Done)
            at += length;
        var before = json[..at];
        var lines = before.Count((byte)'\n');
        var lineStart = before.LastIndexOf((byte)'\n') + 1;
        var characters = Encoding.UTF8.GetCharCount(before[lineStart..]) + 1 + (lines == 0 ? column : 0);
        return $"line {Number(line + lines)}: not valid UTF-8 at column {Number(characters)} (byte 0x{json[at]:X2}). "
            + "Save the file as UTF-8 and send the item again.";
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
