using System.Text.Json;

namespace NewsSearch.Extraction.Feeds;

/// <summary>Makes items out of a JSON feed.</summary>
internal static class JsonFeedDocument
{
    private static readonly JsonDocumentOptions Lenient = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        AllowDuplicateProperties = true,
    };

    /// <param name="utf8">The document, or its beginning.</param>
    /// <param name="isLonger">True when the document goes on behind it.</param>
    public static IEnumerable<ReadItem> Read(ReadOnlyMemory<byte> utf8, bool isLonger, ReadContext context)
    {
        var outline = JsonFeedOutline.Read(utf8);
        if (!outline.HasItems)
        {
            yield return new ReadItem(
                utf8[..Math.Min(utf8.Length, 4096)],
                1,
                null,
                "line 1: the JSON feed has no array \"items\". Choose the format that it has."
            );
            yield break;
        }
        var head = Head(outline.Head, context);
        var (line, counted) = (1L, 0);
        var frame = outline.Items.Count == 0 ? null : ItemFrame.Of(utf8[..outline.Items[0].Start], "]}"u8.ToArray());
        foreach (var (start, end, isClosed) in outline.Items)
        {
            line += utf8.Span[counted..start].Count((byte)'\n');
            counted = start;
            if (!isClosed && isLonger)
                break;
            yield return Item(utf8[start..end], line, isClosed, head, context) with
            {
                Frame = frame,
            };
        }
        if (isLonger)
            yield return Rest(line, $"the feed is larger than {MarkupFeed.LargestDocument} bytes");
        else if (outline.HasMore)
            yield return Rest(line, $"the feed has more than {FeedOutline.MostItems} items");
    }

    private static ReadItem Item(ReadOnlyMemory<byte> raw, long line, bool isClosed, FeedHead head, ReadContext context)
    {
        if (raw.Length > context.MaxItemBytes)
            return ItemBytes.TooLarge(raw, context.MaxItemBytes, line, "the item");
        var whole = isClosed ? raw : CutJson.Close(raw.Span);
        using var document = Parse(whole, out var problem);
        if (!isClosed && JsonFeedItem.Text(document?.RootElement, "url") is null)
            return new ReadItem(raw, line, null, $"line {line}: the item is cut off. Send the feed whole.");
        if (document is null)
            return new ReadItem(raw, line, null, $"line {line}: {problem} Mend the item.");
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            return new ReadItem(raw, line, null, $"line {line}: the item is no object. Mend the item.");
        var draft = JsonFeedItem.Read(document.RootElement, head, context);
        if (!isClosed)
            draft.Completeness = Articles.Completeness.Excerpt;
        return draft.HasText
            ? new ReadItem(raw, line, draft.Build(context, null))
            : new ReadItem(
                raw,
                line,
                null,
                $"line {line}: the item has neither title nor content_html nor content_text. Give one.",
                IsRejected: true
            );
    }

    private static FeedHead Head(string json, ReadContext context)
    {
        using var document = Parse(System.Text.Encoding.UTF8.GetBytes(json), out _);
        var feed = document?.RootElement;
        var self = FeedAddress.Resolve(JsonFeedItem.Text(feed, "feed_url"), context.Url);
        return FeedHead.Of(
            CleanText.Line(JsonFeedItem.Text(feed, "title")),
            null,
            CleanText.LanguageTag(JsonFeedItem.Text(feed, "language")),
            FeedAddress.Resolve(JsonFeedItem.Text(feed, "home_page_url"), context.Url ?? self),
            self,
            JsonFeedItem.Persons(feed),
            context
        );
    }

    private static JsonDocument? Parse(ReadOnlyMemory<byte> json, out string problem)
    {
        problem = "";
        try
        {
            return JsonDocument.Parse(LoneSurrogates.Replace(json), Lenient);
        }
        catch (JsonException e)
        {
            problem = e.Message;
            return null;
        }
    }

    private static ReadItem Rest(long line, string reason) =>
        new(default, line, null, $"{reason}; the rest was not read. Split it.", IsRejected: true);
}
