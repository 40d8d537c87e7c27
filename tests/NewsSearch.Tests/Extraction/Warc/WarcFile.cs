using System.IO.Compression;
using System.Text;

namespace NewsSearch.Tests.Extraction.Warc;

/// <summary>Writes WARC and ARC files in memory, good ones and bad ones.</summary>
internal sealed class WarcFile(bool isGzip = false)
{
    public const string Date = "2020-05-06T07:08:09Z";
    private readonly List<byte> _bytes = [];
    private int _count;

    /// <summary>Where the next record begins.</summary>
    public long Position => _bytes.Count;

    public byte[] Bytes => [.. _bytes];

    public static string Page(string headline, int paragraphs = 4) =>
        $"<!DOCTYPE html><html><head><title>{headline}</title></head><body><article><h1>{headline}</h1>"
        + string.Concat(
            Enumerable
                .Range(1, paragraphs)
                .Select(i =>
                    $"<p>Paragraph {i} of {headline} tells at some length what happened in the town on that day, "
                    + "who was there, what they said, and what will come of it in the weeks ahead.</p>"
                )
        )
        + "</article></body></html>";

    public static byte[] Http(string head, byte[] body) =>
        [.. Encoding.UTF8.GetBytes(head.ReplaceLineEndings("\r\n") + "\r\n\r\n"), .. body];

    public static byte[] Http(byte[] body, string contentType = "text/html", string? more = null, int status = 200) =>
        Http($"HTTP/1.1 {status} Some\nContent-Type: {contentType}" + (more is null ? "" : "\n" + more), body);

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static byte[] Gzip(byte[] bytes)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Optimal))
            gzip.Write(bytes);
        return stream.ToArray();
    }

    public static byte[] Chunked(byte[] body, int size, bool isClosed = true)
    {
        using var stream = new MemoryStream();
        foreach (var chunk in body.Chunk(size))
        {
            stream.Write(Utf8($"{chunk.Length:x};name=value\r\n"));
            stream.Write(chunk);
            stream.Write("\r\n"u8);
        }
        if (isClosed)
            stream.Write("0\r\n\r\n"u8);
        return stream.ToArray();
    }

    /// <summary>A record with a body that a server sent.</summary>
    public WarcFile Response(string uri, byte[] http, string? fields = null, long? length = null) =>
        Record("response", uri, http, "application/http; msgtype=response", fields, length);

    public WarcFile Page(string uri, string headline) => Response(uri, Http(Utf8(Page(headline))));

    public WarcFile Record(
        string type,
        string? uri,
        byte[] block,
        string contentType,
        string? fields = null,
        long? length = null
    ) => Raw(RecordBytes(type, uri, block, contentType, fields, length, ++_count));

    /// <summary>Bytes as they are, in a gzip member of their own where the file is compressed.</summary>
    public WarcFile Raw(byte[] bytes) => Unwrapped(isGzip ? Gzip(bytes) : bytes);

    public WarcFile Unwrapped(byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public static byte[] RecordBytes(
        string type,
        string? uri,
        byte[] block,
        string contentType,
        string? fields = null,
        long? length = null,
        int number = 1
    )
    {
        var header =
            $"WARC/1.1\nWARC-Type: {type}\nWARC-Record-ID: <urn:uuid:{number:d8}>\nWARC-Date: {Date}\n"
            + (uri is null ? "" : $"WARC-Target-URI: {uri}\n")
            + (fields is null ? "" : fields + "\n")
            + $"Content-Type: {contentType}\nContent-Length: {length ?? block.Length}\n\n";
        return [.. Utf8(header.ReplaceLineEndings("\r\n")), .. block, .. "\r\n\r\n"u8];
    }

    public static byte[] ArcRecord(string uri, byte[] block, string? line = null) =>
        [.. Utf8((line ?? $"{uri} 192.0.2.1 20200506070809 text/html {block.Length}") + "\n"), .. block, .. "\n"u8];
}
