using System.Globalization;
using System.Text;
using System.Xml;
using NewsSearch.Articles;
using NewsSearch.Search;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Api;

/// <summary>Writes a search as Atom (RFC 4287) with OpenSearch totals and the page links of RFC 5005.</summary>
public static class AtomFeed
{
    public const string MediaType = "application/atom+xml";

    private const string Atom = "http://www.w3.org/2005/Atom";
    private const string OpenSearch = "http://a9.com/-/spec/opensearch/1.1/";
    private const string DublinCore = "http://purl.org/dc/elements/1.1/";

    public static byte[] Write(SearchFeed feed)
    {
        using var bytes = new MemoryStream();
        var settings = new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(false),
            Indent = true,
            CheckCharacters = false,
        };
        using (var xml = XmlWriter.Create(bytes, settings))
        {
            xml.WriteStartElement("feed", Atom);
            xml.WriteAttributeString("xmlns", "opensearch", null, OpenSearch);
            xml.WriteAttributeString("xmlns", "dc", null, DublinCore);
            Head(xml, feed);
            foreach (var item in feed.Outcome.Answer.Items)
                Entry(xml, feed, item);
            xml.WriteEndElement();
        }
        return bytes.ToArray();
    }

    private static void Head(XmlWriter xml, SearchFeed feed)
    {
        Text(xml, "id", feed.Id);
        Text(xml, "title", feed.Title);
        Text(xml, "updated", DateText.Machine(feed.Updated ?? DateTimeOffset.UnixEpoch));
        Link(xml, "self", feed.Self(SearchFeed.AtomPath), MediaType);
        Link(xml, "alternate", feed.Page, "text/html");
        Link(xml, "search", feed.Root + "/opensearch.xml", "application/opensearchdescription+xml");
        Link(xml, "first", feed.First(SearchFeed.AtomPath), MediaType);
        if (feed.Next(SearchFeed.AtomPath) is { } next)
            Link(xml, "next", next, MediaType);
        if (feed.Previous(SearchFeed.AtomPath) is { } previous)
            Link(xml, "previous", previous, MediaType);
        var outcome = feed.Outcome;
        Number(xml, "totalResults", outcome.Answer.Index.Total);
        // A page behind a cursor does not know how many came before it.
        if (!outcome.Parameters.Has(ParameterList.Cursor))
            Number(xml, "startIndex", 1);
        Number(xml, "itemsPerPage", outcome.Request.Limit);
        xml.WriteStartElement("generator", Atom);
        xml.WriteString("NewsSearch");
        xml.WriteEndElement();
    }

    private static void Entry(XmlWriter xml, SearchFeed feed, SearchItem item)
    {
        var article = item.Article;
        xml.WriteStartElement("entry", Atom);
        if (article.Language is { } language)
            xml.WriteAttributeString("xml", "lang", null, language);
        Text(xml, "id", SearchFeed.IdOf(article));
        Text(xml, "title", article.Headline ?? "");
        Text(xml, "updated", DateText.Machine(item.Recorded));
        // Atom knows only instants; a date that is known less exactly is told by Dublin Core as it is.
        if (article.Published is { Value: { } published, Precision: DatePrecision.Second })
            Text(xml, "published", DateText.Machine(published));
        if (DateText.Machine(article.Published) is { } date)
            xml.WriteElementString("dc", "date", DublinCore, date);
        foreach (var author in article.Authors.Count > 0 ? article.Authors : [article.Source.Name])
        {
            xml.WriteStartElement("author", Atom);
            Text(xml, "name", author);
            xml.WriteEndElement();
        }
        xml.WriteElementString("dc", "publisher", DublinCore, Clean(article.Source.Name));
        Link(xml, "alternate", feed.PageOf(article), "text/html");
        if (Uri.TryCreate(article.Url, UriKind.Absolute, out var original))
            Link(xml, "via", original.AbsoluteUri, null);
        foreach (var topic in article.Topics)
            Category(xml, topic);
        if (item.Highlight?.Snippet?.Text is { Length: > 0 } snippet)
            Text(xml, "summary", snippet);
        xml.WriteEndElement();
    }

    private static void Category(XmlWriter xml, Topic topic)
    {
        xml.WriteStartElement("category", Atom);
        xml.WriteAttributeString("term", Clean(topic.Code));
        if (topic.Name is { } name)
            xml.WriteAttributeString("label", Clean(name));
        xml.WriteEndElement();
    }

    private static void Link(XmlWriter xml, string relation, string address, string? type)
    {
        xml.WriteStartElement("link", Atom);
        xml.WriteAttributeString("rel", relation);
        if (type is not null)
            xml.WriteAttributeString("type", type);
        xml.WriteAttributeString("href", address);
        xml.WriteEndElement();
    }

    private static void Text(XmlWriter xml, string name, string text) =>
        xml.WriteElementString(name, Atom, Clean(text));

    private static void Number(XmlWriter xml, string name, long number) =>
        xml.WriteElementString("opensearch", name, OpenSearch, number.ToString(CultureInfo.InvariantCulture));

    // What XML cannot hold was noise in the article: control characters and halves of surrogate pairs.
    private static string Clean(string text)
    {
        if (text.All(c => !char.IsControl(c) && !char.IsSurrogate(c)))
            return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            if (
                rune.Value is '\t' or '\n' or '\r'
                || (!Rune.IsControl(rune) && rune.Value is not (0xFFFD or 0xFFFE or 0xFFFF))
            )
                clean.Append(rune);
        return clean.ToString();
    }
}
