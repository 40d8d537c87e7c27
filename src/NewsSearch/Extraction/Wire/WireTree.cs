using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace NewsSearch.Extraction.Wire;

/// <summary>An element that is too large or too deep to be an article. Caught where the item is read.</summary>
/// <param name="begun">As much of it as was read.</param>
internal sealed class WireShapeException(string problem, bool isTooLarge, XElement begun) : Exception(problem)
{
    public bool IsTooLarge => isTooLarge;

    public XElement Begun => begun;
}

/// <summary>Takes one element out of a stream of XML into memory, within limits.</summary>
internal static class WireTree
{
    private const int Deepest = 200;
    private const int MostAttributes = 200;

    // What a node costs beside its characters.
    private const int NodeCost = 100;

    /// <summary>
    /// The element on which the reader stands, with its text and without comments; the reader then stands on its end.
    /// </summary>
    /// <exception cref="WireShapeException">Over the limits; the reader has passed the element all the same.</exception>
    public static async Task<XElement> ReadAsync(XmlReader xml, long max)
    {
        var top = xml.Depth;
        var root = Start(xml);
        var open = root;
        var text = new StringBuilder();
        var cost = Cost(root);
        var isDone = xml.IsEmptyElement;
        while (!isDone && await xml.ReadAsync())
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Element:
                    Close(open, text);
                    if (xml.Depth - top > Deepest || xml.AttributeCount > MostAttributes)
                        await RefuseAsync(
                            xml,
                            root,
                            top,
                            $"an element lies deeper than {Deepest} others or has more than {MostAttributes} attributes",
                            isTooLarge: false
                        );
                    var child = Start(xml);
                    open.Add(child);
                    cost += Cost(child);
                    if (!xml.IsEmptyElement)
                        open = child;
                    break;
                case XmlNodeType.Text
                or XmlNodeType.CDATA
                or XmlNodeType.SignificantWhitespace
                or XmlNodeType.Whitespace:
                    var value = CleanText.WithoutControls(await xml.GetValueAsync());
                    text.Append(value);
                    cost += value.Length;
                    break;
                case XmlNodeType.EndElement:
                    Close(open, text);
                    isDone = xml.Depth == top;
                    open = open.Parent ?? root;
                    break;
            }
            if (cost > max)
                await RefuseAsync(xml, root, top, "", isTooLarge: true);
        }
        return root;
    }

    private static async Task RefuseAsync(XmlReader xml, XElement begun, int top, string problem, bool isTooLarge)
    {
        var isEnd = xml.Depth == top && xml.NodeType == XmlNodeType.EndElement;
        while (!isEnd && await xml.ReadAsync())
            isEnd = xml.Depth == top && xml.NodeType == XmlNodeType.EndElement;
        throw new WireShapeException(problem, isTooLarge, begun);
    }

    private static XElement Start(XmlReader xml)
    {
        var element = new XElement(Name(xml));
        if (xml.AttributeCount > MostAttributes || !xml.MoveToFirstAttribute())
            return element;
        do
        {
            // Declarations of prefixes are written anew with the element.
            if (xml.NamespaceURI != XNamespace.Xmlns.NamespaceName)
                element.Add(new XAttribute(Name(xml), CleanText.WithoutControls(xml.Value)));
        } while (xml.MoveToNextAttribute());
        xml.MoveToElement();
        return element;
    }

    // What is allowed in here only must be fit to be written again.
    private static XName Name(XmlReader xml) => XName.Get(xml.LocalName, CleanText.WithoutControls(xml.NamespaceURI));

    private static long Cost(XElement element)
    {
        var cost = NodeCost + element.Name.LocalName.Length;
        foreach (var attribute in element.Attributes())
            cost += NodeCost + attribute.Name.LocalName.Length + attribute.Value.Length;
        return cost;
    }

    private static void Close(XElement open, StringBuilder text)
    {
        if (text.Length == 0)
            return;
        open.Add(new XText(text.ToString()));
        text.Clear();
    }
}
