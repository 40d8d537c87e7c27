using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace NewsSearch.Extraction.Html;

/// <summary>Turns HTML into plain paragraphs.</summary>
internal static partial class HtmlText
{
    /// <summary>
    /// Deeper trees than any real page has would overflow the stack of the libraries that walk them recursively.
    /// </summary>
    public const int DeepestTree = 400;

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
        using var document = new HtmlParser().ParseDocument(html);
        return document.Body is null ? null : Paragraphs(document.Body);
    }

    /// <summary>Paragraphs under this element, without scripts, styles, navigation and captions.</summary>
    public static string? Paragraphs(IElement root)
    {
        var paragraphs = new List<string>();
        var current = new StringBuilder();
        // An explicit walk: nesting is the page's choice, the stack is ours.
        INode? node = root;
        while (node is not null)
        {
            var goesDown = Enter(node, paragraphs, current);
            if (goesDown && node.FirstChild is { } child)
            {
                node = child;
                continue;
            }
            while (node is not null && node != root && node.NextSibling is null)
            {
                Leave(node, paragraphs, current);
                node = node.Parent;
            }
            if (node is null || node == root)
                break;
            Leave(node, paragraphs, current);
            node = node.NextSibling;
        }
        Flush(paragraphs, current);
        return paragraphs.Count == 0 ? null : string.Join("\n\n", paragraphs);
    }

    /// <summary>True when the tree is nested so deeply that only our own walk is safe.</summary>
    public static bool IsTooDeep(INode root)
    {
        var depth = 0;
        for (INode? node = root; node is not null; )
        {
            if (node.FirstChild is { } child)
            {
                if (++depth > DeepestTree)
                    return true;
                node = child;
                continue;
            }
            while (node is not null && node != root && node.NextSibling is null)
            {
                depth--;
                node = node.Parent;
            }
            node = node is null || node == root ? null : node.NextSibling;
        }
        return false;
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
