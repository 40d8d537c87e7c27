using System.Xml.Linq;
using NewsSearch.Articles;
using NewsSearch.Extraction;

namespace NewsSearch.Publishing;

/// <summary>NITF 3.6 of the IPTC (News Industry Text Format).</summary>
public sealed class NitfWriter : IArticleWriter
{
    private static readonly XNamespace Nitf = "http://iptc.org/std/NITF/2006-10-18/";

    public string Format => "nitf";
    public string Label => "NITF";
    public string MediaType => "text/vnd.iptc.nitf";
    public string Extension => "nitf.xml";

    public string Write(Publication publication)
    {
        var article = publication.Article;
        return XmlText.Of(
            new XElement(
                Nitf + "nitf",
                Attribute("baselang", publication.StatedLanguage),
                new XElement(
                    Nitf + "head",
                    Element("title", article.Headline),
                    // Who wrote it need not be named in the credit line as it was printed.
                    article.Authors.Select(a => Meta("author", a)),
                    article.Identifiers.Skip(1).Select(i => Meta("identifier", i)),
                    Subjects(article),
                    Data(publication),
                    Publication(publication),
                    article.Modified is null
                        ? null
                        : new XElement(Nitf + "revision-history", Attribute("norm", publication.Modified))
                ),
                new XElement(Nitf + "body", Head(publication), Content(publication))
            )
        );
    }

    /// <summary>The text and the pictures alone, for an envelope that has the rest.</summary>
    internal static XElement Embedded(Publication publication) =>
        new(Nitf + "nitf", new XElement(Nitf + "body", Content(publication)));

    private static XElement? Subjects(Article article) =>
        article.Genre is null && article.Topics.Count == 0
            ? null
            : new XElement(
                Nitf + "tobject",
                article.Genre is null
                    ? null
                    : new XElement(Nitf + "tobject.property", Attribute("tobject.property.type", article.Genre)),
                article.Topics.Select(t => new XElement(
                    Nitf + "tobject.subject",
                    Attribute("tobject.subject.refnum", TopicNotation.Of(t)),
                    Attribute("tobject.subject.detail", t.Name ?? (TopicNotation.IsIptc(t) ? null : t.Code))
                ))
            );

    private static XElement Data(Publication publication)
    {
        var article = publication.Article;
        return new XElement(
            Nitf + "docdata",
            new XAttribute("management-status", Status(publication)),
            new XElement(
                Nitf + "doc-id",
                Attribute("regsrc", article.Source.Name),
                Attribute("id-string", publication.Identifier)
            ),
            publication.Published is null
                ? null
                : new XElement(Nitf + "date.issue", Attribute("norm", publication.Published)),
            article.EmbargoedUntil is null
                ? null
                : new XElement(Nitf + "date.release", Attribute("norm", publication.EmbargoedUntil)),
            new XElement(Nitf + "doc.copyright", Attribute("holder", article.Source.Name)),
            article.Keywords.Count == 0
                ? null
                : new XElement(
                    Nitf + "key-list",
                    article.Keywords.Select(k => new XElement(Nitf + "keyword", Attribute("key", k)))
                ),
            article.Places.Count == 0
                ? null
                : new XElement(Nitf + "identified-content", article.Places.Select(p => Element("location", p)))
        );
    }

    private static string Status(Publication publication) =>
        publication is { IsHeld: true, Article: { Status: PublicationStatus.Usable, EmbargoedUntil: not null } }
            ? "embargoed"
            : publication.Status;

    private static XElement Publication(Publication publication) =>
        new(
            Nitf + "pubdata",
            Attribute("name", publication.Article.Source.Name),
            Attribute("position.section", publication.Article.Section),
            Attribute("ex-ref", publication.Url)
        );

    private static XElement Head(Publication publication)
    {
        var article = publication.Article;
        return new XElement(
            Nitf + "body.head",
            article.Headline is null && article.Subheadline is null
                ? null
                // A headline below none would be the headline.
                : new XElement(
                    Nitf + "hedline",
                    new XElement(Nitf + "hl1", article.Headline),
                    Element("hl2", article.Subheadline)
                ),
            Element("byline", article.Byline),
            article.Dateline is null ? null : new XElement(Nitf + "dateline", Element("location", article.Dateline)),
            publication.IsExcerpt && article.Body is not null
                ? new XElement(Nitf + "abstract", publication.Paragraphs.Select(Paragraph))
                : null
        );
    }

    private static XElement Content(Publication publication) =>
        new(
            Nitf + "body.content",
            publication.Article.Images.Select(Media),
            publication.IsExcerpt ? null : publication.Paragraphs.Select(Paragraph)
        );

    // White space that is more than a blank between words is part of the text only where it is preformatted.
    private static XElement Paragraph(string text) => new(Nitf + (CleanText.Line(text) == text ? "p" : "pre"), text);

    private static XElement Media(ArticleImage image) =>
        new(
            Nitf + "media",
            new XAttribute("media-type", "image"),
            new XElement(Nitf + "media-reference", Attribute("source", image.Url)),
            image.Caption is null ? null : new XElement(Nitf + "media-caption", Element("p", image.Caption)),
            Element("media-producer", image.Credit)
        );

    private static XElement Meta(string name, string content) =>
        new(Nitf + "meta", new XAttribute("name", name), new XAttribute("content", content));

    private static XElement? Element(string name, string? text) =>
        text is null ? null : new XElement(Nitf + name, text);

    private static XAttribute? Attribute(string name, string? value) =>
        value is null ? null : new XAttribute(name, value);
}
