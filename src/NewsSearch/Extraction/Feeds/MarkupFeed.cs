using NewsSearch.Articles;

namespace NewsSearch.Extraction.Feeds;

/// <summary>One element of a document that holds many: what was read from it, and where.</summary>
/// <param name="Draft">What was read, with or without text.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="IsBroken">True when the document ends inside one of its values.</param>
internal sealed record FeedEntry(ArticleDraft Draft, ItemPlace Place, bool IsBroken);

/// <summary>Makes items out of a document of markup; what an item means is said by the format.</summary>
/// <param name="what">What such a document is called in problems, such as "the feed".</param>
/// <param name="itemNames">Names of the elements that are items.</param>
/// <param name="read">Reads one item.</param>
internal sealed class MarkupFeed(
    string what,
    HashSet<string> itemNames,
    Func<MarkupNode, FeedHead, ReadContext, bool, ArticleDraft> read
)
{
    /// <summary>The largest document that is read; a longer one is read up to here.</summary>
    public const int LargestDocument = 64 * 1024 * 1024;

    /// <summary>The items of a document.</summary>
    /// <param name="bytes">The document, or its beginning.</param>
    /// <param name="isLonger">True when the document goes on behind <paramref name="bytes"/>.</param>
    public IEnumerable<ReadItem> Read(ReadOnlyMemory<byte> bytes, bool isLonger, ReadContext context)
    {
        var document = FeedDocument.Decode(bytes);
        var outline = Outline(document.Text, context);
        if (outline.Items.Count == 0 && !IsRoot(outline.Root?.Name))
        {
            yield return new ReadItem(
                Beginning(bytes),
                1,
                null,
                $"line 1: this is not {what}. Choose the format that it has."
            );
            yield break;
        }
        // What lies behind the cut cannot be told from a complete item.
        var count = outline.Items.Count - (isLonger && outline.Items.Count > 0 && outline.Items[^1].IsCut ? 1 : 0);
        var frame = count == 0 ? null : ItemFrame.Of(document.Raw(0, outline.Items[0].Start), default);
        foreach (var (item, index) in Entries(document.Text, outline, context).Take(count).Select((e, i) => (e, i)))
            yield return Item(document.Raw(item.Place.Start, item.Place.End), item, context) with
            {
                Frame = frame,
            };
        if (isLonger)
            yield return Rest(outline, $"{what} is larger than {LargestDocument} bytes");
        else if (outline.HasMore)
            yield return Rest(outline, $"{what} has more than {FeedOutline.MostItems} items");
    }

    /// <summary>What was read from each item, for those that make no article too.</summary>
    public IEnumerable<FeedEntry> Entries(string text, ReadContext context) =>
        Entries(text, Outline(text, context), context);

    /// <summary>What the document says of itself.</summary>
    public FeedHead Head(string text, ReadContext context) => FeedHead.Read(Channel(Outline(text, context)), context);

    /// <summary>The document's root and the feed in it, without items; null where there is none.</summary>
    public (MarkupNode? Root, MarkupNode? Channel) Frame(string text, ReadContext context)
    {
        var outline = Outline(text, context);
        return (outline.Root, Channel(outline));
    }

    private FeedOutline Outline(string text, ReadContext context) =>
        FeedOutline.Read(
            text,
            MarkupScope.Outermost(FeedAddress.IsAbsolute(context.Url) ? context.Url : null),
            itemNames
        );

    private IEnumerable<FeedEntry> Entries(string text, FeedOutline outline, ReadContext context)
    {
        var heads = new Dictionary<MarkupNode, FeedHead>();
        var first = Channel(outline);
        var usual = FeedHead.Read(first, context);
        foreach (var place in outline.Items)
        {
            var head = usual;
            if (place.Channel is not null && place.Channel != first && !heads.TryGetValue(place.Channel, out head!))
                heads.Add(place.Channel, head = FeedHead.Read(place.Channel, context));
            // No encoding has fewer bytes than characters: what is too large already is not read.
            var node =
                place.End - place.Start > context.MaxItemBytes
                    ? null
                    : MarkupTree.Read(text, place.Start, place.InnerEnd, place.Scope, place.IsCut);
            yield return new FeedEntry(
                node is null ? new ArticleDraft() : read(node, head, context, place.IsCut),
                place,
                IsBroken: place.IsCut && !text.AsSpan(place.Start).TrimEnd().EndsWith(">")
            );
        }
    }

    private ReadItem Item(ReadOnlyMemory<byte> raw, FeedEntry entry, ReadContext context)
    {
        var line = entry.Place.Line;
        if (raw.Length > context.MaxItemBytes)
            return ItemBytes.TooLarge(raw, context.MaxItemBytes, line, "the item");
        // Without its page it would become another article when it arrives whole.
        if (entry is { IsBroken: true, Draft: { Url: null, OwnId: null } })
            return new ReadItem(raw, line, null, $"line {line}: the item is cut off. Send the document whole.");
        if (!entry.Draft.HasText)
            return new ReadItem(raw, line, null, Textless(entry.Draft, line), IsRejected: true);
        return new ReadItem(raw, line, entry.Draft.Build(context, null));
    }

    private string Textless(ArticleDraft draft, long line) =>
        draft.Url is null
            ? $"line {line}: the item has neither title nor text. Give one."
            : $"line {line}: {what} tells neither title nor text of {draft.Url}. Send that page.";

    private static ReadItem Rest(FeedOutline outline, string reason) =>
        new(default, outline.Items[^1].Line, null, $"{reason}; the rest was not read. Split it.", IsRejected: true);

    private static ReadOnlyMemory<byte> Beginning(ReadOnlyMemory<byte> bytes) => bytes[..Math.Min(bytes.Length, 4096)];

    private static bool IsRoot(string? name) =>
        name is "rss" or "feed" or "rdf:rdf" or "channel" or "urlset" or "sitemapindex";

    // The items of RSS 1.0 stand beside the channel.
    private static MarkupNode? Channel(FeedOutline outline) =>
        outline.Items.FirstOrDefault(i => i.Channel is not null)?.Channel
        ?? (
            outline.Root is { Name: "channel" or "feed" } root
                ? root
                : outline.Root?.Descendants().FirstOrDefault(n => n.Name is "channel" or "feed")
        );
}
