using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;
using NewsSearch.Indexing;

namespace NewsSearch.Web.Api;

/// <summary>Marks the endpoint whose body asks for a rebuild.</summary>
public sealed record TakesRebuild;

/// <summary>Reads that body: <c>{"schema":4,"analyzers":["folded-words"],"sources":["the-daily"],"reason":"…"}</c>.</summary>
public static class RebuildBody
{
    private const int MaxBytes = 256 * 1024;

    private static readonly IReadOnlyList<string> Members = ["schema", "analyzers", "sources", "reason"];

    /// <summary>What is asked for; nothing of it is checked against the program yet.</summary>
    public static async Task<RebuildRequest> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        var body = await ObjectBody.ReadAsync(request, MaxBytes, Members, cancellation);
        return new RebuildRequest(
            body.Number("schema"),
            body.Texts("analyzers"),
            body.Texts("sources"),
            body.Text("reason")
        );
    }

    /// <summary>The body as the API document shows it.</summary>
    public static OpenApiSchema Schema(IIndexFields fields) =>
        new()
        {
            Type = JsonSchemaType.Object,
            AdditionalPropertiesAllowed = false,
            Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal)
            {
                ["schema"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Integer,
                    Enum = [fields.Version],
                    Description = "Version of the index fields; a program writes one.",
                },
                ["analyzers"] = Texts(
                    "Analyzers of the fields of words; all of them.",
                    new OpenApiSchema
                    {
                        Type = JsonSchemaType.String,
                        Enum = [.. fields.Analyzers.Select(a => (System.Text.Json.Nodes.JsonNode)a)],
                    }
                ),
                ["sources"] = Texts(
                    "Ids of the sources whose articles are read from the archive again; what the live generation has of others is taken over.",
                    new OpenApiSchema { Type = JsonSchemaType.String }
                ),
                ["reason"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Why, for the record." },
            },
        };

    private static OpenApiSchema Texts(string description, OpenApiSchema items) =>
        new()
        {
            Type = JsonSchemaType.Array,
            Items = items,
            Description = description,
        };
}
