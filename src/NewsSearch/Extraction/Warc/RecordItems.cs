using System.Runtime.CompilerServices;
using NewsSearch.Articles;
using NewsSearch.Extraction.Containers;
using NewsSearch.Extraction.SavedText;

namespace NewsSearch.Extraction.Warc;

/// <summary>Turns records into items: takes the document out and hands it to the reader that knows it.</summary>
internal sealed class RecordItems(ArticleReaders readers, ReadContext context)
{
    private const int LongestName = 300;
    private readonly KnownOriginals _known = new();

    /// <summary>The items of a record; none where the document is of no kind that holds articles.</summary>
    public async IAsyncEnumerable<ReadItem> ReadAsync(
        FoundRecord record,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var header = record.Header;
        if (record.Problem is not null || header is null)
        {
            yield return Refused(record, record.Problem ?? "no record", record.IsRejected);
            yield break;
        }
        if (header.Kind == RecordKind.Revisit)
        {
            yield return Refused(record, _known.Describe(header.RefersTo), isRejected: true);
            yield break;
        }
        _known.Add(header);
        if (header.IsSegment)
        {
            yield return Refused(
                record,
                "the document is divided among several records, which is not supported",
                false
            );
            yield break;
        }
        var (document, family) = await DocumentAsync(header, record.Block, cancellation);
        if (document.Problem is not null)
        {
            yield return Refused(record, document.Problem, document.IsRejected);
            yield break;
        }
        if (Choose(family, document.Bytes.Span) is not { } reader)
            yield break;
        await foreach (var item in ReadDocumentAsync(record, reader, document.Bytes, cancellation))
            yield return item;
    }

    /// <summary>
    /// An item that is all of its record keeps the whole record as raw bytes, so that it can be read again with its
    /// address and date; one of several keeps its own.
    /// </summary>
    private async IAsyncEnumerable<ReadItem> ReadDocumentAsync(
        FoundRecord record,
        IArticleReader reader,
        ReadOnlyMemory<byte> document,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var header = record.Header!;
        var inner = context with { Url = header.Uri, Retrieved = header.Date ?? context.Retrieved };
        using var stream = new MemoryStream(document.ToArray(), writable: false);
        ReadItem? first = null;
        var count = 0;
        await foreach (var item in ContainedDocument.ReadAsync(reader, stream, inner, Name(record), cancellation))
        {
            count++;
            if (count == 1)
            {
                first = Marked(item, header);
                continue;
            }
            if (count == 2)
                yield return first!;
            yield return Marked(item, header);
        }
        if (count == 1)
            yield return first! with
            {
                Raw = record.Bytes,
                Origin = null,
                Frame = null,
            };
    }

    private static ReadItem Marked(ReadItem item, RecordHeader header) =>
        header.IsTruncated && item.Article is { Completeness: Completeness.Full } article
            ? item with
            {
                Article = article with { Completeness = Completeness.Excerpt },
            }
            : item;

    private async ValueTask<(HttpBody Body, WebContentFamily Family)> DocumentAsync(
        RecordHeader header,
        ReadOnlyMemory<byte> block,
        CancellationToken cancellation
    )
    {
        if (!WebContent.IsAnswer(header, block.Span))
            return (new HttpBody(block), WebContent.Family(header.ContentType, header.Uri));
        if (HttpHead.Read(block.Span) is not { } head)
            return (new HttpBody(default, "the server's answer has no readable head"), WebContentFamily.Unknown);
        var family = head.Status is 200 or 203
            ? WebContent.Family(head.ContentType, header.Uri)
            : WebContentFamily.Foreign;
        return family == WebContentFamily.Foreign
            ? (new HttpBody(default), family)
            : (await HttpBody.DecodeAsync(head, block[head.Size..], context.MaxItemBytes, cancellation), family);
    }

    private IArticleReader? Choose(WebContentFamily family, ReadOnlySpan<byte> document)
    {
        if (family == WebContentFamily.Foreign || document.IsEmpty)
            return null;
        var head = document[..Math.Min(document.Length, ArticleReaders.HeadSize)];
        var reader = readers.Recognize(head);
        // Compressed sitemaps are common; other containers in a crawl are downloads.
        if (reader is IContainerReader and not GzipReader)
            return null;
        var isText = reader is null or SavedTextReader;
        if (family == WebContentFamily.Page && isText)
            return HasTag(head) && !PlainText.IsBinary(head) ? readers.Find("html") : null;
        return isText && family != WebContentFamily.Text ? null : reader;
    }

    // A server calls everything text/html that it does not know: styles, scripts, "OK".
    private static bool HasTag(ReadOnlySpan<byte> head)
    {
        while (head.IndexOf((byte)'<') is var at and >= 0 && at + 1 < head.Length)
        {
            if (char.IsAsciiLetter((char)head[at + 1]) || head[at + 1] == '!')
                return true;
            head = head[(at + 1)..];
        }
        return false;
    }

    private static ReadItem Refused(FoundRecord record, string reason, bool isRejected) =>
        new(record.Bytes, null, null, $"{Name(record)}: {reason}", isRejected);

    private static string Name(FoundRecord record)
    {
        if (record.Header?.Uri is not { } uri)
            return record.Place;
        var name = EntryName.Shown(uri, LongestName);
        return record.Problem is null ? name : $"{record.Place}, {name}";
    }
}
