using System.Text;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace NewsSearch.Extraction.Feeds;

/// <summary>Reads titles and texts in the types that the versions of RSS and Atom give them.</summary>
internal static partial class FeedTexts
{
    private static readonly string[] FullTexts = ["content:encoded", "content", "xhtml:body", "body", "fullitem"];

    private static readonly string[] Summaries =
    [
        "description",
        "summary",
        "dc:description",
        "itunes:summary",
        "abstract",
        "media:description",
        "media:text",
        "itunes:subtitle",
        "subtitle",
    ];

    private const string Octets = "application/octet-stream";

    private enum Form
    {
        Plain,
        Escaped,
        Inline,
    }

    /// <summary>One line; null when there is none.</summary>
    /// <param name="isAtom">True in an Atom feed, where text is plain unless it says otherwise.</param>
    public static string? Title(MarkupNode node, bool isAtom) =>
        FormOf(node, isAtom) switch
        {
            Form.Plain => MarkupText.Line(node),
            Form.Inline => HtmlFragment.Line(MarkupText.InlineHtml(node)),
            _ => HtmlFragment.Line(Unpacked(node)),
        };

    /// <summary>The text of an item, the element it stood in, and whether that is meant to hold all of it.</summary>
    public static (string? Text, MarkupNode? Node, bool IsFull) Body(MarkupNode item)
    {
        var (text, node) = Longest(item, FullTexts);
        if (text is not null)
            return (text, node, !LooksCut(text));
        (text, node) = First(item, Summaries);
        if (text is null && item.First("media:group", "media:content") is { } group)
            (text, node) = First(group, ["media:description", "media:text"]);
        return (text, node, false);
    }

    /// <summary>The HTML of an element; null when it holds none.</summary>
    public static string? Html(MarkupNode node, bool isAtom) =>
        FormOf(node, isAtom) switch
        {
            Form.Plain => null,
            Form.Inline => MarkupText.InlineHtml(node),
            _ => Unpacked(node),
        };

    /// <summary>Paragraphs of an element; null when there is no text.</summary>
    public static string? Paragraphs(MarkupNode node, bool isAtom)
    {
        var text = Html(node, isAtom) is { } html
            ? HtmlFragment.Paragraphs(html)
            : PlainParagraphs.Read(MarkupText.Plain(node));
        return text is null ? null : WithoutFooter(text);
    }

    /// <summary>Without the line that blogging software appends to every item.</summary>
    public static string? WithoutFooter(string text)
    {
        var last = text.LastIndexOf("\n\n", StringComparison.Ordinal) + 2;
        if (last == 1)
            last = 0;
        var footer = text.AsSpan(last);
        return footer.Length < 600 && footer.StartsWith("The post ") && Footer().IsMatch(footer)
            ? CleanText.Paragraphs(text[..last])
            : text;
    }

    // Of alternatives in several types, the one with the most text.
    private static (string? Text, MarkupNode? Node) Longest(MarkupNode item, string[] names)
    {
        var isAtom = IsAtom(item);
        foreach (var name in names)
        {
            string? longest = null;
            MarkupNode? from = null;
            foreach (var node in item.All(name).Where(IsText).Take(8))
            {
                if (Paragraphs(node, isAtom) is { } text && text.Length > (longest?.Length ?? 0))
                    (longest, from) = (text, node);
            }
            if (longest is not null)
                return (longest, from);
        }
        return (null, null);
    }

    private static (string? Text, MarkupNode? Node) First(MarkupNode item, string[] names)
    {
        var isAtom = IsAtom(item);
        foreach (var name in names)
        {
            foreach (var node in item.All(name).Where(IsText).Take(8))
            {
                if (Paragraphs(node, isAtom) is { } text)
                    return (text, node);
            }
        }
        return (null, null);
    }

    private static bool IsText(MarkupNode node)
    {
        var type = node.Attribute("type")?.Trim();
        return string.IsNullOrEmpty(type)
            || !type.Contains('/')
            || type.StartsWith("text/", StringComparison.OrdinalIgnoreCase)
            || type.Contains("html", StringComparison.OrdinalIgnoreCase)
            || type.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase)
            || type.Contains("xml", StringComparison.OrdinalIgnoreCase)
            || type.Equals(Octets, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>True for an entry or a feed of Atom.</summary>
    public static bool IsAtom(MarkupNode node) => node.Name is "entry" or "feed";

    // Atom says what it holds; RSS leaves it open, and means HTML.
    private static Form FormOf(MarkupNode node, bool isAtom)
    {
        var type = node.Attribute("type")?.Trim().ToLowerInvariant() ?? "";
        var mode = node.Attribute("mode")?.Trim().ToLowerInvariant();
        if (
            type is "xhtml"
            || type.EndsWith("+xml", StringComparison.Ordinal)
            || type.EndsWith("/xml", StringComparison.Ordinal)
        )
            return MarkupText.HasElements(node) ? Form.Inline : Form.Escaped;
        if (type is "text" or "plain" or "text/plain" && mode is not "xml")
            return MarkupText.HasElements(node) ? Form.Escaped : Form.Plain;
        if (mode is "xml" or null && node.Name is "body" or "xhtml:body" && MarkupText.HasElements(node))
            return Form.Inline;
        if (mode == "xml" && MarkupText.HasElements(node))
            return Form.Inline;
        // Tags in what is plain by default are HTML whose type was forgotten.
        var isPlain = isAtom && type.Length == 0 && mode is null && !HtmlFragment.HasTags(MarkupText.EscapedHtml(node));
        return isPlain ? Form.Plain : Form.Escaped;
    }

    private static string Unpacked(MarkupNode node)
    {
        var text = MarkupText.EscapedHtml(node);
        var isPacked =
            string.Equals(node.Attribute("mode")?.Trim(), "base64", StringComparison.OrdinalIgnoreCase)
            || string.Equals(node.Attribute("type")?.Trim(), Octets, StringComparison.OrdinalIgnoreCase);
        if (!isPacked)
            return text;
        var bytes = new byte[text.Length];
        if (!Convert.TryFromBase64String(text, bytes, out var length))
            return text;
        var unpacked = bytes.AsSpan(0, length);
        return Utf8.IsValid(unpacked) && !unpacked.Contains((byte)0) ? Encoding.UTF8.GetString(unpacked) : "";
    }

    /// <summary>True when a text that is meant to be whole says that it goes on elsewhere.</summary>
    public static bool LooksCut(string text)
    {
        var end = text.AsSpan(Math.Max(0, text.Length - 200)).TrimEnd();
        return end.EndsWith("[…]")
            || end.EndsWith("[...]")
            || end.EndsWith("(more…)")
            || end.EndsWith("…")
            || end.EndsWith("...")
            || end.EndsWith("Read more", StringComparison.OrdinalIgnoreCase)
            || end.EndsWith("Continue reading", StringComparison.OrdinalIgnoreCase);
    }

    [GeneratedRegex(
        @"^The post .{1,400} (?:appeared first|first appeared) on .{1,150}\.$",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Footer();
}
