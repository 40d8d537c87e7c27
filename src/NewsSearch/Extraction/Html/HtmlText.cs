using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace NewsSearch.Extraction.Html;

/// <summary>Turns HTML into plain paragraphs.</summary>
internal static partial class HtmlText
{
    private const char Break = '\u2029';

    private static readonly HashSet<string> Blocks = new(StringComparer.OrdinalIgnoreCase)
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
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
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "iframe",
        "object",
        "button",
        "select",
        "textarea",
        "input",
        "nav",
        "head",
        "figcaption",
        "canvas",
        "audio",
        "video",
    };

    /// <summary>Paragraphs of an HTML fragment or document, separated by a blank line; null when it has no text.</summary>
    public static string? Paragraphs(string? html)
    {
        if (string.IsNullOrWhiteSpace(html))
            return null;
        using var document = PageParser.Parse(html);
        return document.Body is null ? null : Paragraphs(document.Body);
    }

    /// <summary>Paragraphs under this element, without scripts, styles, navigation and captions.</summary>
    public static string? Paragraphs(IElement root)
    {
        var paragraphs = new List<string>();
        var current = new StringBuilder();
        // An explicit walk: nesting is the page's choice, the stack is ours. By index, because a node finds its next
        // sibling by searching for itself among all of them.
        var open = new Stack<(INode Node, int Next)>([(root, 0)]);
        while (open.TryPop(out var top))
        {
            var children = top.Node.ChildNodes;
            if (top.Next == children.Length)
            {
                Leave(top.Node, paragraphs, current);
                continue;
            }
            open.Push((top.Node, top.Next + 1));
            var child = children[top.Next];
            if (Enter(child, paragraphs, current))
                open.Push((child, 0));
        }
        Flush(paragraphs, current);
        return paragraphs.Count == 0 ? null : string.Join("\n\n", paragraphs);
    }

    private static bool Enter(INode node, List<string> paragraphs, StringBuilder current)
    {
        if (node is IText text)
        {
            current.Append(text.Data);
            return false;
        }
        if (node is not IElement element)
            return false;
        if (element.LocalName == "br")
        {
            current.Append(Break);
            return false;
        }
        if (Silent.Contains(element.LocalName))
            return false;
        if (Blocks.Contains(element.LocalName))
            Flush(paragraphs, current);
        else if (element.LocalName is "td" or "th")
            current.Append(' ');
        return true;
    }

    private static void Leave(INode node, List<string> paragraphs, StringBuilder current)
    {
        if (node is IElement element && Blocks.Contains(element.LocalName))
            Flush(paragraphs, current);
    }

    // Line feeds of the source are blanks; two <br> in a row are how old pages write paragraphs.
    [GeneratedRegex(@"\u2029\s*\u2029\s*")]
    private static partial Regex DoubleBreak();

    private static void Flush(List<string> paragraphs, StringBuilder current)
    {
        if (current.Length == 0)
            return;
        foreach (var part in DoubleBreak().Split(current.ToString()))
        {
            if (CleanText.Line(part) is { } paragraph)
                paragraphs.Add(paragraph);
        }
        current.Clear();
    }
}
