using System.Globalization;

namespace NewsSearch.Extraction.Warc;

/// <summary>WARC: a version line, named fields, a blank line. Versions differ in nothing that matters here.</summary>
internal sealed class WarcSyntax : RecordSyntax
{
    // The version line and the beginning of the first field.
    private const int Certain = 40;

    private static ReadOnlySpan<byte> Mark => "WARC/"u8;

    public static bool Begins(ReadOnlySpan<byte> bytes) =>
        bytes.Length > 7 && bytes.StartsWith(Mark) && char.IsAsciiDigit((char)bytes[5]) && bytes[6] == '.';

    public override HeaderReading Read(ReadOnlySpan<byte> bytes, bool isFinal)
    {
        if (!Begins(bytes))
            return bytes.Length < 8 && !isFinal && Mark.StartsWith(bytes[..Math.Min(bytes.Length, Mark.Length)])
                ? HeaderReading.NeedsMore
                : HeaderReading.Wrong("no record begins here");
        var size = SizeOf(bytes);
        if (size == 0)
            return bytes.Length >= LongestHeader ? HeaderReading.Wrong("the record's header does not end")
                : isFinal ? HeaderReading.Wrong("the file ends inside a record's header")
                : HeaderReading.NeedsMore;
        var fields = HeaderFields.Read(bytes[..size]);
        if (fields.Get("Content-Length") is not { } length)
            return HeaderReading.Wrong("the record has no Content-Length");
        if (!long.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var bytesInBlock))
            return HeaderReading.Wrong($"Content-Length is '{Shown(length)}', not a number");
        var kind = KindOf(fields.Get("WARC-Type"));
        return HeaderReading.Of(
            new RecordHeader
            {
                Kind = kind,
                Size = size,
                Length = bytesInBlock,
                Id = fields.Get("WARC-Record-ID"),
                Uri = Uri(fields.Get("WARC-Target-URI")),
                Date = RecordDates.Read(fields.Get("WARC-Date")),
                ContentType = fields.Get("Content-Type"),
                RefersTo = kind == RecordKind.Revisit ? RefersTo(fields) : null,
                IsTruncated = fields.Get("WARC-Truncated") is not null,
                IsSegment = fields.Get("WARC-Segment-Number") is not null,
            }
        );
    }

    public override int Find(ReadOnlySpan<byte> bytes, bool isLineStart, bool isFinal, out int safe)
    {
        var from = 0;
        while (bytes[from..].IndexOf(Mark) is var found and >= 0)
        {
            var at = from + found;
            safe = at;
            var rest = bytes[at..];
            if (rest.Length < Certain && !isFinal)
                return -1;
            if ((at == 0 ? isLineStart : bytes[at - 1] is (byte)'\n' or (byte)'\r') && IsHeader(rest))
                return at;
            from = at + Mark.Length;
        }
        safe = Math.Max(from, isFinal ? bytes.Length : bytes.Length - Mark.Length);
        return -1;
    }

    // A page may speak of WARC/1.0; a header has a field in the next line.
    private static bool IsHeader(ReadOnlySpan<byte> bytes)
    {
        if (!Begins(bytes))
            return false;
        var end = bytes[..Math.Min(bytes.Length, 16)].IndexOf((byte)'\n');
        if (end < 0)
            return false;
        var next = bytes[(end + 1)..];
        return next.StartsWith("WARC-"u8)
            || next.StartsWith("Content-"u8)
            || next.StartsWith("warc-"u8)
            || next.StartsWith("content-"u8);
    }

    private static int SizeOf(ReadOnlySpan<byte> bytes)
    {
        var from = 0;
        while (bytes[from..].IndexOf((byte)'\n') is var end and >= 0)
        {
            from += end + 1;
            if (bytes[from..].StartsWith("\r\n"u8))
                return from + 2;
            if (bytes[from..].StartsWith("\n"u8))
                return from + 1;
        }
        return 0;
    }

    private static RecordKind KindOf(string? type) =>
        type?.ToLowerInvariant() switch
        {
            "response" => RecordKind.Response,
            "resource" => RecordKind.Resource,
            "conversion" => RecordKind.Conversion,
            "revisit" => RecordKind.Revisit,
            _ => RecordKind.Other,
        };

    // Old wget writes the address in angle brackets, as the grammar of 1.0 said by mistake.
    private static string? Uri(string? value) =>
        value is ['<', .., '>'] ? value[1..^1]
        : string.IsNullOrEmpty(value) ? null
        : value;

    private static Original RefersTo(HeaderFields fields) =>
        new(
            fields.Get("WARC-Refers-To"),
            Uri(fields.Get("WARC-Refers-To-Target-URI")),
            fields.Get("WARC-Refers-To-Date"),
            fields.Get("WARC-Payload-Digest")
        );

    private static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
