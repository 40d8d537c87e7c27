using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using NewsSearch.Extraction.JsonLines;

namespace NewsSearch.Extraction.Reuters;

/// <summary>Reuters-21578 SGML: one item per REUTERS element. Bytes are read as Latin-1, as the collection is.</summary>
public sealed class ReutersReader : IArticleReader
{
    private static ReadOnlySpan<byte> Open => "<REUTERS"u8;
    private static ReadOnlySpan<byte> Close => "</REUTERS>"u8;

    public string Format => "reuters";
    public int Version => 1;
    public string MediaType => "text/sgml";

    /// <summary>Markup from the first byte on: a text that speaks of the element is none of its files.</summary>
    public int Recognize(ReadOnlySpan<byte> head)
    {
        var start = head.TrimStart(" \t\r\n"u8);
        return start.IsEmpty || start[0] != '<' ? 0
            : FindOpen(start) >= 0 ? 95
            : start.IndexOf("<!DOCTYPE lewis"u8) >= 0 ? 90
            : 0;
    }

    public async IAsyncEnumerable<ReadItem> ReadAsync(
        Stream input,
        ReadContext context,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var buffer = new ChunkBuffer(input);
        var line = 1L;
        var found = false;
        while (await SeekOpenAsync(buffer, cancellation) is var skipped and >= 0)
        {
            found = true;
            line += skipped;
            var (item, lines) = await ReadElementAsync(buffer, context, line, cancellation);
            line += lines;
            yield return item;
        }
        if (!found)
            yield return new ReadItem(
                buffer.Slice(0, Math.Min(4096, buffer.Span.Length)),
                1,
                null,
                "no <REUTERS> element. Send a file of the Reuters-21578 collection or choose another format."
            );
    }

    /// <summary>Passes what is before the next element; the line feeds in it, or -1 when there is no more.</summary>
    private static async ValueTask<long> SeekOpenAsync(ChunkBuffer buffer, CancellationToken cancellation)
    {
        var lines = 0L;
        while (true)
        {
            var at = FindOpen(buffer.Span);
            // The last bytes may be the beginning of the tag.
            var pass = at >= 0 ? at : Math.Max(0, buffer.Span.Length - Open.Length - 1);
            lines += buffer.Span[..pass].Count((byte)'\n');
            buffer.Pass(pass);
            if (at >= 0)
                return lines;
            if (!await buffer.FillAsync(cancellation))
                return -1;
        }
    }

    private static async ValueTask<(ReadItem Item, long Lines)> ReadElementAsync(
        ChunkBuffer buffer,
        ReadContext context,
        long line,
        CancellationToken cancellation
    )
    {
        var scanned = 1;
        while (true)
        {
            // The next opening tag ends an element whose closing tag is missing.
            var close = buffer.Span[scanned..].IndexOf(Close);
            var next = FindOpen(close < 0 ? buffer.Span[scanned..] : buffer.Span.Slice(scanned, close));
            if (next >= 0)
                return Take(buffer, scanned + next, line, context, isClosed: false);
            if (close >= 0)
                return Take(buffer, scanned + close + Close.Length, line, context, isClosed: true);
            if (buffer.Span.Length > context.MaxItemBytes)
                return Drop(buffer, line, context);
            scanned = Math.Max(1, buffer.Span.Length - Close.Length);
            if (!await buffer.FillAsync(cancellation))
                return Take(buffer, buffer.Span.Length, line, context, isClosed: false);
        }
    }

    private static (ReadItem Item, long Lines) Take(
        ChunkBuffer buffer,
        int length,
        long line,
        ReadContext context,
        bool isClosed
    )
    {
        var raw = buffer.Slice(0, length);
        buffer.Pass(length);
        var lines = (long)raw.Span.Count((byte)'\n');
        if (length > context.MaxItemBytes)
            return (ItemBytes.TooLarge(raw, context.MaxItemBytes, line, "the item"), lines);
        var place = "line " + line.ToString(CultureInfo.InvariantCulture);
        if (!isClosed)
            return (
                new ReadItem(
                    raw,
                    line,
                    null,
                    $"{place}: <REUTERS> is not closed, so the item may be cut off. Send it whole."
                ),
                lines
            );
        var article = ReutersItem.Read(Encoding.Latin1.GetString(raw.Span), context);
        return article is null
            ? (
                new ReadItem(
                    raw,
                    line,
                    null,
                    $"{place}: neither headline nor body in <TEXT>. Give one.",
                    IsRejected: true
                ),
                lines
            )
            : (new ReadItem(raw, line, article), lines);
    }

    // The rest of it is passed over as text between elements.
    private static (ReadItem Item, long Lines) Drop(ChunkBuffer buffer, long line, ReadContext context)
    {
        var raw = buffer.Slice(0, Math.Min(4096, buffer.Span.Length));
        var length = buffer.Span.Length - Open.Length - 1;
        var lines = (long)buffer.Span[..length].Count((byte)'\n');
        buffer.Pass(length);
        return (ItemBytes.TooLarge(raw, context.MaxItemBytes, line, "the item"), lines);
    }

    private static int FindOpen(ReadOnlySpan<byte> bytes)
    {
        var from = 0;
        while (bytes[from..].IndexOf(Open) is var at and >= 0)
        {
            var behind = from + at + Open.Length;
            if (
                behind < bytes.Length
                && bytes[behind] is (byte)' ' or (byte)'>' or (byte)'\n' or (byte)'\r' or (byte)'\t'
            )
                return from + at;
            from = behind;
        }
        return -1;
    }
}
