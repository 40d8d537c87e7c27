using System.Net;
using System.Text;

namespace NewsSearch.Extraction.Feeds;

/// <summary>The text of an element in the ways in which feeds mean it.</summary>
internal static class MarkupText
{
    /// <summary>Plain text: references decoded, elements taken off.</summary>
    public static string Plain(MarkupNode node) => Read(node, keepTags: false, keepReferences: false);

    /// <summary>
    /// HTML that was escaped into the element as text. Elements that stand there unescaped, which is a mistake, are
    /// part of it.
    /// </summary>
    public static string EscapedHtml(MarkupNode node) => Read(node, keepTags: true, keepReferences: false);

    /// <summary>HTML that stands in the element as elements.</summary>
    public static string InlineHtml(MarkupNode node) => Read(node, keepTags: true, keepReferences: true);

    /// <summary>One line of plain text, or null.</summary>
    public static string? Line(MarkupNode? node) => node is null ? null : CleanText.Line(Plain(node));

    /// <summary>True when elements stand in it.</summary>
    public static bool HasElements(MarkupNode node)
    {
        var tokens = new MarkupTokenizer(node.Document, node.InnerStart, node.InnerEnd);
        while (tokens.Next(out var token))
        {
            if (token.Kind == MarkupKind.Start)
                return true;
        }
        return false;
    }

    private static string Read(MarkupNode node, bool keepTags, bool keepReferences)
    {
        var text = node.Document;
        var tokens = new MarkupTokenizer(text, node.InnerStart, node.InnerEnd);
        var read = new StringBuilder();
        while (tokens.Next(out var token))
        {
            switch (token.Kind)
            {
                case MarkupKind.Text when !keepReferences:
                    CharacterReferences.AppendDecoded(read, token.Content(text));
                    break;
                case MarkupKind.Text:
                    read.Append(token.Content(text));
                    break;
                case MarkupKind.CData when keepReferences:
                    read.Append(WebUtility.HtmlEncode(token.Content(text).ToString()));
                    break;
                case MarkupKind.CData:
                    read.Append(token.Content(text));
                    break;
                // An element that HTML does not know is a mistake of the feed, such as a mistyped end tag.
                case MarkupKind.Start
                or MarkupKind.End when keepTags && HtmlElements.IsKnown(HtmlFragment.Name(token, text)):
                    AppendTag(read, token, text);
                    break;
                default:
                    break;
            }
        }
        return CharacterReferences.MendControls(read.ToString());
    }

    // XHTML may carry a prefix, HTML has none.
    private static void AppendTag(StringBuilder read, MarkupToken token, string text)
    {
        var name = token.Content(text);
        read.Append(token.Kind == MarkupKind.End ? "</" : "<").Append(name[(name.IndexOf(':') + 1)..]);
        if (token.Kind == MarkupKind.Start)
            read.Append(token.Attributes(text)).Append(token.IsEmpty ? "/>" : ">");
        else
            read.Append('>');
    }
}
