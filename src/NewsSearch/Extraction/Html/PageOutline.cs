using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace NewsSearch.Extraction.Html;

/// <summary>A page as the blocks of its text in their order and the zones that these lie in.</summary>
internal sealed partial class PageOutline
{
    private static readonly FrozenSet<string> Inline = FrozenSet.Create(
        StringComparer.Ordinal,
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "q",
        "rb",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr"
    );

    private static readonly FrozenSet<string> Silent = FrozenSet.Create(
        StringComparer.Ordinal,
        "head",
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "button",
        "select",
        "datalist",
        "textarea",
        "input",
        "canvas",
        "audio",
        "video",
        "img",
        "map",
        "noframes"
    );

    private readonly StringBuilder _text = new();
    private Zone _zone;
    private int _links;
    private int _linkLength;
    private int _length;

    private PageOutline(IElement root)
    {
        Root = _zone = new Zone(null, root.LocalName, null, ZoneKind.Plain, 0);
        Walk(root);
        Flush();
        Root.EndBlock = Blocks.Count;
    }

    public Zone Root { get; }

    public List<TextBlock> Blocks { get; } = [];

    public bool[] IsAside { get; set; } = [];

    /// <summary>
    /// One walk over the tree. Without recursion, because nesting is the page's choice and the stack is ours; by index,
    /// because a node finds its next sibling by searching for itself among all of them.
    /// </summary>
    public static PageOutline Of(IElement root) => new(root);

    private void Walk(IElement root)
    {
        var open = new Stack<(INode Node, int Next)>([(root, 0)]);
        while (open.TryPop(out var top))
        {
            var children = top.Node.ChildNodes;
            if (top.Next == children.Length)
            {
                if (open.Count > 0)
                    Leave(top.Node);
                continue;
            }
            open.Push((top.Node, top.Next + 1));
            var child = children[top.Next];
            if (Enter(child))
                open.Push((child, 0));
            else
                Leave(child);
        }
    }

    // What is entered is left, with or without children.
    private bool Enter(INode node)
    {
        switch (node)
        {
            case IText text:
                Append(text.Data);
                return false;
            case not IElement:
                return false;
        }
        var element = (IElement)node;
        var tag = element.LocalName;
        if (tag == "br")
        {
            _text.Append('\n');
            return false;
        }
        if (Silent.Contains(tag))
            return false;
        if (IsInline(tag))
        {
            if (tag == "a")
                _links++;
            return !ZoneHints.IsUnseen(element);
        }
        Flush();
        var zone = new Zone(_zone, tag, element.ClassName, ZoneHints.Of(element), Blocks.Count);
        _zone.Children.Add(zone);
        if (
            tag == "blockquote"
            && _zone.Kind == ZoneKind.Aside
            && _zone.FirstBlock == Blocks.Count
            && _zone.Tag == "div"
        )
            _zone.Kind = ZoneKind.Plain;
        _zone = zone;
        return true;
    }

    private void Leave(INode node)
    {
        if (node is not IElement element)
            return;
        var tag = element.LocalName;
        if (tag == "a")
            _links--;
        if (tag == "br" || Silent.Contains(tag) || IsInline(tag))
            return;
        Flush();
        _zone.EndBlock = Blocks.Count;
        _zone = _zone.Parent!;
    }

    // Elements of a page's own making stand within sentences as often as around them; their blocks are blocks anyway.
    private static bool IsInline(string tag) => Inline.Contains(tag) || tag.Contains('-', StringComparison.Ordinal);

    private void Append(string data)
    {
        var length = 0;
        var space = true;
        foreach (var c in data)
        {
            var isSpace = char.IsWhiteSpace(c);
            if (!(isSpace && space))
                length += c >= '\u2E80' ? 3 : 1;
            space = isSpace;
            _text.Append(isSpace ? ' ' : c);
        }
        _length += length;
        if (_links > 0)
            _linkLength += length;
    }

    private void Flush()
    {
        if (_text.Length > 0)
        {
            var density = _length == 0 ? 0 : (double)_linkLength / _length;
            // Two line breaks are how old pages write paragraphs.
            foreach (var part in DoubleBreak().Split(_text.ToString()))
            {
                if (Lines(part) is not { } line)
                    continue;
                var length = part.Length == _text.Length ? _length : Measure(line);
                Add(line, length, (int)(density * length));
            }
            _text.Clear();
        }
        _linkLength = _length = 0;
    }

    // White space of the source is blanks; two line breaks are how old pages write paragraphs, one stays a line break.
    [GeneratedRegex(@"\n\s*\n\s*")]
    private static partial Regex DoubleBreak();

    private static string? Lines(string text)
    {
        if (!text.Contains('\n', StringComparison.Ordinal))
            return CleanText.Line(text);
        var lines = string.Join('\n', text.Split('\n').Select(CleanText.Line).OfType<string>());
        return lines.Length == 0 ? null : lines;
    }

    private static int Measure(string line)
    {
        var length = 0;
        foreach (var c in line)
            length += c >= '\u2E80' ? 3 : 1;
        return length;
    }

    private void Add(string line, int length, int linkLength)
    {
        var block = new TextBlock(_zone, line, length, Math.Min(length, linkLength));
        var prose =
            block.IsHeading || block.LinkDensity > 0.5 ? 0
            : length >= 80 || (length >= 40 && block.EndsSentence) ? length - linkLength
            : 0;
        Blocks.Add(block with { Prose = prose });
    }
}
