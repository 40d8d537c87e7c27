using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace NewsSearch.Publishing;

/// <summary>XML as the writers give it.</summary>
internal static class XmlText
{
    /// <summary>The document with its declaration.</summary>
    public static string Of(XElement root)
    {
        foreach (var text in root.DescendantNodesAndSelf().OfType<XText>())
            text.Value = Legal(text.Value);
        foreach (var attribute in root.DescendantsAndSelf().Attributes().Where(a => !a.IsNamespaceDeclaration))
            attribute.Value = Legal(attribute.Value);
        using var written = new Utf8Text();
        // Without indentation: white space within a paragraph would become part of it.
        using (
            var xml = XmlWriter.Create(written, new XmlWriterSettings { NewLineHandling = NewLineHandling.Entitize })
        )
            new XDocument(root).Save(xml);
        return written.ToString();
    }

    // Characters that XML 1.0 has no notation for.
    private static string Legal(string text)
    {
        StringBuilder? legal = null;
        for (var i = 0; i < text.Length; i++)
        {
            var isPair = i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]);
            if (isPair || XmlConvert.IsXmlChar(text[i]))
            {
                legal?.Append(text, i, isPair ? 2 : 1);
                i += isPair ? 1 : 0;
                continue;
            }
            legal ??= new StringBuilder(text, 0, i, text.Length);
            legal.Append('\uFFFD');
        }
        return legal?.ToString() ?? text;
    }

    // The declaration names the encoding of the writer.
    private sealed class Utf8Text() : StringWriter(System.Globalization.CultureInfo.InvariantCulture)
    {
        public override Encoding Encoding => Encoding.UTF8;
    }
}
