using NewsSearch.Articles;

namespace NewsSearch.Extraction.Feeds;

/// <summary>The pictures of an item: media elements, enclosures, and figures in its text.</summary>
internal static class FeedImages
{
    private const int MostImages = 50;
    private const int LongestSplitCaption = 400;

    private static readonly string[] Endings =
    [
        ".jpg",
        ".jpeg",
        ".png",
        ".gif",
        ".webp",
        ".avif",
        ".bmp",
        ".tif",
        ".tiff",
    ];

    public static void Read(MarkupNode item, string? baseAddress, List<ArticleImage> images)
    {
        foreach (var node in item.Children)
        {
            if (images.Count >= MostImages)
                return;
            if (node.Name == "media:group")
                AddGroup(node, item, baseAddress, images);
            else if (node.Name == "media:content")
                Add(node, [node, item], baseAddress, images);
            else if (node.Name is "enclosure" or "itunes:image" or "image" or "link")
                AddPlain(node, baseAddress, images);
        }
        // Small copies of the picture itself, unless there is no other.
        if (images.Count == 0)
            foreach (var node in item.All("media:thumbnail").Take(1))
                Add(Address(node.Attribute("url"), node, baseAddress), [item], images);
    }

    /// <summary>An image with what is said of it; nothing when there is nothing to keep.</summary>
    public static void Add(string? url, string? caption, string? credit, List<ArticleImage> images)
    {
        if (images.Count >= MostImages || (url is not null && images.Exists(i => i.Url == url)))
            return;
        if (credit is null && caption is { Length: <= LongestSplitCaption } line)
            (caption, credit) = ImageCredit.Split(line);
        if (url is not null || caption is not null)
            images.Add(new ArticleImage(url, caption, credit));
    }

    /// <summary>The figures of an HTML text, whose captions are not part of it.</summary>
    public static void ReadFigures(string html, string? baseAddress, List<ArticleImage> images)
    {
        if (!html.Contains("<figure", StringComparison.OrdinalIgnoreCase))
            return;
        var tokens = new MarkupTokenizer(html);
        var captionEnd = new NextIndex("</figcaption");
        string? url = null;
        string? caption = null;
        var isFigure = false;
        while (tokens.Next(out var token) && images.Count < MostImages)
        {
            if (token.Kind is not (MarkupKind.Start or MarkupKind.End))
                continue;
            var name = HtmlFragment.Name(token, html);
            if (name == "figure")
            {
                if (isFigure && url is not null)
                    Add(url, caption, null, images);
                (url, caption, isFigure) = (null, null, token.Kind == MarkupKind.Start);
            }
            else if (isFigure && name == "img")
                url ??= FeedAddress.Resolve(MarkupAttributes.Find(token.Attributes(html), "src"), baseAddress);
            else if (
                isFigure
                && name == "figcaption"
                && captionEnd.From(html, token.End, html.Length) is var end and >= 0
            )
            {
                caption = HtmlFragment.Line(html[token.End..end]);
                tokens.SkipTo(end);
            }
        }
    }

    // The versions of one picture in several sizes; the first that is a picture stands for them.
    private static void AddGroup(MarkupNode group, MarkupNode item, string? baseAddress, List<ArticleImage> images)
    {
        var count = images.Count;
        foreach (var content in group.All("media:content"))
        {
            if (images.Count == count)
                Add(content, [content, group, item], baseAddress, images);
        }
        if (images.Count == count && group.First("media:thumbnail") is { } thumbnail)
            Add(Address(thumbnail.Attribute("url"), thumbnail, baseAddress), [group, item], images);
    }

    private static void Add(
        MarkupNode content,
        ReadOnlySpan<MarkupNode> around,
        string? baseAddress,
        List<ArticleImage> images
    )
    {
        var url = content.Attribute("url");
        if (IsImage(url, content.Attribute("type"), content.Attribute("medium")))
            Add(Address(url, content, baseAddress), around, images);
        else if (content.First("media:thumbnail") is { } thumbnail)
            Add(Address(thumbnail.Attribute("url"), thumbnail, baseAddress), around, images);
    }

    private static void Add(string? url, ReadOnlySpan<MarkupNode> around, List<ArticleImage> images)
    {
        string? caption = null;
        string? credit = null;
        foreach (var node in around)
        {
            caption ??= Html(node, "media:description", "media:text");
            credit ??= Html(node, "media:credit", "media:copyright");
        }
        // A title of the picture; the one beside the item's own text is the item's.
        caption ??= around.Length > 1 ? Html(around[0], "media:title") : null;
        if (url is not null)
            Add(url, caption, credit, images);
    }

    private static string? Html(MarkupNode node, params ReadOnlySpan<string> names) =>
        node.First(names) is { } found ? HtmlFragment.Line(MarkupText.EscapedHtml(found)) : null;

    private static void AddPlain(MarkupNode node, string? baseAddress, List<ArticleImage> images)
    {
        var isLink = node.Name == "link";
        if (isLink && !string.Equals(node.Attribute("rel"), "enclosure", StringComparison.OrdinalIgnoreCase))
            return;
        var url = node.Attribute("url") ?? node.Attribute("href");
        if (node.Name == "image")
            url ??= node.Line("url", "link") ?? MarkupText.Line(node);
        var isPicture = node.Name is "image" or "itunes:image" || IsImage(url, node.Attribute("type"), null);
        if (isPicture && Address(url, node, baseAddress) is { } address)
            Add(address, node.Line("title"), null, images);
    }

    private static string? Address(string? url, MarkupNode node, string? baseAddress) =>
        FeedAddress.Resolve(url, node.Scope.Base ?? baseAddress);

    /// <summary>True when type, medium or the ending of the address say that it is a picture.</summary>
    public static bool IsImage(string? url, string? type, string? medium)
    {
        if (!string.IsNullOrWhiteSpace(medium))
            return medium.Trim().Equals("image", StringComparison.OrdinalIgnoreCase);
        if (!string.IsNullOrWhiteSpace(type))
            return type.TrimStart().StartsWith("image", StringComparison.OrdinalIgnoreCase);
        var path = url?.Split('?', '#')[0];
        return path is not null && Array.Exists(Endings, e => path.EndsWith(e, StringComparison.OrdinalIgnoreCase));
    }
}
