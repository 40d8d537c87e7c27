using System.Text.Json.Nodes;
using NewsSearch.Articles;

namespace NewsSearch.Publishing;

/// <summary>ninjs 3.1 of the IPTC (News in JSON): one item of type text.</summary>
public sealed class NinjsWriter : IArticleWriter
{
    private const string Plain = "text/plain";

    public string Format => "ninjs";
    public string Label => "ninjs";
    public string MediaType => "application/vnd.iptc.ninjs+json";
    public string Extension => "ninjs.json";

    public string Write(Publication publication)
    {
        var article = publication.Article;
        var item = new JsonObject
        {
            ["uri"] = publication.Identifier,
            ["standard"] = new JsonObject { ["name"] = "ninjs", ["version"] = "3.1" },
            ["type"] = "text",
            ["representationType"] = article.Completeness == Completeness.Full ? "full" : "partial",
            ["pubStatus"] = publication.Status,
            ["embargoedUntil"] = publication.EmbargoedUntil,
            ["version"] = article.Version.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["firstCreated"] = publication.Published,
            // Alone it would be read as the date of publication.
            ["versionCreated"] = publication.Published is null ? null : publication.Modified,
            ["language"] = publication.StatedLanguage,
            ["headlines"] = JsonText.List(Headlines(article)),
            ["bodies"] = publication.IsExcerpt ? null : Texts("main", article.Body),
            ["descriptions"] = publication.IsExcerpt ? Texts("summary", article.Body) : null,
            ["by"] = article.Byline,
            ["located"] = article.Dateline,
            ["people"] = JsonText.List(article.Authors.Select(a => Named(a, "author"))),
            ["places"] = JsonText.List(article.Places.Select(p => Named(p))),
            ["subjects"] = JsonText.List(Subjects(article)),
            ["genres"] = article.Genre is { } genre ? new JsonArray(Named(genre)) : null,
            ["infoSources"] = new JsonArray(Named(article.Source.Name)),
            ["copyrightHolder"] = article.Source.Name,
            ["altIds"] = JsonText.List(AltIds(publication)),
            ["associations"] = JsonText.List(article.Images.Select(Picture)),
        };
        return JsonText.Of(JsonText.WithoutUnknown(item));
    }

    private static IEnumerable<JsonNode> Headlines(Article article)
    {
        if (article.Headline is { } headline)
            yield return Text("main", headline);
        if (article.Subheadline is { } subheadline)
            yield return Text("subheadline", subheadline);
    }

    private static IEnumerable<JsonNode> Subjects(Article article)
    {
        foreach (var topic in article.Topics)
        {
            var subject = new JsonObject
            {
                ["name"] = topic.Name ?? (TopicNotation.IsIptc(topic) ? null : topic.Code),
                ["uri"] = TopicNotation.IptcAddress(topic) ?? TopicNotation.Of(topic),
                ["literal"] = topic.Code,
            };
            yield return JsonText.WithoutUnknown(subject);
        }
        // ninjs has neither sections nor free keywords; both are subjects whose relation says what they are.
        if (article.Section is { } section)
            yield return Named(section, "section");
        foreach (var keyword in article.Keywords)
            yield return Named(keyword, "keyword");
    }

    private static IEnumerable<JsonNode> AltIds(Publication publication)
    {
        foreach (var other in publication.Article.Identifiers.Skip(1))
            yield return new JsonObject { ["role"] = "identifier", ["value"] = other };
        if (publication.Url is { } url && url != publication.Identifier)
            yield return new JsonObject { ["role"] = "url", ["value"] = url };
    }

    private static JsonNode Picture(ArticleImage image, int index)
    {
        var name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"picture{index + 1}");
        var picture = new JsonObject
        {
            ["name"] = name,
            ["uri"] = image.Url ?? "urn:newssearch:picture:" + name,
            ["type"] = "picture",
            ["descriptions"] = Texts("caption", image.Caption),
            ["by"] = image.Credit,
            ["renditions"] = image.Url is { } url
                ? new JsonArray(new JsonObject { ["name"] = "main", ["href"] = url })
                : null,
        };
        return JsonText.WithoutUnknown(picture);
    }

    private static JsonArray? Texts(string role, string? value) =>
        value is null ? null : new JsonArray(Text(role, value));

    private static JsonObject Text(string role, string value) =>
        new()
        {
            ["role"] = role,
            ["contentType"] = Plain,
            ["value"] = value,
        };

    private static JsonObject Named(string name, string? rel = null) =>
        JsonText.WithoutUnknown(new JsonObject { ["name"] = name, ["rel"] = rel });
}
