using System.Text.Json.Nodes;
using NewsSearch.Archive;
using NewsSearch.Articles;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Pages;

/// <summary>
/// An article as schema.org <c>NewsArticle</c> in JSON-LD. What is unknown is left out. The text may stand in a script
/// element: no character that ends one is written as it is.
/// </summary>
public static class StructuredData
{
    private const string MediaTopics = "http://cv.iptc.org/newscodes/mediatopic/";
    private const string MediaTopicPrefix = "medtop:";

    /// <param name="address">The full address of the article's page in this archive.</param>
    public static string Of(ArchivedArticle stored, string address)
    {
        var article = stored.Article;
        var json = new JsonObject
        {
            ["@context"] = "https://schema.org",
            ["@type"] = "NewsArticle",
            ["@id"] = address,
            ["identifier"] = article.Id,
            ["headline"] = article.Headline,
            ["alternativeHeadline"] = article.Subheadline,
            ["datePublished"] = DateText.Machine(article.Published),
            ["dateModified"] = article.Modified is { } modified ? DateText.Machine(modified) : null,
            ["author"] = List(article.Authors.Select(a => Typed("Person", ("name", a)))),
            ["publisher"] = Typed("NewsMediaOrganization", ("name", article.Source.Name)),
            ["dateline"] = article.Dateline,
            ["articleSection"] = article.Section,
            ["genre"] = article.Genre,
            ["keywords"] = List(article.Keywords.Select(k => (JsonNode)k)),
            ["about"] = List(article.Topics.Select(About)),
            ["contentLocation"] = List(article.Places.Select(p => Typed("Place", ("name", p)))),
            ["image"] = List(article.Images.Select(Image)),
            ["inLanguage"] = article.Language,
            ["isAccessibleForFree"] = article.IsAccessibleForFree,
            ["url"] = Links.Web(article.Url),
            ["isBasedOn"] = Links.Web(article.Url),
            ["correction"] = List(CorrectionNotice.Of(article).Select(c => Typed("CorrectionComment", ("text", c)))),
            ["archivedAt"] = address,
            ["version"] = article.Version,
        };
        foreach (var unknown in json.Where(m => m.Value is null).Select(m => m.Key).ToList())
            json.Remove(unknown);
        return json.ToJsonString();
    }

    private static JsonObject About(Topic topic)
    {
        var about = Typed("DefinedTerm", ("name", topic.Name ?? topic.Code), ("termCode", topic.Code));
        if (topic.Code.StartsWith(MediaTopicPrefix, StringComparison.Ordinal))
            about["@id"] = MediaTopics + topic.Code[MediaTopicPrefix.Length..];
        return about;
    }

    private static JsonObject Image(ArticleImage image) =>
        Typed(
            "ImageObject",
            ("contentUrl", Links.Web(image.Url)),
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

    private static JsonArray? List(IEnumerable<JsonNode> nodes) =>
        nodes.ToArray() is { Length: > 0 } all ? new(all) : null;
}
