using System.Runtime.CompilerServices;
using System.Text;

namespace NewsSearch.Extraction.Feeds;

/// <summary>JSON Feed 1.0 and 1.1. A broken or cut item is quarantined with its line, and reading goes on behind it.</summary>
public sealed class JsonFeedReader : IArticleReader
{
    public string Format => "jsonfeed";
    public int Version => 1;
    public string MediaType => "application/feed+json";

    public int Recognize(ReadOnlySpan<byte> head)
    {
        var text = FeedEncoding.Decode(head).AsSpan().TrimStart('\uFEFF').TrimStart();
        if (text.IsEmpty || text[0] != '{')
            return 0;
        if (text.Contains("jsonfeed.org/version", StringComparison.OrdinalIgnoreCase))
            return JsonFeedOutline.NamesVersion(text) ? 95 : 0;
        // The version may stand behind the items. One article has neither of these.
        return
            text.Contains("\"items\"", StringComparison.Ordinal)
            && (
                text.Contains("\"feed_url\"", StringComparison.Ordinal)
                || text.Contains("\"home_page_url\"", StringComparison.Ordinal)
            )
            ? 92
            : 0;
    }

    public async IAsyncEnumerable<ReadItem> ReadAsync(
        Stream input,
        ReadContext context,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var (bytes, isLonger) = await ItemBytes.ReadAllAsync(input, MarkupFeed.LargestDocument, cancellation);
        foreach (var item in JsonFeedDocument.Read(AsUtf8(bytes), isLonger, context))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return item;
        }
    }

    private static ReadOnlyMemory<byte> AsUtf8(ReadOnlyMemory<byte> bytes)
    {
        var (encoding, mark) = FeedEncoding.Find(bytes.Span);
        return encoding is UTF8Encoding && System.Text.Unicode.Utf8.IsValid(bytes.Span)
            ? bytes[mark..]
            : Encoding.UTF8.GetBytes(encoding.GetString(bytes.Span[mark..]));
    }
}
