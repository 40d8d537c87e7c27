using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NewsSearch.Articles;
using NewsSearch.Indexing;
using NewsSearch.Search;
using NewsSearch.Web.Searching;

namespace NewsSearch.Web.Api;

/// <summary>What an article consists of, and what the index keeps of it.</summary>
public static class SchemaEndpoints
{
    private const string Dialect = "https://json-schema.org/draft/2020-12/schema";

    private static readonly KnownParameter Since = new(
        "since",
        "A schema version: lists the index fields that an index of that version lacks or holds differently.",
        IsNumber: true
    );

    public static void MapSchema(this IEndpointRouteBuilder api) =>
        api.MapGet("/schema", Get)
            .WithName("schema")
            .WithSummary("Fields of an article and of the index, and the JSON Schema of an article")
            .Takes(Since)
            .Produces<SchemaResponse>()
            .ProducesProblems(400);

    private static JsonHttpResult<SchemaResponse> Get(HttpContext context, IIndexFields index, IArticleIndex live)
    {
        var parameters = ParameterList.Of(context.Request.QueryString);
        var since = KnownParameters.Number(parameters, Since, 0, index.Version) ?? live.Status.SchemaVersion;
        var changed = index.ChangedSince((int)since);
        return TypedResults.Json(
            new SchemaResponse(
                ArticleFields.Version,
                index.Version,
                live.Status.SchemaVersion,
                new SchemaChangesResponse((int)since, [.. changed.Select(f => f.Name)], changed.Count > 0),
                [.. ArticleFields.All.Select(f => SchemaFieldResponse.Of(f, index))],
                [.. index.All.Where(f => f.ArticleField is null).Select(IndexFieldResponse.Of)],
                ArticleSchema()
            ),
            ApiJson.Readable.SchemaResponse
        );
    }

    /// <summary>The JSON Schema (2020-12) of an article, as <c>GET /articles/{id}</c> answers.</summary>
    public static JsonObject ArticleSchema()
    {
        var meanings = ArticleFields.All.ToDictionary(f => f.Name, f => f.Meaning);
        var exported = ApiJson.Readable.Options.GetJsonSchemaAsNode(
            typeof(ArticleResponse),
            new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true }
        );
        var schema = new JsonObject { ["$schema"] = Dialect, ["title"] = "Article" };
        foreach (var (name, value) in exported.AsObject())
            schema[name] = value?.DeepClone();
        schema["type"] = "object";
        foreach (var (name, property) in schema["properties"]!.AsObject())
            if (property is JsonObject described && meanings.TryGetValue(name, out var meaning))
                described["description"] = meaning;
        // What is unknown is absent, so only what is always known is required.
        if (schema["properties"]!.AsObject() is { } properties)
            schema["required"] = new JsonArray([
                .. properties.Where(p => !IsNullable(p.Value)).Select(p => (JsonNode)p.Key),
            ]);
        return schema;
    }

    private static bool IsNullable(JsonNode? property) =>
        property?["type"] is JsonArray types && types.Any(t => t?.GetValue<string>() == "null");
}

/// <summary>The schema.</summary>
/// <param name="ArticleVersion">Version of the article model.</param>
/// <param name="IndexVersion">Version of the fields that an index written now has.</param>
/// <param name="LiveIndexVersion">Version of the fields of the index that answers searches.</param>
/// <param name="Other">Index fields that belong to the stored change and not to a field of the article.</param>
/// <param name="JsonSchema">JSON Schema (2020-12) of an article.</param>
public sealed record SchemaResponse(
    int ArticleVersion,
    int IndexVersion,
    int LiveIndexVersion,
    SchemaChangesResponse Changes,
    IReadOnlyList<SchemaFieldResponse> Fields,
    IReadOnlyList<IndexFieldResponse> Other,
    JsonObject JsonSchema
);

/// <summary>What differs between a version and the present one.</summary>
/// <param name="Since">The version that is compared: the one asked for, else that of the live index.</param>
/// <param name="Fields">Index fields that it lacks or holds differently.</param>
/// <param name="NeedsRebuild">Whether an index of that version must be built again.</param>
public sealed record SchemaChangesResponse(int Since, IReadOnlyList<string> Fields, bool NeedsRebuild);

/// <summary>A field of an article.</summary>
/// <param name="QueryFields">Names before a colon in a query.</param>
/// <param name="Parameter">The parameter and facet that filters and counts it.</param>
/// <param name="Stored">Always true: the archive keeps every field.</param>
/// <param name="Index">What the index keeps of it.</param>
public sealed record SchemaFieldResponse(
    string Name,
    string Meaning,
    int Since,
    bool Stored,
    IReadOnlyList<string> QueryFields,
    string? Parameter,
    bool? IsMultiValued,
    bool? IsTree,
    string? DateField,
    IReadOnlyList<string> Sorts,
    IReadOnlyList<IndexFieldResponse> Index
)
{
    public static SchemaFieldResponse Of(ArticleField field, IIndexFields index)
    {
        var dimension = field.Dimension is { } name ? Dimension.Find(name) : null;
        return new(
            field.Name,
            field.Meaning,
            field.Since,
            Stored: true,
            field.QueryFields,
            field.Dimension,
            dimension?.IsMultiValued,
            dimension?.IsTree,
            field.DateField,
            field.Sorts,
            [.. index.All.Where(f => f.ArticleField == field.Name).Select(IndexFieldResponse.Of)]
        );
    }
}

/// <summary>A field of the index: <c>term</c>, <c>words</c> or <c>column</c>.</summary>
public sealed record IndexFieldResponse(
    string Name,
    string Kind,
    string Meaning,
    int Since,
    int Changed,
    string? Analyzer
)
{
    public static IndexFieldResponse Of(IndexField field) =>
        new(
            field.Name,
            field.Kind.ToString().ToLowerInvariant(),
            field.Meaning,
            field.Since,
            field.Changed,
            field.Analyzer
        );
}
