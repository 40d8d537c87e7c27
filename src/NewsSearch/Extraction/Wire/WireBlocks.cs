using System.Text;
using System.Xml.Linq;

namespace NewsSearch.Extraction.Wire;

/// <summary>Turns the marked-up text of NITF and XHTML into plain paragraphs.</summary>
internal static class WireBlocks
{
    private const char Break = '\u2029';

    private static readonly HashSet<string> Blocks = new(StringComparer.OrdinalIgnoreCase)
    {
        "address",
        "article",
        "aside",
        "block",
        "blockquote",
        "body",
        "body.content",
        "bq",
        "caption",
        "center",
        "credit",
        "dd",
        "div",
        "dl",
        "dt",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hl1",
        "hl2",
        "hr",
        "html",
        "li",
        "main",
        "note",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
    };

    private static readonly HashSet<string> Silent = new(StringComparer.OrdinalIgnoreCase)
    {
        "body.head",
        "body.end",
        "figcaption",
        "head",
        "iframe",
        "media",
        "nav",
        "nitf-table-metadata",
        "noscript",
        "object",
        "script",
        "style",
    };

    /// <summary>Paragraphs under these elements, separated by a blank line; null when they have no text.</summary>
    public static string? Paragraphs(params IEnumerable<XElement> roots)
    {
        var paragraphs = new List<string>();
        var current = new StringBuilder();
        foreach (var root in roots)
        {
            // An explicit walk: nesting is the document's choice, the stack is ours.
            XNode? node = root.FirstNode;
            while (node is not null)
                node = Visit(node, root, paragraphs, current);
            Flush(paragraphs, current);
        }
        return paragraphs.Count == 0 ? null : string.Join("\n\n", paragraphs);
    }

    private static XNode? Visit(XNode node, XElement root, List<string> paragraphs, StringBuilder current)
    {
        if (node is XText text)
            current.Append(text.Value);
        else if (node is XElement element && !IsSilent(element))
        {
            Enter(element, paragraphs, current);
            if (element.FirstNode is { } child && element.Name.LocalName != "pre")
                return child;
            Leave(element, paragraphs, current);
        }
        while (node.NextNode is null)
        {
            if (node.Parent is not { } parent || parent == root)
                return null;
            Leave(parent, paragraphs, current);
            node = parent;
        }
        return node.NextNode;
    }

    // What stands around a picture is its caption and its credit.
    private static bool IsSilent(XElement element) =>
        Silent.Contains(element.Name.LocalName) || (element.Name.LocalName == "figure" && element.Below("img").Any());

    private static void Enter(XElement element, List<string> paragraphs, StringBuilder current)
    {
        var name = element.Name.LocalName;
        if (name == "br")
            current.Append(Break);
        else if (name is "td" or "th")
            current.Append(' ');
        else if (Blocks.Contains(name))
            Flush(paragraphs, current);
        if (name == "pre" && Lines(element.Value) is { Length: > 0 } lines)
            paragraphs.Add(lines);
    }

    private static void Leave(XElement element, List<string> paragraphs, StringBuilder current)
    {
        if (Blocks.Contains(element.Name.LocalName))
            Flush(paragraphs, current);
    }

    // Tables of results are lines of preformatted text.
    private static string Lines(string text) =>
        string.Join(
            '\n',
            text.Split('\n').Select(l => l.TrimEnd()).SkipWhile(l => l.Length == 0).Where(l => l.Length > 0)
        );

    // Two breaks in a row are how paragraphs are written where there are none.
    private static void Flush(List<string> paragraphs, StringBuilder current)
    {
        if (current.Length == 0)
            return;
        var parts = current.ToString().Split(Break);
        current.Clear();
        var open = new StringBuilder();
        foreach (var part in parts)
        {
            if (!string.IsNullOrWhiteSpace(part))
            {
                open.Append(' ').Append(part);
                continue;
            }
            if (CleanText.Line(open.ToString()) is { } paragraph)
                paragraphs.Add(paragraph);
            open.Clear();
        }
        if (CleanText.Line(open.ToString()) is { } last)
            paragraphs.Add(last);
    }
}
