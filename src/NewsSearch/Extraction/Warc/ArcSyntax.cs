using System.Globalization;
using System.Text;

namespace NewsSearch.Extraction.Warc;

/// <summary>
/// ARC 1 and 2: one line of address, IP address, date, media type (in version 2 also status, checksum, location,
/// offset, file name) and length. An address may have blanks in it, so fields are counted from the end.
/// </summary>
internal sealed class ArcSyntax : RecordSyntax
{
    private const int Fields1 = 5;
    private const int Fields2 = 10;
    private const int LongestLine = 64 * 1024;

    private static ReadOnlySpan<byte> Mark => "filedesc:"u8;

    public static bool Begins(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(Mark))
            return true;
        var end = bytes.IndexOf((byte)'\n');
        return end > 0 && Parse(bytes[..end]) is { Header: { Date: not null } };
    }

    public override HeaderReading Read(ReadOnlySpan<byte> bytes, bool isFinal)
    {
        var end = bytes.IndexOf((byte)'\n');
        if (end >= 0)
            return end > LongestLine ? HeaderReading.Wrong("no record begins here") : Parse(bytes[..end]);
        if (bytes.Length > LongestLine)
            return HeaderReading.Wrong("no record begins here");
        return isFinal ? HeaderReading.Wrong("the file ends inside a record's header") : HeaderReading.NeedsMore;
    }

    public override int Find(ReadOnlySpan<byte> bytes, bool isLineStart, bool isFinal, out int safe)
    {
        var at = isLineStart ? 0 : NextLine(bytes, 0);
        while (at >= 0 && at < bytes.Length)
        {
            var length = bytes[at..].IndexOf((byte)'\n');
            if (length < 0)
            {
                // A line that long is no header; in it none can begin.
                safe = isFinal || bytes.Length - at > LongestLine ? bytes.Length : at;
                return -1;
            }
            if (MayBegin(bytes[at..]) && length <= LongestLine && Parse(bytes.Slice(at, length)).Header is not null)
            {
                safe = at;
                return at;
            }
            at += length + 1;
        }
        safe = bytes.Length;
        return -1;
    }

    private static int NextLine(ReadOnlySpan<byte> bytes, int from) =>
        bytes[from..].IndexOf((byte)'\n') is var end and >= 0 ? from + end + 1 : -1;

    private static bool MayBegin(ReadOnlySpan<byte> line) =>
        line.StartsWith("http"u8) || line.StartsWith("dns:"u8) || line.StartsWith(Mark) || line.StartsWith("ftp:"u8);

    private static HeaderReading Parse(ReadOnlySpan<byte> line)
    {
        var size = line.Length + 1;
        var text = Encoding.Latin1.GetString(line.TrimEnd((byte)'\r'));
        var parts = text.Split(' ');
        var fields = Count(parts);
        var colon = parts[0].IndexOf(':', StringComparison.Ordinal);
        if (
            fields == 0
            || colon <= 0
            || !parts[0].Take(colon).All(c => char.IsAsciiLetterOrDigit(c) || c is '+' or '-' or '.')
        )
            return HeaderReading.Wrong("no record begins here");
        if (!long.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            return HeaderReading.Wrong($"the record's length is '{Shown(parts[^1])}', not a number");
        var uri = string.Join(' ', parts[..^(fields - 1)]);
        var isPage = uri.StartsWith("http", StringComparison.OrdinalIgnoreCase);
        return HeaderReading.Of(
            new RecordHeader
            {
                Kind = isPage ? RecordKind.Response : RecordKind.Other,
                Size = size,
                Length = length,
                Uri = uri,
                Date = RecordDates.Read(parts[^(fields - 2)]),
                ContentType = parts[^(fields - 3)],
            }
        );
    }

    // The date, and in version 2 the status, tell the two versions apart.
    private static int Count(string[] parts) =>
        parts.Length >= Fields2 && IsDate(parts[^8]) && parts[^6].All(char.IsAsciiDigit) ? Fields2
        : parts.Length >= Fields1 && IsDate(parts[^3]) ? Fields1
        : 0;

    private static bool IsDate(string text) => text.Length is >= 8 and <= 20 && text.All(char.IsAsciiDigit);

    private static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
