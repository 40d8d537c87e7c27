using System.Text.Json.Nodes;

namespace NewsSearch.Publishing;

/// <summary>CSL-JSON of the Citation Style Language: an array of one <c>article-newspaper</c>.</summary>
public sealed class CslWriter : IArticleWriter
{
    public string Format => "csl-json";
    public string Label => "CSL-JSON";
    public string MediaType => "application/vnd.citationstyles.csl+json";
    public string Extension => "csl.json";

    public string Write(Publication publication)
    {
        var article = publication.Article;
        var item = new JsonObject
        {
            ["id"] = article.Id,
            ["type"] = "article-newspaper",
            ["title"] = article.Headline,
            ["author"] = JsonText.List(CreditedName.Of(article).Select(Author)),
            ["container-title"] = article.Source.Name,
            ["publisher-place"] = article.Dateline,
            ["section"] = article.Section,
            ["abstract"] = article.Subheadline,
            ["genre"] = article.Genre,
            ["keyword"] = article.Keywords.Count == 0 ? null : string.Join(", ", article.Keywords),
            ["language"] = article.Language,
            ["issued"] = Date(publication.PublishedParts),
            ["accessed"] = Date(publication.AccessedParts),
            ["URL"] = publication.Url ?? publication.Address,
            ["archive"] = Publication.Archive,
            ["archive_location"] = publication.Address,
        };
        return JsonText.Of(new JsonArray(JsonText.WithoutUnknown(item)));
    }

    private static JsonObject Author(CreditedName author) =>
        !author.IsPerson
            ? new JsonObject { ["literal"] = author.Family }
            : JsonText.WithoutUnknown(
                new JsonObject
                {
                    ["family"] = author.Family,
                    ["given"] = author.Given,
                    ["suffix"] = author.Suffix,
                }
            );

    private static JsonObject? Date(IReadOnlyList<int> parts) =>
        parts.Count == 0
            ? null
            : new JsonObject
            {
                ["date-parts"] = new JsonArray(new JsonArray([.. parts.Select(p => JsonValue.Create(p))])),
            };
}
