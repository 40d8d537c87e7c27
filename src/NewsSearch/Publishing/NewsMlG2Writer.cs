using System.Globalization;
using System.Xml.Linq;
using NewsSearch.Articles;

namespace NewsSearch.Publishing;

/// <summary>NewsML-G2 2.24 of the IPTC at core conformance, which every later version takes: a <c>newsItem</c> whose text is NITF.</summary>
public sealed class NewsMlG2Writer : IArticleWriter
{
    /// <summary>Name under which this archive hands out items; their <c>versionCreated</c> is no date of the publisher.</summary>
    internal const string Provider = "NewsSearch";

    /// <summary>Relations of an item, for which the standard's core has no element.</summary>
    internal const string OtherIdentifier = "urn:newssearch:relation:identifier";

    /// <summary>As <see cref="OtherIdentifier"/>: the address at the publisher.</summary>
    internal const string PublishedAt = "urn:newssearch:relation:published-at";

    private const string Catalog = "http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_38.xml";

    private static readonly XNamespace G2 = "http://iptc.org/std/nar/2006-10-01/";

    public string Format => "newsml-g2";
    public string Label => "NewsML-G2";
    public string MediaType => "application/vnd.iptc.g2.newsitem+xml";
    public string Extension => "newsml.xml";

    public string Write(Publication publication)
    {
        var article = publication.Article;
        return XmlText.Of(
            new XElement(
                G2 + "newsItem",
                new XAttribute("guid", publication.Identifier),
                new XAttribute("version", article.Version.ToString(CultureInfo.InvariantCulture)),
                new XAttribute("standard", "NewsML-G2"),
                new XAttribute("standardversion", "2.24"),
                new XAttribute("conformance", "core"),
                new XElement(G2 + "catalogRef", new XAttribute("href", Catalog)),
                Rights(article),
                Management(publication),
                Metadata(publication),
                new XElement(
                    G2 + "contentSet",
                    new XElement(
                        G2 + "inlineXML",
                        new XAttribute("contenttype", "application/nitf+xml"),
                        NitfWriter.Embedded(publication)
                    )
                )
            )
        );
    }

    private static XElement Rights(Article article) =>
        new(G2 + "rightsInfo", new XElement(G2 + "copyrightHolder", Name(article.Source.Name)));

    private static XElement Management(Publication publication)
    {
        var article = publication.Article;
        return new XElement(
            G2 + "itemMeta",
            Coded("itemClass", "ninat:text"),
            new XElement(G2 + "provider", new XAttribute("literal", Provider), Name(Provider)),
            // It must be there: of this item, and not of the article.
            new XElement(G2 + "versionCreated", DateNotation.Of(article.Modified ?? article.Retrieved)),
            Element("embargoed", publication.EmbargoedUntil),
            Coded("pubStatus", "stat:" + publication.Status),
            article.Identifiers.Skip(1).Select(i => Link(OtherIdentifier, "residref", i)),
            publication.Url is { } url && url != publication.Identifier ? Link(PublishedAt, "href", url) : null
        );
    }

    private static XElement Metadata(Publication publication)
    {
        var article = publication.Article;
        return new XElement(
            G2 + "contentMeta",
            Element("contentCreated", publication.Published),
            Element("contentModified", publication.Modified),
            new XElement(G2 + "infoSource", Name(article.Source.Name)),
            article.Authors.Select(a => new XElement(G2 + "creator", new XAttribute("type", "cpnat:person"), Name(a))),
            publication.StatedLanguage is { } language
                ? new XElement(G2 + "language", new XAttribute("tag", language))
                : null,
            article.Genre is { } genre
                ? new XElement(G2 + "genre", new XAttribute("literal", TopicNotation.Of(new Topic(genre))), Name(genre))
                : null,
            article.Keywords.Select(k => Element("keyword", k)),
            article.Section is { } section
                ? new XElement(G2 + "keyword", new XAttribute("role", "kwrole:section"), section)
                : null,
            article.Topics.Select(Subject),
            article.Places.Select(p => new XElement(
                G2 + "subject",
                new XAttribute("type", "cpnat:geoArea"),
                new XAttribute("literal", TopicNotation.Of(new Topic(p))),
                Name(p)
            )),
            Element("headline", article.Headline),
            article.Subheadline is { } subheadline
                ? new XElement(G2 + "headline", new XAttribute("role", "hlrole:subheadline"), subheadline)
                : null,
            Element("dateline", article.Dateline),
            // Empty where none was printed, so that none is made of the creators.
            new XElement(G2 + "by", article.Byline),
            publication.IsExcerpt && article.Body is not null
                ? new XElement(
                    G2 + "description",
                    new XAttribute("role", "drol:summary"),
                    publication.Paragraphs.SelectMany(
                        (p, i) => i == 0 ? [new XText(p)] : new XNode[] { Break(), Break(), new XText(p) }
                    )
                )
                : null
        );
    }

    private static XElement Subject(Topic topic)
    {
        var isIptc = TopicNotation.IsIptc(topic);
        var name = topic.Name ?? (isIptc ? null : topic.Code);
        return new XElement(
            G2 + "subject",
            new XAttribute("type", "cpnat:abstract"),
            new XAttribute(isIptc ? "qcode" : "uri", TopicNotation.Of(topic)),
            name is null ? null : Name(name)
        );
    }

    private static XElement Link(string relation, string attribute, string target) =>
        new(G2 + "link", new XAttribute("reluri", relation), new XAttribute(attribute, target));

    private static XElement Break() => new(G2 + "br");

    private static XElement Coded(string name, string code) => new(G2 + name, new XAttribute("qcode", code));

    private static XElement Name(string name) => new(G2 + "name", name);

    private static XElement? Element(string name, string? text) => text is null ? null : new XElement(G2 + name, text);
}
