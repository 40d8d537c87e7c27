using System.Text.Json;
using System.Text.Json.Nodes;
using NewsSearch.Articles;
using NewsSearch.Search;
using NewsSearch.Web.Api;

namespace NewsSearch.Tests.Web;

/// <summary>The schema says what the code does: a field without a description fails here.</summary>
[Collection(SharedSample.Name)]
public sealed class SchemaTests(SampleService service)
{
    [Fact]
    public async Task Every_field_of_an_article_is_described_and_no_other()
    {
        var schema = await service.GetAsync("/api/v1/schema");
        var described = Names(schema.GetProperty("fields"));
        var shape = schema.GetProperty("jsonSchema");
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", shape.GetProperty("$schema").GetString());
        Assert.Equal(
            described.Order(StringComparer.Ordinal),
            shape.GetProperty("properties").EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal)
        );
        Assert.All(
            shape.GetProperty("properties").EnumerateObject(),
            p => Assert.NotEmpty(p.Value.GetProperty("description").GetString()!)
        );
    }

    [Fact]
    public async Task Articles_of_the_service_fit_the_json_schema()
    {
        var schema = SchemaEndpoints.ArticleSchema();
        var properties = schema["properties"]!.AsObject();
        var required = schema["required"]!.AsArray().Select(n => n!.GetValue<string>()).ToList();
        Assert.Contains("id", required);
        Assert.DoesNotContain("body", required);
        foreach (var id in RunningService.Ids(await service.SearchAsync("limit=50")))
        {
            var article = await service.GetAsync($"/api/v1/articles/{id}");
            Assert.All(required, name => Assert.True(article.TryGetProperty(name, out _), name));
            foreach (var member in article.EnumerateObject())
                Assert.True(Fits(member.Value, properties[member.Name]!), $"{member.Name}: {member.Value}");
        }
    }

    [Fact]
    public async Task Everything_that_can_be_searched_filtered_counted_or_sorted_belongs_to_a_field()
    {
        var fields = (await service.GetAsync("/api/v1/schema")).GetProperty("fields").EnumerateArray().ToList();
        Assert.Equal(Dimension.All.Select(d => d.Name).Order(), Values("parameter").Order());
        Assert.Equal(QueryFields.Names.Order(), Lists("queryFields").Distinct().Order());
        Assert.Equal(
            Enum.GetValues<DateField>().Select(f => f.ToString().ToLowerInvariant()).Order(),
            Values("dateField").Order()
        );
        Assert.Equal(
            SearchParameterCatalog.Find("sort")!.Allowed.Where(s => s != "relevance").Order(),
            Lists("sorts").Order()
        );

        IEnumerable<string> Values(string name) =>
            fields.Where(f => f.TryGetProperty(name, out _)).Select(f => f.GetProperty(name).GetString()!);
        IEnumerable<string> Lists(string name) =>
            fields.SelectMany(f => f.GetProperty(name).EnumerateArray()).Select(v => v.GetString()!);
    }

    [Fact]
    public async Task An_older_version_is_told_by_the_fields_that_differ()
    {
        var now = await service.GetAsync("/api/v1/schema");
        Assert.False(now.GetProperty("changes").GetProperty("needsRebuild").GetBoolean());
        Assert.Equal(now.GetProperty("indexVersion").GetInt32(), now.GetProperty("liveIndexVersion").GetInt32());
        var changes = (await service.GetAsync("/api/v1/schema?since=1")).GetProperty("changes");
        Assert.True(changes.GetProperty("needsRebuild").GetBoolean());
        Assert.Contains("wc", changes.GetProperty("fields").EnumerateArray().Select(f => f.GetString()));
        await service.ProblemAsync("/api/v1/schema?since=99", 400, "invalid-parameter");
    }

    [Fact]
    public void The_list_of_fields_names_each_once() =>
        Assert.Equal(ArticleFields.All.Count, ArticleFields.All.Select(f => f.Name).Distinct().Count());

    private static List<string> Names(JsonElement fields) =>
        [.. fields.EnumerateArray().Select(f => f.GetProperty("name").GetString()!)];

    private static bool Fits(JsonElement value, JsonNode schema)
    {
        var types = schema["type"] is JsonArray several
            ? several.Select(t => t!.GetValue<string>()).ToList()
            : [schema["type"]!.GetValue<string>()];
        return value.ValueKind switch
        {
            JsonValueKind.String => types.Contains("string"),
            JsonValueKind.Number => types.Contains("integer"),
            JsonValueKind.True or JsonValueKind.False => types.Contains("boolean"),
            JsonValueKind.Array => types.Contains("array")
                && value.EnumerateArray().All(v => schema["items"] is not { } items || Fits(v, items)),
            JsonValueKind.Object => types.Contains("object")
                && value
                    .EnumerateObject()
                    .All(p => schema["properties"]?[p.Name] is { } property && Fits(p.Value, property)),
            _ => types.Contains("null"),
        };
    }
}
