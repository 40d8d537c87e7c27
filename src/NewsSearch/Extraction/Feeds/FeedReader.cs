using System.Runtime.CompilerServices;

namespace NewsSearch.Extraction.Feeds;

/// <summary>
/// RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, well- or ill-formed: one tolerant reading for all. Document types and
/// external entities are passed over.
/// </summary>
public sealed class FeedReader : IArticleReader
{
    internal static MarkupFeed Document { get; } =
        new("a feed", new(StringComparer.OrdinalIgnoreCase) { "item", "entry" }, FeedItem.Read);

    public string Format => "feed";
    public int Version => 1;
    public string MediaType => "application/rss+xml";

    public int Recognize(ReadOnlySpan<byte> head) => FeedRecognition.Feed(head);

    public IAsyncEnumerable<ReadItem> ReadAsync(Stream input, ReadContext context, CancellationToken cancellation) =>
        ReadAllAsync(Document, input, context, cancellation);

    internal static async IAsyncEnumerable<ReadItem> ReadAllAsync(
        MarkupFeed document,
        Stream input,
        ReadContext context,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var (bytes, isLonger) = await ItemBytes.ReadAllAsync(input, MarkupFeed.LargestDocument, cancellation);
        foreach (var item in document.Read(bytes, isLonger, context))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return item;
        }
    }
}
