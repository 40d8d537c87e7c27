using NewsSearch.Archive;
using NewsSearch.Extraction;
using NewsSearch.Extraction.Containers;

namespace NewsSearch.Sources;

/// <summary>The bytes of a ledger line as a document that can be read again.</summary>
/// <param name="Document">The item with what has to stand around it.</param>
internal sealed record StoredItem(IArticleReader Reader, byte[] Document, ReadContext Context)
{
    /// <summary>
    /// The document of a line, with the reader of its format where there still is one, else with the one that knows the
    /// bytes; null when none does.
    /// </summary>
    public static StoredItem? Of(IArchive archive, ArticleReaders readers, LedgerLine line)
    {
        if (archive.RawPayload(line.Id) is not { } raw)
            return null;
        var told = archive.Reading(line.Id);
        var format = told?.Format ?? line.Parser.Split('/')[0];
        // A container's own name says nothing of a member whose format was not known when it was taken in.
        var reader = readers.Find(format) is { } known and not IContainerReader
            ? known
            : Recognize(readers, raw, format);
        if (reader is null)
            return null;
        byte[] document = told is null ? raw : [.. told.Head.Span, .. raw, .. told.Tail.Span];
        var context = new ReadContext(told?.Retrieved ?? line.Received, told?.Source, told?.Via, told?.Url);
        return new StoredItem(reader, document, context);
    }

    /// <summary>The items; those of a document of many are all of them.</summary>
    public IAsyncEnumerable<ReadItem> ReadAsync(CancellationToken cancellation) =>
        Reader.ReadAsync(new MemoryStream(Document, writable: false), Context, cancellation);

    private static IArticleReader? Recognize(ArticleReaders readers, byte[] raw, string format) =>
        readers.Recognize(raw.AsSpan(0, Math.Min(raw.Length, ArticleReaders.HeadSize))) ?? readers.Find(format);
}
