using System.Text.Json.Nodes;
using NewsSearch.Articles;

namespace NewsSearch.Publishing;

/// <summary>An article as schema.org <c>NewsArticle</c> in JSON-LD. What is unknown is left out.</summary>
public sealed class JsonLdWriter : IArticleWriter
{
    public string Format => "json-ld";
    public string Label => "JSON-LD";
    public string MediaType => "application/ld+json";
    public string Extension => "jsonld";

    public string Write(Publication publication)
    {
        var json = Node(publication);
        if (publication.Article.Body is { } body)
            json["articleBody"] = body;
        return JsonText.Of(json);
    }

    /// <summary>
    /// The same without the text, which the page has already. It may stand in a script element: no character that ends
    /// one is written as it is.
    /// </summary>
    public static string ForPage(Publication publication) => Node(publication).ToJsonString();

    private static JsonObject Node(Publication publication)
    {
        var article = publication.Article;
        return JsonText.WithoutUnknown(
            new JsonObject
            {
                ["@context"] = "https://schema.org",
                ["@type"] = "NewsArticle",
                ["@id"] = publication.Address,
                ["identifier"] = article.Id,
                ["headline"] = article.Headline,
                ["alternativeHeadline"] = article.Subheadline,
                ["datePublished"] = publication.Published,
                ["dateModified"] = publication.Modified,
                ["author"] = JsonText.List(CreditedName.Of(article).Select(Author)),
                ["publisher"] = Typed("NewsMediaOrganization", ("name", article.Source.Name)),
                ["dateline"] = article.Dateline,
                ["articleSection"] = article.Section,
                ["genre"] = article.Genre,
                ["keywords"] = JsonText.List(article.Keywords.Select(k => (JsonNode)k)),
                ["about"] = JsonText.List(article.Topics.Select(About)),
                ["contentLocation"] = JsonText.List(article.Places.Select(p => Typed("Place", ("name", p)))),
                ["image"] = JsonText.List(article.Images.Select(Image)),
                ["inLanguage"] = article.Language,
                ["isAccessibleForFree"] = article.IsAccessibleForFree,
                ["url"] = publication.Url,
                ["isBasedOn"] = publication.Url,
                ["correction"] = JsonText.List(
                    CorrectionNotice.Of(article).Select(c => Typed("CorrectionComment", ("text", c)))
                ),
                ["archivedAt"] = publication.Address,
                ["version"] = article.Version,
            }
        );
    }

    private static JsonObject Author(CreditedName author) =>
        Typed(author.IsOrganisation ? "Organization" : "Person", ("name", author.Spoken));

    private static JsonObject About(Topic topic)
    {
        var about = Typed("DefinedTerm", ("name", topic.Name ?? topic.Code), ("termCode", topic.Code));
        if (TopicNotation.IptcAddress(topic) is { } address)
            about["@id"] = address;
        return about;
    }

    private static JsonObject Image(ArticleImage image) =>
        Typed(
            "ImageObject",
            ("contentUrl", CanonicalUrl.OfWeb(image.Url)),
            ("caption", image.Caption),
            ("creditText", image.Credit)
        );

    private static JsonObject Typed(string type, params (string Name, string? Value)[] members)
    {
        var json = new JsonObject { ["@type"] = type };
        foreach (var (name, value) in members)
            if (value is not null)
                json[name] = value;
        return json;
    }
}
