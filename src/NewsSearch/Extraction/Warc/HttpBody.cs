using System.Globalization;
using System.Text;

namespace NewsSearch.Extraction.Warc;

/// <summary>A body without chunks and compression, or the reason why it cannot be had.</summary>
internal sealed record HttpBody(ReadOnlyMemory<byte> Bytes, string? Problem = null, bool IsRejected = false)
{
    private const int MostEncodings = 3;

    /// <summary>
    /// Undoes chunks and compressions. Crawlers often keep the head but store the body without them: a body that is
    /// not what the head says is taken as it is when it looks like text.
    /// </summary>
    /// <param name="max">More bytes than this are refused.</param>
    public static async ValueTask<HttpBody> DecodeAsync(
        HttpHead head,
        ReadOnlyMemory<byte> body,
        int max,
        CancellationToken cancellation
    )
    {
        if (head.IsChunked && IsChunkLine(body.Span))
        {
            if (Unchunk(body.Span) is not { } joined)
                return new HttpBody(default, "the chunks of the body are damaged or cut off");
            body = joined;
        }
        if (head.Encodings.Count > MostEncodings)
            return new HttpBody(default, "the body is compressed more than 3 times", IsRejected: true);
        for (var i = head.Encodings.Count - 1; i >= 0 && !body.IsEmpty; i--)
        {
            var expanded = await ExpandAsync(head.Encodings[i], body, max, cancellation);
            if (expanded.Problem is not null)
                return expanded;
            body = expanded.Bytes;
        }
        return new HttpBody(body);
    }

    private static async ValueTask<HttpBody> ExpandAsync(
        string encoding,
        ReadOnlyMemory<byte> body,
        int max,
        CancellationToken cancellation
    )
    {
        var expansion = encoding switch
        {
            "gzip" or "x-gzip" => await BodyExpansion.GzipAsync(body, max, cancellation),
            "deflate" or "x-deflate" => await BodyExpansion.DeflateAsync(body, max, cancellation),
            "br" => BodyExpansion.Brotli(body.Span, max),
            _ => null,
        };
        if (expansion?.Bytes is { } bytes)
            return new HttpBody(bytes);
        if (expansion is { IsTooLarge: true })
            return new HttpBody(default, $"the body expands to more than {max} bytes", IsRejected: true);
        if (LooksLikeText(body.Span))
            return new HttpBody(body);
        return expansion is null
            ? new HttpBody(default, $"the body has Content-Encoding '{encoding}', which is not supported")
            : new HttpBody(default, $"the body is damaged: it cannot be decompressed ({encoding})");
    }

    /// <summary>Null when a chunk is cut off or its size cannot be read. The closing chunk may be missing.</summary>
    private static byte[]? Unchunk(ReadOnlySpan<byte> body)
    {
        var joined = new byte[body.Length];
        var length = 0;
        while (!body.IsEmpty)
        {
            var end = body.IndexOf((byte)'\n');
            var size = end < 0 ? -1 : SizeOf(body[..end]);
            if (size == 0)
                break;
            if (size < 0 || size > body.Length - end - 1)
                return null;
            body.Slice(end + 1, size).CopyTo(joined.AsSpan(length));
            length += size;
            body = body[(end + 1 + size)..];
            body =
                body.StartsWith("\r\n"u8) ? body[2..]
                : body.StartsWith("\n"u8) ? body[1..]
                : body;
        }
        return joined[..length];
    }

    private static bool IsChunkLine(ReadOnlySpan<byte> body) =>
        body[..Math.Min(body.Length, 256)].IndexOf((byte)'\n') is var end and > 0 && SizeOf(body[..end]) >= 0;

    // A size may be followed by an extension or filled up with blanks.
    private static int SizeOf(ReadOnlySpan<byte> line)
    {
        var semicolon = line.IndexOf((byte)';');
        var digits = (semicolon < 0 ? line : line[..semicolon]).Trim(" \t\r"u8);
        return
            digits.Length is > 0 and <= 16
            && int.TryParse(
                Encoding.Latin1.GetString(digits),
                NumberStyles.AllowHexSpecifier,
                CultureInfo.InvariantCulture,
                out var size
            )
            ? size
            : -1;
    }

    private static bool LooksLikeText(ReadOnlySpan<byte> body) =>
        !SavedText.PlainText.IsBinary(body[..Math.Min(body.Length, ArticleReaders.HeadSize)]);
}
