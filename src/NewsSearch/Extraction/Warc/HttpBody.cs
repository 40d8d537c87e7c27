using System.Globalization;
using System.IO.Compression;
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
    public static HttpBody Decode(HttpHead head, ReadOnlyMemory<byte> body, int max)
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
            var expanded = Expand(head.Encodings[i], body, max);
            if (expanded.Problem is not null)
                return expanded;
            body = expanded.Bytes;
        }
        return new HttpBody(body);
    }

    private static HttpBody Expand(string encoding, ReadOnlyMemory<byte> body, int max)
    {
        var compressed = new MemoryStream(body.ToArray(), writable: false);
        Stream? stream = encoding switch
        {
            "gzip" or "x-gzip" => new GZipStream(compressed, CompressionMode.Decompress),
            "deflate" or "x-deflate" => IsZlib(body.Span)
                ? new ZLibStream(compressed, CompressionMode.Decompress)
                : new DeflateStream(compressed, CompressionMode.Decompress),
            "br" => new BrotliStream(compressed, CompressionMode.Decompress),
            _ => null,
        };
        if (stream is null)
            return LooksLikeText(body.Span)
                ? new HttpBody(body)
                : new HttpBody(default, $"the body has Content-Encoding '{encoding}', which is not supported");
        using (stream)
        {
            try
            {
                var expanded = ReadAll(stream, max);
                return expanded is null
                    ? new HttpBody(default, $"the body expands to more than {max} bytes", IsRejected: true)
                    : new HttpBody(expanded);
            }
            catch (Exception problem) when (problem is InvalidDataException or InvalidOperationException)
            {
                return LooksLikeText(body.Span)
                    ? new HttpBody(body)
                    : new HttpBody(default, $"the body is damaged: it cannot be decompressed ({encoding})");
            }
        }
    }

    private static byte[]? ReadAll(Stream stream, int max)
    {
        using var expanded = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (stream.Read(buffer, 0, buffer.Length) is var read and > 0)
        {
            if (expanded.Length + read > max)
                return null;
            expanded.Write(buffer, 0, read);
        }
        return expanded.ToArray();
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

    private static bool IsZlib(ReadOnlySpan<byte> body) =>
        body.Length > 2 && (body[0] & 0x0F) == 8 && ((body[0] << 8) | body[1]) % 31 == 0;

    private static bool LooksLikeText(ReadOnlySpan<byte> body) =>
        !SavedText.PlainText.IsBinary(body[..Math.Min(body.Length, ArticleReaders.HeadSize)]);
}
