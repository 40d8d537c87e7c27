using NewsSearch.Articles;

namespace NewsSearch.Extraction;

/// <summary>
/// Reads one format. Pure: bytes in, articles out, no I/O but the stream, no clock but the one in
/// <see cref="ReadContext"/>. A format is one file that implements this interface and one line in
/// <see cref="ArticleReaders"/>.
/// </summary>
public interface IArticleReader
{
    /// <summary>Short name as in <c>?format=</c>, such as <c>jsonl</c>.</summary>
    string Format { get; }

    /// <summary>Version of the reader, raised when it reads the same bytes differently.</summary>
    int Version { get; }

    /// <summary>The media type that its payloads are stored under.</summary>
    string MediaType { get; }

    /// <summary>How sure the reader is that it can read bytes that begin like this: 0 (not mine) to 100.</summary>
    /// <param name="head">The first bytes of the input, 8 KiB at the most, a BOM included.</param>
    int Recognize(ReadOnlySpan<byte> head);

    /// <summary>
    /// Reads all items. An item that cannot be read is yielded with its reason, and reading goes on behind it.
    /// Streams: memory is bounded by the largest item, not by the input.
    /// </summary>
    IAsyncEnumerable<ReadItem> ReadAsync(Stream input, ReadContext context, CancellationToken cancellation);
}

/// <summary>What the bytes themselves may not say.</summary>
/// <param name="Retrieved">When the bytes arrived.</param>
/// <param name="Source">Publisher to assume where the item names none.</param>
/// <param name="Via">Channel to record.</param>
/// <param name="Url">Address of the document, where known.</param>
/// <param name="MaxItemBytes">An item larger than this is rejected with a reason.</param>
/// <param name="Nesting">Where in containers the bytes lie; set by the readers of containers.</param>
public sealed record ReadContext(
    DateTimeOffset Retrieved,
    string? Source = null,
    string? Via = null,
    string? Url = null,
    int MaxItemBytes = 32 * 1024 * 1024,
    Containers.Nesting? Nesting = null
);

/// <summary>One item of the input with its raw bytes: an article, or the reason why there is none.</summary>
/// <param name="Raw">The bytes of the item; valid after the enumeration has moved on.</param>
/// <param name="Line">Line number (from 1) where the format has lines.</param>
/// <param name="Article">The article, or null.</param>
/// <param name="Problem">Why there is none: names the place and the fix.</param>
/// <param name="IsRejected">True: understood and refused. False: not understood (quarantined).</param>
public sealed record ReadItem(
    ReadOnlyMemory<byte> Raw,
    long? Line,
    Article? Article,
    string? Problem = null,
    bool IsRejected = false
)
{
    /// <summary>Who read it and how, where that is not the reader of the whole input.</summary>
    public ItemOrigin? Origin { get; init; }

    /// <summary>What has to stand around <see cref="Raw"/> when it is read by itself; null when nothing has to.</summary>
    public ItemFrame? Frame { get; init; }

    /// <summary>One of several of its document: an address given with the document is not its own.</summary>
    public bool IsPart { get; init; }
}
